"""The organisation as a tree to read: rows in the order of the page, with sums of what is below."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import ngettext

from indgang.organisation.public import (
    ChangeKind,
    Difference,
    Organisation,
    StaffLine,
    StaffSum,
    UnitFacts,
)
from indgang.steering.words import CHANGES, UNIT_KINDS

_NOTHING = StaffSum(0, Decimal(0))
#: Units of these kinds are shown with what is below them; the rest open on demand.
_OPEN = frozenset({"council", "committee"})
#: A small tree is shown whole.
_SMALL = 25


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened to a unit since the other day: a word and an icon, never a colour alone."""

    word: Promise
    icon: str


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One unit. ``units`` and ``staff`` count it and all below it.

    ``below`` says in words what is below it; ``closes`` has one entry for each list that ends
    after this row.
    """

    unit: UnitFacts
    kind: Promise | str
    leaders: str
    units: int
    staff: StaffSum
    below: str
    is_open: bool
    marks: tuple[Mark, ...]
    closes: range

    @property
    def has_children(self) -> bool:
        """Is there anything below it?"""
        return bool(self.below)


@dataclass(frozen=True)
class Tree:
    """All rows, and the sums of the whole."""

    rows: tuple[TreeRow, ...]
    units: int
    staff: StaffSum


def marks_of(kinds: Iterable[ChangeKind]) -> tuple[Mark, ...]:
    """Words and icons for what happened."""
    return tuple(Mark(*CHANGES[kind]) for kind in kinds)


def _children(org: Organisation) -> Mapping[UUID | None, tuple[UnitFacts, ...]]:
    """As ``org.children``, but whoever has nobody above them on the day stands at the top.

    A circle of units has no top; its first unit is put there, so that nobody disappears.
    """
    below = dict(org.children)
    top = [unit for parent, units in below.items() if parent not in org.units for unit in units]
    reached = _reached(top, below)
    for unit in org.units.values():
        if unit.unit_id not in reached:
            top.append(unit)
            reached |= _reached([unit], below)
    below[None] = tuple(top)
    return below


def _reached(
    start: list[UnitFacts], below: Mapping[UUID | None, tuple[UnitFacts, ...]]
) -> set[UUID]:
    found: set[UUID] = set()
    ahead = list(start)
    while ahead:
        unit = ahead.pop()
        if unit.unit_id not in found:
            found.add(unit.unit_id)
            ahead.extend(below.get(unit.unit_id, ()))
    return found


class _Builder:
    def __init__(
        self,
        org: Organisation,
        sums: Mapping[UUID, StaffSum],
        leaders: Mapping[UUID, tuple[StaffLine, ...]],
        told: Difference | None,
        *,
        whole: bool,
    ) -> None:
        self.below = _children(org)
        self.sums = sums
        self.leaders = leaders
        self.told = told.by_unit if told else {}
        self.whole = whole or len(org.units) <= _SMALL
        self.rows: list[TreeRow] = []
        self.seen: set[UUID] = set()

    def level(self, parent: UUID | None) -> tuple[int, StaffSum, bool]:
        """Add the units below ``parent``; their number, their staff, and whether any changed."""
        units, posts, full_time, changed = 0, 0, Decimal(0), False
        for unit in self.below.get(parent, ()):
            if unit.unit_id in self.seen:
                continue
            self.seen.add(unit.unit_id)
            number, staff, is_changed = self.unit(unit)
            units += number
            posts += staff.posts
            full_time += staff.full_time
            changed = changed or is_changed
        return units, StaffSum(posts, full_time), changed

    def unit(self, unit: UnitFacts) -> tuple[int, StaffSum, bool]:
        """Add one unit with all below it."""
        place = len(self.rows)
        own = self.sums.get(unit.unit_id, _NOTHING)
        change = self.told.get(unit.unit_id)
        row = TreeRow(
            unit=unit,
            kind=UNIT_KINDS.get(unit.kind, unit.kind),
            leaders=", ".join(line.name for line in self.leaders.get(unit.unit_id, ())),
            units=1,
            staff=own,
            below="",
            is_open=False,
            marks=marks_of(change.kinds) if change else (),
            closes=range(0),
        )
        self.rows.append(row)
        units, staff, changed = self.level(unit.unit_id)
        total = StaffSum(own.posts + staff.posts, own.full_time + staff.full_time)
        if units:
            is_open = unit.kind in _OPEN or changed or self.whole
            self.rows[place] = replace(
                row, units=units + 1, staff=total, below=_below(units, total.posts), is_open=is_open
            )
            last = self.rows[-1]
            self.rows[-1] = replace(last, closes=range(len(last.closes) + 1))
        return units + 1, total, changed or change is not None


def _below(units: int, posts: int) -> str:
    """What is below a unit, in words."""
    return ngettext("%(units)d enhed", "%(units)d enheder", units) % {"units": units} + (
        ", " + ngettext("%(posts)d stilling", "%(posts)d stillinger", posts) % {"posts": posts}
        if posts
        else ""
    )


def tree(
    org: Organisation,
    sums: Mapping[UUID, StaffSum],
    leaders: Mapping[UUID, tuple[StaffLine, ...]],
    told: Difference | None = None,
    *,
    whole: bool = False,
) -> Tree:
    """The rows of the day, with marks for what ``told`` says has changed.

    ``whole`` opens every branch; otherwise the top and what has changed are open.
    """
    builder = _Builder(org, sums, leaders, told, whole=whole)
    units, staff, _changed = builder.level(None)
    return Tree(tuple(builder.rows), units, staff)
