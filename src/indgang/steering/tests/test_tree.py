"""The tree shows everybody once, wherever they stand, and its sums are right."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.public import Organisation, StaffSum, UnitFacts
from indgang.steering.days import steps_around
from indgang.steering.tree import Tree, tree

pytestmark = pytest.mark.requirement("O1")

AT = date(2026, 12, 1)
IDS = [UUID(int=number) for number in range(1, 9)]


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Units with anybody above them: circles and parents that are gone too."""
    units = {}
    for number in draw(st.sets(st.sampled_from(range(8)))):
        parent = draw(st.sampled_from([None, *IDS]))
        kind = draw(st.sampled_from(["council", "office"]))
        units[IDS[number]] = UnitFacts(IDS[number], f"e{number}", f"E {number}", kind, parent, "")
    return Organisation(AT, 1, units, ())


sums = st.dictionaries(
    st.sampled_from(IDS),
    st.builds(StaffSum, st.integers(1, 5), st.decimals(Decimal("0.25"), Decimal(5), places=2)),
)


def depths(found: Tree) -> list[int]:
    """How deep each row stands; fails when a list is closed that is not open."""
    depth, seen = 0, []
    for row in found.rows:
        seen.append(depth)
        depth += row.has_children
        depth -= len(row.closes)
        assert depth >= 0
    assert depth == 0
    return seen


@given(organisations(), sums)
def test_everybody_is_there_once_and_the_lists_close(
    org: Organisation, staff: dict[UUID, StaffSum]
) -> None:
    found = tree(org, staff, {})
    assert sorted(row.unit.unit_id for row in found.rows) == sorted(org.units)
    depths(found)
    present = [staff[unit] for unit in org.units if unit in staff]
    assert found.units == len(org.units)
    assert found.staff.posts == sum(one.posts for one in present)
    assert found.staff.full_time == sum((one.full_time for one in present), Decimal(0))


@given(organisations())
def test_who_stands_right_under_somebody_is_shown_under_them(org: Organisation) -> None:
    found = tree(org, {}, {})
    above: list[UUID] = []
    for row, depth in zip(found.rows, depths(found), strict=True):
        del above[depth:]
        if above:
            assert row.unit.parent_id == above[-1]
        above.append(row.unit.unit_id)


@given(st.lists(st.dates(), unique=True).map(sorted), st.dates())
def test_the_changes_around_a_day(days: list[date], at: date) -> None:
    steps = steps_around(tuple(days), at)
    assert steps.earlier == max((day for day in days if day < at), default=None)
    assert steps.later == min((day for day in days if day > at), default=None)
    shown = days[steps.position] if steps.position >= 0 else None
    assert shown == max((day for day in days if day <= at), default=None)
