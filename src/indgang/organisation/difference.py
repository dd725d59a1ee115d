"""What is not the same in the organisation on two days. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from indgang.organisation.rules import Organisation, TaskFacts, UnitFacts
from indgang.organisation.successors import Successions

#: The leaders of each unit on a day, by their ids as people.
Leaders = Mapping[UUID, frozenset[UUID]]


class ChangeKind(StrEnum):
    """What may have happened to a unit between two days."""

    NEW = "new"
    CLOSED = "closed"
    MERGED = "merged"  #: closed, and another unit has all it had
    RENAMED = "renamed"
    MOVED = "moved"  #: has another unit above it
    KIND = "kind"
    PHONE = "phone"
    TASKS = "tasks"
    LEADERS = "leaders"


@dataclass(frozen=True, slots=True)
class UnitDifference:
    """One unit on the two days; ``None`` where it does not exist.

    ``went_to`` says for each range of subjects that left the unit ("": everything) who has it on
    the later day; ``came_from`` is the same seen from the unit that received.
    """

    unit_id: UUID
    before: UnitFacts | None
    after: UnitFacts | None
    gained: frozenset[TaskFacts] = frozenset()
    lost: frozenset[TaskFacts] = frozenset()
    leaders_before: frozenset[UUID] = frozenset()
    leaders_after: frozenset[UUID] = frozenset()
    went_to: tuple[tuple[str, UUID], ...] = ()
    came_from: tuple[tuple[str, UUID], ...] = ()

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        """What happened, the weightiest first. A unit that came or went is not also changed."""
        if self.before is None:
            return (ChangeKind.NEW,)
        if self.after is None:
            whole = any(kle == "" for kle, _to in self.went_to)
            return (ChangeKind.MERGED if whole else ChangeKind.CLOSED,)
        pairs = (
            (ChangeKind.RENAMED, self.before.name != self.after.name),
            (ChangeKind.MOVED, self.before.parent_id != self.after.parent_id),
            (ChangeKind.KIND, self.before.kind != self.after.kind),
            (ChangeKind.TASKS, bool(self.gained or self.lost or self.went_to or self.came_from)),
            (ChangeKind.LEADERS, self.leaders_before != self.leaders_after),
            (ChangeKind.PHONE, self.before.phone != self.after.phone),
        )
        return tuple(kind for kind, is_so in pairs if is_so)


@dataclass(frozen=True)
class Difference:
    """From the day ``since`` to the day ``at``; only units with a difference stand here."""

    since: date
    at: date
    units: tuple[UnitDifference, ...]

    @cached_property
    def by_unit(self) -> Mapping[UUID, UnitDifference]:
        """The same, by unit."""
        return {unit.unit_id: unit for unit in self.units}

    def of(self, *kinds: ChangeKind) -> tuple[UnitDifference, ...]:
        """The units to which one of these happened."""
        return tuple(unit for unit in self.units if set(unit.kinds) & set(kinds))

    def __bool__(self) -> bool:
        return bool(self.units)


def _by_unit(tasks: Iterable[TaskFacts]) -> Mapping[UUID, frozenset[TaskFacts]]:
    found: dict[UUID, set[TaskFacts]] = {}
    for task in tasks:
        found.setdefault(task.unit_id, set()).add(task)
    return {unit: frozenset(some) for unit, some in found.items()}


def difference(
    one: Organisation,
    other: Organisation,
    *,
    leaders: tuple[Leaders, Leaders] = ({}, {}),
    successions: Successions | None = None,
) -> Difference:
    """What happened from ``one`` to ``other`` (the later day).

    ``leaders`` are those of the two days in the same order. A unit that has only lost a leader
    because it was closed is told as closed.
    """
    tasks = _by_unit(one.tasks), _by_unit(other.tasks)
    went, came = _carried(one, other, successions or Successions(()))
    touched = (
        _changed(one.units, other.units)
        | _changed(*tasks)
        | _changed(*leaders)
        | set(went)
        | set(came)
    ) & (set(one.units) | set(other.units))
    nothing: frozenset[TaskFacts] = frozenset()
    nobody: frozenset[UUID] = frozenset()
    found = [
        UnitDifference(
            unit_id,
            one.units.get(unit_id),
            other.units.get(unit_id),
            gained=tasks[1].get(unit_id, nothing) - tasks[0].get(unit_id, nothing),
            lost=tasks[0].get(unit_id, nothing) - tasks[1].get(unit_id, nothing),
            leaders_before=leaders[0].get(unit_id, nobody),
            leaders_after=leaders[1].get(unit_id, nobody),
            went_to=tuple(sorted(went.get(unit_id, ()))),
            came_from=tuple(sorted(came.get(unit_id, ()))),
        )
        for unit_id in touched
    ]
    found.sort(key=lambda unit: unit.unit_id)
    return Difference(one.at, other.at, tuple(found))


def _changed(one: Mapping[UUID, object], other: Mapping[UUID, object]) -> set[UUID]:
    """Units whose value is not the same, or that only one of the two days has."""
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


Carried = dict[UUID, set[tuple[str, UUID]]]


def _carried(
    one: Organisation, other: Organisation, successions: Successions
) -> tuple[Carried, Carried]:
    """What went from each unit of the earlier day, and what came to each of the later one."""
    went: Carried = {}
    came: Carried = {}
    if one.at >= other.at:
        return went, came
    for unit_id in successions.leaving:
        if unit_id not in one.units:
            continue
        for kle, to_unit in successions.parts(unit_id, other.at, since=one.at).items():
            if to_unit == unit_id or to_unit not in other.units:
                continue
            went.setdefault(unit_id, set()).add((kle, to_unit))
            came.setdefault(to_unit, set()).add((kle, unit_id))
    return went, came
