"""What happened between two days, ready to be read: one line a unit, in groups."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from indgang.organisation.public import (
    ChangeKind,
    Difference,
    Organisation,
    TaskFacts,
    UnitDifference,
    UnitFacts,
    names_of,
)
from indgang.shared.danish_order import danish_order
from indgang.steering.subjects import Subject, subjects
from indgang.steering.tree import Mark
from indgang.steering.words import CHANGES, TASK_ROLES, UNIT_KINDS


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A subject and what the unit is to it."""

    subject: Subject
    role: Promise | str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One unit. ``unit`` is as it is afterwards, or as it was when it is gone."""

    unit: UnitFacts
    seen_on: date  #: a day on which the unit is there
    kinds: frozenset[str]
    kind: Promise | str
    before: UnitFacts | None
    kind_before: Promise | str
    parent: UnitFacts | None
    parent_before: UnitFacts | None
    leaders: str
    leaders_before: str
    gained: tuple[TaskLine, ...]
    lost: tuple[TaskLine, ...]
    went_to: tuple[tuple[Subject, UnitFacts], ...]
    came_from: tuple[UnitFacts, ...]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All units whose weightiest change is the same."""

    word: Promise
    icon: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class _Words:
    """Names for the ids and codes of the lines, fetched once for all of them."""

    one: Organisation
    other: Organisation
    people: Mapping[UUID, str]
    subjects: Mapping[str, Subject]

    def people_named(self, ids: frozenset[UUID]) -> str:
        return ", ".join(sorted((self.people.get(one, "") for one in ids), key=danish_order))

    def tasks(self, tasks: frozenset[TaskFacts]) -> tuple[TaskLine, ...]:
        lines = [
            TaskLine(self.subjects[task.kle], TASK_ROLES.get(task.role, task.role))
            for task in sorted(tasks, key=lambda task: (task.kle, task.role))
        ]
        return tuple(lines)


def counts(told: Difference) -> tuple[tuple[Mark, int], ...]:
    """How many units each change happened to; a unit to which two happened is counted in both."""
    found = Counter(kind for change in told.units for kind in change.kinds)
    return tuple((Mark(*CHANGES[kind]), found[kind]) for kind in CHANGES if kind in found)


def groups(told: Difference, one: Organisation, other: Organisation) -> tuple[ChangeGroup, ...]:
    """The difference in groups, the weightiest first; units by name."""
    people = {p for change in told.units for p in change.leaders_before | change.leaders_after}
    ranges = {
        kle
        for change in told.units
        for kle in (
            *(task.kle for task in change.gained | change.lost),
            *(kle for kle, _unit in change.went_to),
        )
    }
    words = _Words(one, other, names_of(people), subjects(ranges, other.at))
    found: dict[ChangeKind, list[ChangeLine]] = {}
    for change in told.units:
        found.setdefault(change.kinds[0], []).append(_line(change, words))
    return tuple(
        ChangeGroup(
            *CHANGES[kind],
            tuple(sorted(found[kind], key=lambda line: danish_order(line.unit.name))),
        )
        for kind in CHANGES
        if kind in found
    )


def _line(change: UnitDifference, words: _Words) -> ChangeLine:
    unit = change.after or change.before
    if unit is None:  # a difference has at least one of the two days
        raise ValueError(change.unit_id)
    before = change.before
    whole = dict(change.went_to).get("")
    parts = [(kle, to) for kle, to in change.went_to if kle == "" or to != whole]
    return ChangeLine(
        unit=unit,
        seen_on=words.other.at if change.after else words.one.at,
        kinds=frozenset(kind.value for kind in change.kinds),
        kind=UNIT_KINDS.get(unit.kind, unit.kind),
        before=before,
        kind_before=UNIT_KINDS.get(before.kind, before.kind) if before else "",
        parent=_above(change.after, words.other),
        parent_before=_above(before, words.one),
        leaders=words.people_named(change.leaders_after),
        leaders_before=words.people_named(change.leaders_before),
        gained=words.tasks(change.gained) if before else (),
        lost=words.tasks(change.lost) if change.after else (),
        went_to=tuple((words.subjects[kle], words.other.units[to]) for kle, to in parts),
        came_from=tuple(
            sorted(
                {words.one.units[one] for _kle, one in change.came_from},
                key=lambda unit: danish_order(unit.name),
            )
        ),
    )


def _above(unit: UnitFacts | None, org: Organisation) -> UnitFacts | None:
    if unit is None or unit.parent_id is None:
        return None
    return org.units.get(unit.parent_id)
