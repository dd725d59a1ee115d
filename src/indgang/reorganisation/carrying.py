"""All that moves, counted: what this room moves itself, and what the bearers carry."""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from indgang.catalogue.public import services
from indgang.organisation.public import Carried, Change, Homes, Organisation
from indgang.reorganisation.blueprint import RESPONSIBLE
from indgang.reorganisation.outlook import Outlook
from indgang.reorganisation.plan import Plan
from indgang.reorganisation.ports import ports
from indgang.shared.rowsecurity import as_system


def all_carried(found: Outlook) -> tuple[Carried, ...]:
    """Posts, tasks and services, and after them what the bearers carry."""
    own = (*_posts(found.plan), *_tasks(found.plan), *_services(found.change))
    return (*own, *found.carried)


def _posts(plan: Plan) -> Iterable[Carried]:
    before, after = plan.before.units, plan.after.units
    moved = Counter(
        (before[move.from_unit].unit_id, after[move.to_unit].unit_id if move.to_unit else None)
        for move in plan.post_moves
        if move.from_unit != move.to_unit
    )
    return _lines("post", moved)


def _tasks(plan: Plan) -> Iterable[Carried]:
    moved: Counter[tuple[UUID, UUID | None]] = Counter()
    for task in plan.before.tasks:
        unit_id = plan.before.units[task.unit].unit_id
        places = plan.homes.within(unit_id, task.kle).values()
        moved.update((unit_id, to) for to in set(places) if to != unit_id)
    return _lines("task", moved)


def _services(change: Change) -> Iterable[Carried]:
    """Services by the unit that is responsible for them, before and after."""
    moved: Counter[tuple[UUID, UUID | None]] = Counter()
    for service in services().values():
        one = _responsible(change.before, service.kle)
        other = _responsible(change.after, service.kle)
        if one is not None and one != other:
            moved[one, other] += 1
    return _lines("service", moved)


def _responsible(org: Organisation, kle: str) -> UUID | None:
    """The unit the subject belongs to most exactly."""
    found = org.units_for(kle, RESPONSIBLE)
    return found[0].unit_id if found else None


def _lines(kind: str, moved: Mapping[tuple[UUID, UUID | None], int]) -> Iterable[Carried]:
    return [Carried(kind, one, to, number) for (one, to), number in moved.items()]


def sums(lines: Iterable[Carried]) -> dict[str, int]:
    """How many of each kind."""
    found: Counter[str] = Counter()
    for line in lines:
        found[line.kind] += line.count
    return dict(found)


def cases_by_unit() -> Mapping[tuple[UUID, str], int]:
    """Open cases by unit and subject, from those that can be watched."""
    found: Counter[tuple[UUID, str]] = Counter()
    with as_system("reorganisation"):
        for watch in ports.watches:
            found.update(watch.open_cases())
    return found


def cases_after(cases: Mapping[tuple[UUID, str], int], homes: Homes) -> dict[UUID, int]:
    """The same cases by the unit that has them afterwards; those without a home are left out."""
    found: Counter[UUID] = Counter()
    for (unit_id, kle), number in cases.items():
        home = homes.of(unit_id, kle)
        if home is not None:
            found[home] += number
    return dict(found)
