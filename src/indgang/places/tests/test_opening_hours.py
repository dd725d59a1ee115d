"""The rule of opening hours, over many hours and instants and both changes of summer time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.places.days_off import days_off
from indgang.places.rules import HoursFacts, metres, open_state
from indgang.shared.validity import Days

CPH = ZoneInfo("Europe/Copenhagen")
ALWAYS = Days(date(2020, 1, 1))
WEEKDAYS = tuple(HoursFacts(day, time(10), time(15), ALWAYS) for day in range(5))
NO_DAYS_OFF: dict[date, str] = {}


def danish(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CPH)


def test_open_closed_and_when_next() -> None:
    monday = open_state(WEEKDAYS, danish(2026, 11, 23, 10), NO_DAYS_OFF)
    assert (monday.open, monday.closes_at) == (True, danish(2026, 11, 23, 15).astimezone(UTC))
    assert not open_state(WEEKDAYS, danish(2026, 11, 23, 15), NO_DAYS_OFF).open
    friday = open_state(WEEKDAYS, danish(2026, 11, 27, 15), NO_DAYS_OFF)
    assert friday.opens_at == danish(2026, 11, 30, 10).astimezone(UTC)


def test_an_hour_is_the_same_on_the_clock_when_summer_time_changes() -> None:
    sunday = (HoursFacts(6, time(0), time(12), ALWAYS),)
    spring = open_state(sunday, danish(2026, 3, 29, 1), NO_DAYS_OFF).closes_at
    autumn = open_state(sunday, danish(2026, 10, 25, 1), NO_DAYS_OFF).closes_at
    assert spring == datetime(2026, 3, 29, 10, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 11, tzinfo=UTC)
    assert open_state(sunday, danish(2026, 10, 24, 12), NO_DAYS_OFF).opens_at == datetime(
        2026, 10, 24, 22, tzinfo=UTC
    )


def test_an_opening_inside_the_hour_that_is_skipped_is_none() -> None:
    night = (HoursFacts(6, time(2, 30), time(3), ALWAYS),)
    state = open_state(night, datetime(2026, 3, 29, 0, 45, tzinfo=UTC), NO_DAYS_OFF)
    assert state.opens_at == danish(2026, 4, 5, 2, 30).astimezone(UTC)


@pytest.mark.parametrize("second", [(12, 16), (11, 16)], ids=["touch", "overlap"])
def test_openings_without_a_pause_are_one(second: tuple[int, int]) -> None:
    hours = (
        HoursFacts(0, time(10), time(12), ALWAYS),
        HoursFacts(0, time(second[0]), time(second[1]), ALWAYS),
    )
    state = open_state(hours, danish(2026, 11, 23, 10, 30), NO_DAYS_OFF)
    assert state.closes_at == danish(2026, 11, 23, 16).astimezone(UTC)


def test_hours_hold_only_in_their_days() -> None:
    summer = (HoursFacts(0, time(10), time(15), Days(date(2026, 6, 1), date(2026, 7, 1))),)
    before = open_state(summer, danish(2026, 5, 4, 11), NO_DAYS_OFF)
    assert before.opens_at == danish(2026, 6, 1, 10).astimezone(UTC)
    after = open_state(summer, danish(2026, 7, 6, 11), NO_DAYS_OFF)
    assert (after.open, after.opens_at) == (False, None)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Juledag"),
        (date(2027, 5, 6), "Kristi himmelfartsdag"),
        (date(2027, 6, 5), "Grundlovsdag"),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 12, 31), "Nytårsaftensdag"),
    ],
)
def test_closed_on_days_off_and_says_why(day: date, name: str) -> None:
    off = days_off(date(2026, 1, 1), date(2027, 12, 31), "da")
    every_day = tuple(HoursFacts(weekday, time(10), time(15), ALWAYS) for weekday in range(7))
    noon = datetime.combine(day, time(12), CPH)
    state = open_state(every_day, noon, off)
    assert (state.open, state.closed_for) == (False, name)
    assert state.opens_at is not None and state.opens_at > noon


def test_great_prayer_day_ended_with_2023() -> None:
    assert date(2023, 5, 5) in days_off(date(2023, 1, 1), date(2023, 1, 1), "da")
    assert date(2024, 4, 26) not in days_off(date(2024, 1, 1), date(2024, 1, 1), "da")


def test_days_off_are_named_in_the_language() -> None:
    english = days_off(date(2026, 12, 1), date(2027, 1, 1), "en")
    assert english[date(2026, 12, 24)] == "Christmas Eve"
    assert english[date(2027, 1, 1)] == "New Year's Day"


TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
LINES = st.tuples(st.integers(0, 6), TIMES, TIMES).filter(lambda line: line[1] < line[2])
#: Around both changes of summer time, around the new year, and anywhere.
INSTANTS = st.builds(
    lambda begin, days, offset: begin + timedelta(days=days * offset),
    st.sampled_from([danish(2026, 3, 28, 0), danish(2026, 10, 24, 0)]).map(
        lambda instant: instant.astimezone(UTC)
    ),
    st.sampled_from([3, 800]),
    st.floats(0, 1),
)


@given(st.lists(LINES, max_size=8), INSTANTS)
def test_the_state_is_true_at_the_moment_and_until_it_changes(
    lines: list[tuple[int, time, time]], at: datetime
) -> None:
    hours = tuple(HoursFacts(*line, ALWAYS) for line in lines)
    off = days_off(date(2024, 12, 1), date(2028, 4, 1), "da")
    state = open_state(hours, at, off)

    def on_the_clock(moment: datetime) -> bool:
        """An independent answer, from the wall clock alone (unsure in the doubled hour)."""
        wall = moment.astimezone(CPH)
        return wall.date() not in off and any(
            line.weekday == wall.weekday() and line.opens <= wall.time() < line.closes
            for line in hours
        )

    around = {(at + timedelta(hours=hours)).astimezone(CPH).utcoffset() for hours in (-1, 0, 1)}
    if len(around) == 1:
        assert state.open == on_the_clock(at)
    change = state.closes_at if state.open else state.opens_at
    if state.open:
        assert change is not None
    if change is not None:
        assert change > at
        assert open_state(hours, change, off).open is not state.open
        before = open_state(hours, change - timedelta(microseconds=1), off)
        assert before.open is state.open


@given(INSTANTS)
def test_no_hours_is_closed_for_good(at: datetime) -> None:
    state = open_state((), at, NO_DAYS_OFF)
    assert (state.open, state.opens_at, state.closes_at) == (False, None, None)


PLACES = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(PLACES, PLACES)
def test_distance_is_the_same_both_ways(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert metres(one, other) == metres(other, one) >= 0
    assert metres(one, one) == 0


def test_distance_in_metres() -> None:
    town_hall, central_station = (55.6761, 12.5683), (55.6727, 12.5646)
    assert metres(town_hall, central_station) == pytest.approx(444, abs=8)
