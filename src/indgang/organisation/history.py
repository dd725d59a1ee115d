"""Reads of the organisation through time: when it changed, how, and where old names lead."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from indgang.organisation.difference import Difference, Leaders, difference
from indgang.organisation.models import Post, Succession, UnitState
from indgang.organisation.queries import organisation, revision
from indgang.organisation.rules import Organisation, UnitFacts
from indgang.organisation.successors import SuccessionFacts, Successions
from indgang.shared.danish_order import danish_order
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days

_memory: dict[int, Successions] = {}
_MOST_FOUND = 50
_LEAST_DIGITS = 4  #: of a phone number that is searched for

_CHANGE_DAYS = """
SELECT DISTINCT day FROM (
    SELECT lower(validity) AS day FROM organisation_unitstate
    UNION ALL SELECT upper(validity) FROM organisation_unitstate
    UNION ALL SELECT lower(validity) FROM organisation_unittask
    UNION ALL SELECT upper(validity) FROM organisation_unittask
    UNION ALL SELECT lower(validity) FROM organisation_post WHERE function = 'leader'
    UNION ALL SELECT upper(validity) FROM organisation_post WHERE function = 'leader'
    UNION ALL SELECT "on" FROM organisation_succession
) AS every WHERE day IS NOT NULL ORDER BY day
"""


def change_days() -> tuple[date, ...]:
    """Days on which a unit, a task or a leader begins or ends, the first one first."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANGE_DAYS)
        return tuple(row[0] for row in cursor.fetchall())


def successions(*, as_of: int | None = None) -> Successions:
    """Every line of what went where; kept in memory until a change is counted.

    ``as_of`` is the room's revision when the caller has just asked for it.
    """
    current = revision("organisation") if as_of is None else as_of
    known = _memory.get(current)
    if known is None:
        known = Successions.of(
            SuccessionFacts(row.on, row.from_unit_id, row.kle, row.to_unit_id, row.cause)
            for row in Succession.objects.all()
        )
        _memory.clear()
        _memory[current] = known
    return known


def successor(unit_id: UUID, kle: str, at: date, *, since: date = date.min) -> UUID | None:
    """The unit that has on the day ``at`` what ``unit_id`` had at ``since`` ("": everything).

    The unit itself when nothing moved it; ``None`` when nobody has it on that day.
    """
    found = successions().last(unit_id, kle, at, since=since)
    return found if found in organisation(at).units else None


def leaders_on(at: date) -> Leaders:
    """Who leads each unit on the day; units without a leader of their own are not there."""
    rows = Post.objects.valid_at(at).filter(function="leader").values_list("unit_id", "person_id")
    found: dict[UUID, set[UUID]] = {}
    for unit_id, person_id in rows:
        found.setdefault(unit_id, set()).add(person_id)
    return {unit: frozenset(people) for unit, people in found.items()}


def changes_between(since: date, at: date) -> Difference:
    """What happened to units, tasks and leaders from the day ``since`` to the day ``at``."""
    as_of = revision("organisation")
    return difference(
        organisation(since, as_of=as_of),
        organisation(at, as_of=as_of),
        leaders=(leaders_on(since), leaders_on(at)),
        successions=successions(),
    )


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a unit was called, and where it stood, in some days."""

    unit_id: UUID
    key: str
    name: str
    kind: str
    parent_id: UUID | None
    phone: str
    days: Days


def _facts(row: Any) -> NameFacts:
    return NameFacts(
        row.unit_id, row.unit.key, row.name, row.kind, row.parent_id, row.phone,
        to_days(row.validity),
    )  # fmt: skip


def names_through_time(unit_ids: set[UUID]) -> dict[UUID, tuple[NameFacts, ...]]:
    """Every name of these units with its days, the earliest first."""
    found: dict[UUID, list[NameFacts]] = {}
    for row in UnitState.objects.filter(unit_id__in=unit_ids).select_related("unit"):
        found.setdefault(row.unit_id, []).append(_facts(row))
    return {
        unit: tuple(sorted(names, key=lambda name: name.days.begins))
        for unit, names in found.items()
    }


def known_as(names: tuple[NameFacts, ...], at: date) -> NameFacts | None:
    """The name that holds on the day, else the last one before it, else the first one after."""
    before = [name for name in names if name.days.begins <= at]
    if before:
        return before[-1]
    return names[0] if names else None


def unit_as_known(unit_id: UUID, at: date) -> UnitFacts | None:
    """The unit as it is on the day, else as it was when it ended (or as it will begin).

    For what has happened: who acted is called what they were called. ``None``: never heard of.
    """
    unit = organisation(at).units.get(unit_id)
    if unit is not None:
        return unit
    found = known_as(names_through_time({unit_id}).get(unit_id, ()), at)
    if found is None:
        return None
    return UnitFacts(unit_id, found.key, found.name, found.kind, found.parent_id, found.phone)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that a search hit, by the name or number it has, had or will have.

    ``now`` are the units that have its matters on the day: itself, its successors by range of
    subjects ("": everything), or none when it is not there on that day and nobody has them.
    """

    hit: NameFacts
    is_current: bool  #: the name that was found holds on the day
    now: tuple[tuple[str, UUID], ...]


def _matching(words: str) -> Q | None:
    digits = "".join(c for c in words if c.isdigit())
    number = digits.removeprefix("45") if len(digits) == 10 else digits
    if len(number) >= _LEAST_DIGITS and not any(c.isalpha() for c in words):
        pattern = " ?".join(number)  # people and files space a number as they like
        return Q(phone__regex=pattern)
    found: Q | None = None
    for word in words.split():
        one = Q(name__icontains=word) | Q(unit__key__icontains=word)
        found = one if found is None else found & one
    return found


def find_units(words: str, at: date) -> tuple[FoundUnit, ...]:
    """Units by present, former or coming names, keys and phone numbers; at most fifty.

    Every word must be part of the name (or of the lasting key); four digits or more are looked
    for in phone numbers. Names that hold on ``at`` come first, then former ones.
    """
    matching = _matching(words[:120])
    if matching is None:
        return ()
    rows = UnitState.objects.filter(matching).select_related("unit")[: _MOST_FOUND * 4]
    org = organisation(at)
    found: dict[tuple[UUID, str], FoundUnit] = {}
    for row in sorted(rows, key=lambda row: (at not in row.days, row.days.begins)):
        hit = _facts(row)
        found.setdefault((hit.unit_id, hit.name), FoundUnit(hit, at in hit.days, _now(hit, org)))
    ordered = sorted(
        found.values(), key=lambda one: (not one.is_current, danish_order(one.hit.name))
    )
    return tuple(ordered[:_MOST_FOUND])


def _now(hit: NameFacts, org: Organisation) -> tuple[tuple[str, UUID], ...]:
    """Who has on the day what the unit had when it was called so."""
    if hit.unit_id in org.units:
        return (("", hit.unit_id),)
    parts = successions().parts(hit.unit_id, org.at, since=hit.days.begins)
    return tuple(
        (kle, to) for kle, to in sorted(parts.items()) if to in org.units and to != hit.unit_id
    )
