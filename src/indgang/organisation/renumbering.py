"""When KLE gives subjects other numbers: what a range is called afterwards, and the units' tasks.

``Renumbering`` is pure. Tasks are dated: the old number ends and the new one begins on the day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from indgang.organisation.models import UnitTask
from indgang.organisation.rules import kle_covers
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

_LEVELS = 3  #: main group, group, subject


@dataclass(frozen=True)
class Renumbering:
    """All moves of one day, which happen at once. An old number may become several."""

    moves: Mapping[str, tuple[str, ...]]

    @classmethod
    def of_pairs(cls, pairs: Iterable[tuple[str, str]]) -> "Renumbering":
        """From pairs of an old and a new number."""
        moves: dict[str, tuple[str, ...]] = {}
        for old, new in pairs:
            moves[old] = (*moves.get(old, ()), new)
        return cls(moves)

    @cached_property
    def _by_length(self) -> tuple[str, ...]:
        return tuple(sorted(self.moves, key=len, reverse=True))

    def old_of(self, kle: str) -> str | None:
        """The most exact move that ``kle`` follows, by its old number; ``None`` when untouched."""
        return next((old for old in self._by_length if kle_covers(old, kle)), None)

    def of(self, kle: str) -> tuple[str, ...]:
        """What ``kle`` is called afterwards; the most exact move decides. Itself when untouched.

        What lies below a moved group follows it and keeps its last parts.
        """
        old = self.old_of(kle)
        if old is None:
            return (kle,)
        rest = kle[len(old) :]
        return tuple(dict.fromkeys(_below(new, rest) for new in self.moves[old]))

    def leaving(self, kle: str) -> tuple[tuple[str, str], ...]:
        """Pairs of numbers that lie below the range ``kle`` before, and outside it afterwards."""
        return tuple(
            (old, new)
            for old, news in self.moves.items()
            if old != kle and kle_covers(kle, old)
            for new in news
            if not kle_covers(kle, new)
        )


def _below(new: str, rest: str) -> str:
    """The number below ``new``; a subject has none below it, so all becomes the subject itself."""
    whole = new + rest
    return whole if whole.count(".") < _LEVELS else new


def gaps(days: Days, taken: Iterable[Days]) -> tuple[Days, ...]:
    """The parts of ``days`` that none of ``taken`` holds, the earliest first."""
    left = [days]
    for other in taken:
        parts: list[Days] = []
        for one in left:
            both = one.intersection(other)
            if both is None:
                parts.append(one)
                continue
            if one.begins < both.begins:
                parts.append(Days(one.begins, both.begins))
            if both.ends is not None and both.ends != one.ends:
                parts.append(Days(both.ends, one.ends))
        left = parts
    return tuple(sorted(left, key=lambda part: part.begins))


@dataclass(frozen=True, slots=True)
class TaskRenumbered:
    """A task that has another number from the day (``wider``: the unit keeps its range too)."""

    unit_id: UUID
    role: str
    old: str
    new: str
    wider: str = ""


@transaction.atomic
def renumber_tasks(
    *, pairs: tuple[tuple[str, str], ...], on: date, cause: UUID, by: Actor, at: datetime
) -> tuple[TaskRenumbered, ...]:
    """Let every unit's tasks follow KLE's new numbers from the day ``on``.

    A unit with a wider range that a subject leaves keeps the subject under its new number, unless
    another unit held the subject more exactly.
    """
    moves = Renumbering.of_pairs(pairs)
    rows: list[Any] = list(
        UnitTask.objects.select_for_update()
        .filter(Q(validity__endswith=None) | Q(validity__endswith__gt=on))
        .order_by("unit_id", "kle", "role", "validity")
    )
    by_range: dict[tuple[str, str], list[Any]] = {}
    for row in rows:
        by_range.setdefault((row.role, row.kle), []).append(row)
    ended: list[Any] = []
    wanted: list[tuple[TaskRenumbered, Days]] = []
    for row in rows:
        days = to_days(row.validity).intersection(Days(on))
        assert days is not None
        numbers = moves.of(row.kle)
        if row.kle not in numbers:
            ended.append(row)
        wanted += [
            (TaskRenumbered(row.unit_id, row.role, row.kle, new), days)
            for new in numbers
            if new != row.kle
        ]
        wanted += [
            (TaskRenumbered(row.unit_id, row.role, old, new, row.kle), days)
            for old, new in moves.leaving(row.kle)
            if not _held_more_exactly(by_range, row, old)
        ]
    gone = {row.id for row in ended}
    fresh = _fresh([row for row in rows if row.id not in gone], wanted)
    writer = DatedWriter(cause, at)
    writer.end(ended, on)
    writer.begin(fresh)
    writer.close()
    audit.record(
        "organisation.renumber_tasks",
        by=by,
        at=at,
        object_id=cause,
        detail={"on": str(on), "tasks": len(wanted)},
    )
    return tuple(task for task, _days in wanted)


def _fresh(kept: list[Any], wanted: list[tuple[TaskRenumbered, Days]]) -> list[Any]:
    """Rows for what is wanted, on the days on which the unit does not have the task already."""
    taken: dict[tuple[UUID, str, str], list[Days]] = {}
    for row in kept:
        taken.setdefault((row.unit_id, row.kle, row.role), []).append(to_days(row.validity))
    fresh: list[Any] = []
    for task, days in wanted:
        already = taken.setdefault((task.unit_id, task.new, task.role), [])
        for part in gaps(days, already):
            fresh.append(
                UnitTask(
                    unit_id=task.unit_id, kle=task.new, role=task.role, validity=to_range(part)
                )
            )
            already.append(part)
    return fresh


def _held_more_exactly(by_range: Mapping[tuple[str, str], list[Any]], wide: Any, kle: str) -> bool:
    """Does a task of the same role and of the same days name the subject more exactly?"""
    parts = kle.split(".")
    ranges = (".".join(parts[:level]) for level in range(1, len(parts) + 1))
    return any(
        to_days(row.validity).overlaps(to_days(wide.validity))
        for narrower in ranges
        if len(narrower) > len(wide.kle)
        for row in by_range.get((wide.role, narrower), ())
    )
