"""Days ``[begins, ends)``: properties over many cases."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared.validity import Days, EmptyValidityError

DAY = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@st.composite
def days(draw: st.DrawFn) -> Days:
    begins = draw(DAY)
    length = draw(st.none() | st.integers(1, 4000))
    return Days(begins, None if length is None else begins + timedelta(length))


@given(DAY, st.integers(0, 100))
def test_an_end_before_the_beginning_is_no_validity(begins: date, back: int) -> None:
    with pytest.raises(EmptyValidityError):
        Days(begins, begins - timedelta(back))


@given(days())
def test_the_first_day_is_in_and_the_end_day_is_not(some: Days) -> None:
    assert some.begins in some
    assert some.begins - timedelta(1) not in some
    if some.ends is not None:
        assert some.ends not in some
        assert some.ends - timedelta(1) in some


@given(days(), days(), DAY)
def test_a_day_is_in_the_intersection_when_it_is_in_both(one: Days, two: Days, day: date) -> None:
    both = one.intersection(two)
    assert (both is not None and day in both) == (day in one and day in two)
    assert one.overlaps(two) == two.overlaps(one) == (both is not None)


@given(days(), DAY, DAY)
def test_until_keeps_the_days_before(some: Days, end: date, day: date) -> None:
    left = some.until(end)
    assert (left is not None and day in left) == (day in some and day < end)


@given(days(), st.lists(days(), max_size=4), DAY)
def test_what_is_left_without_others(one: Days, taken: list[Days], day: date) -> None:
    parts = list(one.without(taken))
    assert any(day in part for part in parts) == (
        day in one and not any(day in other for other in taken)
    )
    assert all(a.ends is not None and a.ends <= b.begins for a, b in pairwise(parts))


@given(days(), DAY)
def test_until_and_since_part_the_days_in_two(one: Days, day: date) -> None:
    before, after = one.until(day), one.since(day)
    assert (before is None) == (day <= one.begins)
    assert (after is None) == (one.ends is not None and one.ends <= day)
    for each in (one.begins, day, day - timedelta(days=1)):
        assert (each in one) == any(part is not None and each in part for part in (before, after))
