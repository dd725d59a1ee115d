"""The story of one unit: what it was called, what it had, who led it, what came and went."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any
from uuid import UUID

from indgang.organisation.history import NameFacts, known_as, names_through_time
from indgang.organisation.models import Post, Succession, UnitTask
from indgang.shared.validity_fields import to_days


class StoryKind(StrEnum):
    """One line of a unit's story. The order is that of lines of the same day."""

    CREATED = "created"
    RENAMED = "renamed"  #: ``before`` and ``after`` are names
    MOVED = "moved"  #: ``before`` and ``after`` are the names of the units above
    KIND = "kind"  #: ``before`` and ``after`` are codes of kinds
    PHONE = "phone"
    CAME = "came"  #: something came from another unit (``other_id``)
    WENT = "went"  #: something went to another unit
    TASKS_GAINED = "tasks_gained"
    TASKS_LOST = "tasks_lost"
    LEADER_CAME = "leader_came"  #: ``after`` is the person's name
    LEADER_LEFT = "leader_left"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class StoryLine:
    """Something that happened to the unit from the day ``on``.

    ``tasks`` are pairs of KLE range and role; ``other_name`` is what the other unit was called on
    the day; ``cause`` the reorganisation, where it is known.
    """

    on: date
    kind: StoryKind
    before: str = ""
    after: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    other_id: UUID | None = None
    other_name: str = ""
    cause: UUID | None = None


def history_of(unit_id: UUID) -> tuple[StoryLine, ...]:
    """All that has happened to the unit, and what is already decided, the earliest first."""
    moves = [
        *Succession.objects.filter(from_unit_id=unit_id),
        *Succession.objects.filter(to_unit_id=unit_id).exclude(from_unit_id=unit_id),
    ]
    own = names_through_time({unit_id}).get(unit_id, ())
    others = {one for row in moves for one in (row.from_unit_id, row.to_unit_id)}
    others |= {name.parent_id for name in own if name.parent_id is not None}
    names = names_through_time(others)
    lines = [
        *_states(own, names),
        *_moves(moves, unit_id, names),
        *_tasks(unit_id),
        *_leaders(unit_id),
    ]
    order = list(StoryKind)
    lines.sort(key=lambda line: (line.on, order.index(line.kind), line.after, line.other_name))
    return tuple(lines)


Names = dict[UUID, tuple[NameFacts, ...]]


def _name(names: Names, unit_id: UUID | None, at: date) -> str:
    found = known_as(names.get(unit_id, ()), at) if unit_id is not None else None
    return found.name if found else ""


def _states(own: tuple[NameFacts, ...], names: Names) -> Iterable[StoryLine]:
    if not own:
        return
    yield StoryLine(own[0].days.begins, StoryKind.CREATED, after=own[0].name)
    for one, other in pairwise(own):
        on = other.days.begins
        if one.days.ends != on and one.days.ends is not None:
            yield StoryLine(one.days.ends, StoryKind.CLOSED, before=one.name)
            yield StoryLine(on, StoryKind.CREATED, after=other.name)
            continue
        if one.name != other.name:
            yield StoryLine(on, StoryKind.RENAMED, one.name, other.name)
        if one.parent_id != other.parent_id:
            above = _name(names, one.parent_id, on), _name(names, other.parent_id, on)
            yield StoryLine(on, StoryKind.MOVED, *above)
        if one.kind != other.kind:
            yield StoryLine(on, StoryKind.KIND, one.kind, other.kind)
        if one.phone != other.phone:
            yield StoryLine(on, StoryKind.PHONE, one.phone, other.phone)
    last = own[-1]
    if last.days.ends is not None:
        yield StoryLine(last.days.ends, StoryKind.CLOSED, before=last.name)


def _moves(rows: list[Any], unit_id: UUID, names: Names) -> Iterable[StoryLine]:
    """One line for each other unit and day, with all the ranges that went there."""
    ranges: dict[tuple[date, UUID, bool, UUID], set[str]] = {}
    for row in rows:
        went = row.from_unit_id == unit_id
        other = row.to_unit_id if went else row.from_unit_id
        ranges.setdefault((row.on, other, went, row.cause), set()).add(row.kle)
    for (on, other, went, cause), kles in ranges.items():
        yield StoryLine(
            on,
            StoryKind.WENT if went else StoryKind.CAME,
            tasks=tuple((kle, "") for kle in sorted(kles)),
            other_id=other,
            other_name=_name(names, other, on),
            cause=cause,
        )


def _tasks(unit_id: UUID) -> Iterable[StoryLine]:
    """Tasks by the day on which they came or went; a task that only goes on is not told."""
    begun: dict[date, set[tuple[str, str]]] = {}
    ended: dict[date, set[tuple[str, str]]] = {}
    for row in UnitTask.objects.filter(unit_id=unit_id):
        days = to_days(row.validity)
        begun.setdefault(days.begins, set()).add((row.kle, row.role))
        if days.ends is not None:
            ended.setdefault(days.ends, set()).add((row.kle, row.role))
    for on in begun.keys() | ended.keys():
        came, went = begun.get(on, set()), ended.get(on, set())
        if came - went:
            yield StoryLine(on, StoryKind.TASKS_GAINED, tasks=tuple(sorted(came - went)))
        if went - came:
            yield StoryLine(on, StoryKind.TASKS_LOST, tasks=tuple(sorted(went - came)))


def _leaders(unit_id: UUID) -> Iterable[StoryLine]:
    """Who came and left as leader; a post that only goes on in another row is not told."""
    rows = Post.objects.filter(unit_id=unit_id, function="leader").select_related("person")
    begun: set[tuple[date, str]] = set()
    ended: set[tuple[date, str]] = set()
    for row in rows:
        days = to_days(row.validity)
        begun.add((days.begins, row.person.name))
        if days.ends is not None:
            ended.add((days.ends, row.person.name))
    for on, name in begun - ended:
        yield StoryLine(on, StoryKind.LEADER_CAME, after=name)
    for on, name in ended - begun:
        yield StoryLine(on, StoryKind.LEADER_LEFT, before=name)
