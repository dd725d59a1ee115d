"""Units as the Danish public standard object *OrganisationEnhed* in JSON, with their history. Pure.

Every attribute, state and relation says in which days it holds (*virkning*). What the standard
leaves to the municipality is written as a URN of ours: the kind of unit, and KLE subjects with
the unit's role as ``objekttype``.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from indgang.organisation.intake import Standing
from indgang.shared.clock import COPENHAGEN
from indgang.shared.validity import Days

KIND = "urn:indgang:enhedstype:"
KLE = "urn:indgang:kle:"
_PHONE = "urn:magenta.dk:telefon:"  # as OS2's registers write a phone number
Object = dict[str, Any]


def to_objects(
    units: Iterable[Standing], tasks: Iterable[Standing], ids: Mapping[str, UUID]
) -> dict[str, list[Object]]:
    """Every unit by its UUID, with all its names, places and tasks through time.

    By the standard's schema an object has one unit above it and one kind, so a unit that was
    moved has an object for each stretch, in order. Tasks are told while the unit is there.
    """
    states: dict[str, list[Standing]] = {}
    for row in sorted(units, key=lambda row: row.days.begins):
        states.setdefault(row.about[0], []).append(row)
    roles: dict[str, dict[tuple[str, ...], list[tuple[Days, bool]]]] = {}
    for row in sorted(tasks, key=lambda row: (row.about, row.days.begins)):
        of_unit = roles.setdefault(row.about[0], {})
        of_unit.setdefault(row.about[1:], []).append((row.days, True))
    held = {
        key: [(days, task) for task, some in of_unit.items() for days, _held in runs(some)]
        for key, of_unit in roles.items()
    }
    return {
        str(ids[key]): _pieces(key, some, held.get(key, []), ids)
        for key, some in sorted(states.items())
    }


def _pieces(
    key: str,
    states: list[Standing],
    tasks: list[tuple[Days, tuple[str, ...]]],
    ids: Mapping[str, UUID],
) -> list[Object]:
    stretches = runs((row.days, (row.value[0], row.value[2])) for row in states)
    nexts = [days.begins for days, _value in stretches[1:]]
    found = []
    for (days, (kind, parent)), following in zip(stretches, [*nexts, None], strict=True):
        names = runs(_within(days, ((row.days, row.value[1]) for row in states)))
        phones = runs(_within(days, ((row.days, row.value[3]) for row in states if row.value[3])))
        validity = [("Aktiv", days)]
        if days.ends is not None and days.ends != following:
            validity.append(("Inaktiv", Days(days.ends, following)))
        relations = {
            "overordnet": [{"uuid": str(ids[parent]), **_virkning(days)}] if parent else [],
            "enhedstype": [{"urn": KIND + kind, **_virkning(days)}],
            "adresser": [{"urn": _PHONE + phone, **_virkning(some)} for some, phone in phones],
            "opgaver": [
                {"urn": KLE + kle, "objekttype": role, **_virkning(some)}
                for some, (kle, role) in _within(days, tasks)
            ],
        }
        found.append(
            {
                "attributter": {
                    "organisationenhedegenskaber": [
                        {"brugervendtnoegle": key, "enhedsnavn": name, **_virkning(some)}
                        for some, name in names
                    ]
                },
                "tilstande": {
                    "organisationenhedgyldighed": [
                        {"gyldighed": state, **_virkning(some)} for state, some in validity
                    ]
                },
                "relationer": {name: some for name, some in relations.items() if some},
            }
        )
    return found


def _within(days: Days, parts: Iterable[tuple[Days, Any]]) -> Iterator[tuple[Days, Any]]:
    for other, value in parts:
        both = other.intersection(days)
        if both is not None:
            yield both, value


def runs(parts: Iterable[tuple[Days, Any]]) -> list[tuple[Days, Any]]:
    """Parts in order, those of the same value that follow one another made one."""
    found: list[tuple[Days, Any]] = []
    for days, value in parts:
        if found and found[-1][1] == value and found[-1][0].ends == days.begins:
            days = Days(found.pop()[0].begins, days.ends)
        found.append((days, value))
    return found


def _virkning(days: Days) -> Object:
    begins = "-infinity" if days.begins == date.min else _instant(days.begins)
    ends = "infinity" if days.ends is None else _instant(days.ends)
    return {"virkning": {"from": begins, "to": ends}}


def _instant(day: date) -> str:
    return datetime.combine(day, time(), tzinfo=COPENHAGEN).isoformat(sep=" ")
