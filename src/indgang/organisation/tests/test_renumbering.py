"""Ranges of KLE under new numbers, and the units' tasks from the day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.models import Unit, UnitTask
from indgang.organisation.renumbering import Renumbering, gaps, renumber_tasks
from indgang.organisation.rules import kle_covers
from indgang.shared.actor import SYSTEM
from indgang.shared.dated import take_back
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BEFORE, ON = date(2020, 1, 1), date(2027, 1, 1)
part = st.integers(0, 3).map("{:02}".format)
kle = st.lists(part, min_size=1, max_size=3).map(".".join)
pairs = st.lists(st.tuples(kle, kle), max_size=6)
day = st.integers(0, 30).map(lambda number: date(2026, 1, 1) + timedelta(number))
days = st.tuples(day, st.none() | st.integers(1, 20)).map(
    lambda given: Days(given[0], None if given[1] is None else given[0] + timedelta(given[1]))
)


@given(pairs, kle)
def test_numbers_stay_numbers_and_others_stay(moves: list[tuple[str, str]], number: str) -> None:
    book = Renumbering.of_pairs(moves)
    after = book.of(number)
    assert after
    assert all(one.count(".") <= 2 for one in after)
    if not any(kle_covers(old, number) for old, _new in moves):
        assert after == (number,)


@given(pairs, kle)
def test_what_leaves_a_range_was_in_it(moves: list[tuple[str, str]], wide: str) -> None:
    for old, new in Renumbering.of_pairs(moves).leaving(wide):
        assert kle_covers(wide, old)
        assert not kle_covers(wide, new)


def test_the_most_exact_move_decides_and_parts_follow() -> None:
    book = Renumbering.of_pairs(
        [("12.34", "56.78"), ("12.34.01", "99.01.01"), ("13.01", "14.02.03")]
    )
    assert book.of("12.34.05") == ("56.78.05",)
    assert book.of("12.34.01") == ("99.01.01",)
    assert book.of("13.01.07") == ("14.02.03",)
    assert book.of("12") == ("12",)
    assert book.leaving("12") == (("12.34", "56.78"), ("12.34.01", "99.01.01"))


@given(days, st.lists(days, max_size=5))
def test_gaps_and_what_is_taken_are_the_whole(whole: Days, taken: list[Days]) -> None:
    left = gaps(whole, taken)
    for number in range(70):
        one = date(2026, 1, 1) + timedelta(number)
        is_free = one in whole and not any(one in other for other in taken)
        assert sum(one in gap for gap in left) == is_free


def _unit(key: str, *tasks: str, role: str = "ansvarlig", until: date | None = None) -> Any:
    unit, _made = Unit.objects.get_or_create(key=key)
    for number in tasks:
        UnitTask.objects.create(
            unit=unit, kle=number, role=role, validity=to_range(Days(BEFORE, until))
        )
    return unit


def _tasks(at: date) -> set[tuple[str, str, str]]:
    rows = UnitTask.objects.valid_at(at).select_related("unit")
    return {(row.unit.key, row.kle, row.role) for row in rows}


def _renumber(*moves: tuple[str, str]) -> Any:
    return renumber_tasks(pairs=moves, on=ON, cause=uuid4(), by=SYSTEM, at=NOW)


@pytest.mark.django_db
def test_tasks_follow_from_the_day_and_can_be_taken_back() -> None:
    _unit("one", "12.34.56", "20")
    _unit("one", "12.34.56", role="indsigt")
    _unit("over", "12.34.56", until=date(2026, 6, 1))
    before = _tasks(ON - timedelta(1))
    cause = uuid4()
    told = renumber_tasks(pairs=(("12.34.56", "12.40.01"),), on=ON, cause=cause, by=SYSTEM, at=NOW)
    assert {(one.role, one.old, one.new) for one in told} == {
        ("ansvarlig", "12.34.56", "12.40.01"),
        ("indsigt", "12.34.56", "12.40.01"),
    }
    assert _tasks(ON - timedelta(1)) == before
    assert _tasks(ON) == {
        ("one", "12.40.01", "ansvarlig"),
        ("one", "20", "ansvarlig"),
        ("one", "12.40.01", "indsigt"),
    }
    take_back(cause)
    assert _tasks(ON) == before


@pytest.mark.django_db
def test_a_wider_range_keeps_what_leaves_it() -> None:
    _unit("wide", "12")
    _unit("exact", "13.01.01")
    _unit("wider", "13")
    _renumber(("12.34.56", "50.01.01"), ("13.01.01", "50.01.02"))
    assert _tasks(ON) == {
        ("wide", "12", "ansvarlig"),
        ("wide", "50.01.01", "ansvarlig"),
        ("wider", "13", "ansvarlig"),  # the exact unit had the subject, and has it still
        ("exact", "50.01.02", "ansvarlig"),
    }


@pytest.mark.django_db
def test_two_become_one_and_one_becomes_two() -> None:
    _unit("one", "12.34.56", "12.34.57", "60.01.01")
    _renumber(
        ("12.34.56", "12.40.01"),
        ("12.34.57", "12.40.01"),
        ("60.01.01", "60.01.02"),
        ("60.01.01", "60.01.01"),
    )
    assert _tasks(ON) == {
        ("one", "12.40.01", "ansvarlig"),
        ("one", "60.01.01", "ansvarlig"),
        ("one", "60.01.02", "ansvarlig"),
    }
