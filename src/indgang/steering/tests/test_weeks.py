"""The weeks around a reorganisation, and whose work is counted where."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.journey.case.public import CaseBacklog
from indgang.journey.enquiry.public import EnquiryBacklog
from indgang.organisation.public import Organisation, UnitFacts
from indgang.steering.weeks import (
    BEFORE,
    MOST_AFTER,
    Figures,
    centre_of,
    centres,
    chart,
    in_all,
    week_ends,
)

pytestmark = pytest.mark.requirement("O7")

ON = date(2026, 8, 3)
TOP, CENTRE, TEAM, DEPARTMENT, OLD = (UUID(int=number) for number in range(1, 6))
UNITS = (
    UnitFacts(TOP, "top", "Top", "council", None, ""),
    UnitFacts(CENTRE, "centre", "Center A", "centre", TOP, ""),
    UnitFacts(TEAM, "team", "Team", "team", CENTRE, ""),
    UnitFacts(DEPARTMENT, "afd", "Afdeling B", "department", TOP, ""),
)
ORG = Organisation(ON, 1, {unit.unit_id: unit for unit in UNITS}, ())


def test_the_weeks_end_the_day_before_and_today() -> None:
    today = ON + timedelta(days=16)
    ends = week_ends(ON, today)
    assert ends[BEFORE - 1] == ON - timedelta(days=1)
    assert ends[BEFORE:] == (ON + timedelta(days=6), ON + timedelta(days=13), today)


@given(st.integers(0, 400))
def test_weeks_are_in_order_and_not_too_many(days: int) -> None:
    ends = week_ends(ON, ON + timedelta(days=days))
    assert list(ends) == sorted(set(ends))
    assert len(ends) <= BEFORE + MOST_AFTER + 1
    assert ends[-1] == ON + timedelta(days=days)


def test_a_unit_is_counted_under_its_centre() -> None:
    assert centre_of(ORG, TEAM) == CENTRE
    assert centre_of(ORG, DEPARTMENT) == DEPARTMENT
    assert centre_of(ORG, TOP) == TOP


def test_the_work_of_a_closed_unit_is_counted_where_it_is_now() -> None:
    eve = ON - timedelta(days=1)
    ends = (eve, ON)
    found = centres(
        [
            CaseBacklog(OLD, "27", eve, open=5, late=2, near=1),
            CaseBacklog(OLD, "32", eve, open=7, late=0, near=0),
            CaseBacklog(TEAM, "27", ON, open=4, late=3, near=0),
        ],
        [EnquiryBacklog(OLD, "", eve, 6, 9), EnquiryBacklog(TEAM, "27", eve, 2, 12)],
        on=ON,
        ends=ends,
        org=ORG,
        now_with=lambda unit, kle: {"27": TEAM, "32": DEPARTMENT, "": CENTRE}[kle],
    )
    assert [centre.name for centre in found] == ["Afdeling B", "Center A"]
    department, centre = found
    assert department.then == Figures(open=7)
    assert centre.then == Figures(waiting=8, oldest=12, open=5, late=2, near=1)
    assert centre.now == Figures(open=4, late=3)
    total = in_all(found, ON, ends)
    assert [week.figures.open for week in total] == [12, 4]
    assert [week.before for week in total] == [True, False]


def test_what_nobody_has_now_is_left_out() -> None:
    found = centres(
        [CaseBacklog(OLD, "27", ON, 1, 0, 0)], [], on=ON, ends=(ON,), org=ORG,
        now_with=lambda unit, kle: None,
    )  # fmt: skip
    assert found == ()


def test_the_tallest_bar_is_the_largest_figure() -> None:
    ends = (ON - timedelta(days=1), ON)
    found = centres(
        [CaseBacklog(TEAM, "", day, 0, late, 0) for day, late in zip(ends, (5, 10), strict=True)],
        [], on=ON, ends=ends, org=ORG, now_with=lambda unit, kle: unit,
    )  # fmt: skip
    drawn = chart(in_all(found, ON, ends), lambda figures: figures.late)
    assert [(bar.value, bar.height) for bar in drawn.bars] == [(5, 50), (10, 100)]
    assert drawn.line_x == drawn.width // 2
    assert [bar.before for bar in drawn.bars] == [True, False]


def test_no_figures_are_no_bars() -> None:
    drawn = chart(in_all((), ON, (ON,)), lambda figures: figures.late)
    assert [bar.height for bar in drawn.bars] == [0]
