"""One unit on one day: who, what, where, by which authority; and its story through time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import GrantLine, grants
from indgang.organisation.public import (
    NameFacts,
    Organisation,
    StaffLine,
    TaskFacts,
    UnitFacts,
    history_of,
    known_as,
    leader_lines,
    names_through_time,
    organisation,
    staff_lines,
    successions,
)
from indgang.places.public import EntranceKind, EntranceView, entrances
from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.errors import NotFound
from indgang.steering.days import asked_day
from indgang.steering.story import entries
from indgang.steering.subjects import Subject, subjects
from indgang.steering.views.sending import show
from indgang.steering.words import ACTIONS, ENTRANCE_KINDS, FUNCTIONS, TASK_ROLES, UNIT_KINDS
from indgang.ways.public import WayInUse, ways_of

_NOON = time(12)
#: In the order in which a reader wants to know them.
_STRONGEST = ("decide", "approve", "prepare", "receive", "inform")


@dataclass(frozen=True, slots=True)
class Door:
    """Where the unit receives people."""

    view: EntranceView
    kind: Promise | str


@dataclass(frozen=True, slots=True)
class Held:
    """What the unit may by one instrument, with all the subjects that it is alike for.

    ``last_day`` is ``None`` until further notice; ``limit`` in kroner, ``None`` without one.
    """

    holder: str
    may: str
    limit: int | None
    instrument: str
    last_day: date | None
    in_force: bool
    subjects: tuple[Subject, ...]


def _instant(at: date, now: datetime) -> datetime:
    """Now, when the day is today; else the middle of the day."""
    return now if at == day_of(now) else datetime.combine(at, _NOON, COPENHAGEN)


def _tasks(
    tasks: tuple[TaskFacts, ...], names: Mapping[str, Subject]
) -> list[tuple[Promise, list[Subject]]]:
    """The unit's subjects by role, in the order of the roles."""
    found = []
    for role, word in TASK_ROLES.items():
        mine = sorted(task.kle for task in tasks if task.role == role)
        if mine:
            found.append((word, [names[kle] for kle in mine]))
    return found


def _led_by(org: Organisation, unit_id: UUID, at: date) -> tuple[UnitFacts, str] | None:
    """The nearest unit above with a leader, and who it is."""
    leaders = leader_lines(at)
    for above in list(org.ancestors(unit_id))[1:]:
        if lines := leaders.get(above.unit_id):
            return above, ", ".join(line.name for line in lines)
    return None


def _held(unit_id: UUID, at: date) -> list[Held]:
    """The unit's grants on the day; those that differ in their subject only are told as one."""
    lines = grants(at, holder_ids=[unit_id], language=get_language() or "da")
    names = subjects((line.kle for line in lines), at)
    alike: dict[tuple[object, ...], list[GrantLine]] = {}
    for line in lines:
        what = (line.person, line.function, line.action, line.amount_limit)
        source = (line.instrument_id, line.ends, line.in_force)
        alike.setdefault((*what, *source), []).append(line)
    found = []
    for some in sorted(alike.values(), key=lambda some: _STRONGEST.index(some[0].action)):
        one = some[0]
        holder = one.person or str(FUNCTIONS.get(one.function, one.function))
        found.append(
            Held(
                holder or _("Alle i enheden"),
                str(ACTIONS.get(one.action, one.action)),
                one.amount_limit,
                one.instrument,
                one.ends - timedelta(days=1) if one.ends else None,
                one.in_force,
                tuple(names[kle] for kle in sorted({line.kle for line in some})),
            )
        )
    return found


def _present(request: Request, unit: UnitFacts, org: Organisation) -> dict[str, object]:
    """What is known of a unit that exists on the day."""
    at = org.at
    staff: tuple[StaffLine, ...] = staff_lines({unit.unit_id}, at).get(unit.unit_id, ())
    leaders = [line for line in staff if line.function == "leader"]
    tasks = tuple(task for task in org.tasks if task.unit_id == unit.unit_id)
    doors = entrances(
        _instant(at, request.at),
        unit_ids=frozenset({unit.unit_id}),
        kinds=tuple(EntranceKind.values),
    )
    in_use: tuple[WayInUse, ...] = ways_of(unit.unit_id, at, get_language() or "da")
    return {
        "unit": unit,
        "kind": UNIT_KINDS.get(unit.kind, unit.kind),
        "path": list(org.ancestors(unit.unit_id))[:0:-1],
        "children": org.children.get(unit.unit_id, ()),
        "leaders": leaders,
        "led_by": None if leaders else _led_by(org, unit.unit_id, at),
        "staff": [(line, FUNCTIONS.get(line.function, line.function)) for line in staff],
        "full_time": sum((line.share for line in staff), Decimal(0)),
        "people": len({line.person_id for line in staff}),
        "tasks": _tasks(tasks, subjects((task.kle for task in tasks), at)),
        "doors": [Door(view, ENTRANCE_KINDS.get(view.kind, view.kind)) for view in doors],
        "grants": _held(unit.unit_id, at),
        "ways": in_use,
    }


def _absent(names: tuple[NameFacts, ...], org: Organisation) -> dict[str, object]:
    """What is known of a unit that is not there on the day: its name, and who has its things."""
    known = known_as(names, org.at)
    if known is None:
        raise NotFound("no_such_unit", "")
    gone = known.days.ends is not None and known.days.ends <= org.at
    parts = {}
    if gone:
        parts = dict(successions().parts(known.unit_id, org.at, since=known.days.begins))
    words = subjects(parts, org.at)
    return {
        "known": known,
        "kind": UNIT_KINDS.get(known.kind, known.kind),
        "gone_since": known.days.ends if gone else None,
        "begins": None if gone else known.days.begins,
        "last_day": known.days.ends - timedelta(days=1) if gone and known.days.ends else None,
        "now": [
            (words[kle], org.units[to]) for kle, to in sorted(parts.items()) if to in org.units
        ],
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def unit_page(request: Request, unit_id: UUID) -> HttpResponse:
    """The unit on the day (today without one)."""
    today = day_of(request.at)
    at = asked_day(request).day or today
    names = names_through_time({unit_id}).get(unit_id, ())
    if not names:
        raise NotFound("no_such_unit", _("Vi kan ikke finde enheden."))
    org = organisation(at)
    unit = org.units.get(unit_id)
    context: dict[str, object] = {
        "here": "organisation",
        "at": at,
        "is_today": at == today,
        "day_query": "" if at == today else f"?dag={at.isoformat()}",
        "story": entries(history_of(unit_id), today),
        "unit_id": unit_id,
    }
    context |= _present(request, unit, org) if unit else _absent(names, org)
    return show(request, "unit" if unit else "unit_absent", context)
