"""The words of time, turns and days."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from indgang.appointments.public import FreeTime
from indgang.places.public import HoursFacts
from indgang.portal import rules
from indgang.portal.rules import Turn, next_step
from indgang.shared.validity import Days

DAY = date(2026, 12, 4)
ALWAYS = Days(date(2020, 1, 1))


def free(begins: datetime) -> FreeTime:
    none = UUID(int=0)
    return FreeTime(none, "", none, "", none, "", "", begins, begins + timedelta(minutes=15))


def test_whose_turn_it_is() -> None:
    assert next_step("oplyst", DAY, None) == rules.NextStep(Turn.MUNICIPALITY, DAY)
    assert next_step("oplyst", DAY, date(2026, 11, 30)).turn is Turn.CITIZEN
    for state in ("afgjort", "afsluttet"):
        assert next_step(state, DAY, DAY) == rules.NextStep(Turn.NOBODY, None)


@given(st.integers(0, 400))
def test_weeks_are_said_only_when_they_are_whole(days: int) -> None:
    weeks = rules.whole_weeks(days)
    assert weeks is None or (weeks * 7 == days and weeks >= 2)
    assert (weeks is None) == (days < 14 or days % 7 != 0)


@given(st.text(max_size=80))
def test_a_made_up_time_is_read_as_none_or_as_an_instant(text: str) -> None:
    read = rules.read_time_key(text)
    assert read is None or read[1].tzinfo is not None


@given(st.integers(0, 10**7))
def test_a_time_is_named_and_read_back(minutes: int) -> None:
    one = free(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
    assert rules.read_time_key(rules.time_key(one)) == (one.calendar_id, one.begins)


def test_times_lie_under_their_danish_day() -> None:
    late = free(datetime(2026, 6, 1, 22, 30, tzinfo=UTC))  # half past midnight in Copenhagen
    assert rules.by_day([late])[0][0] == date(2026, 6, 2)


def test_a_day_that_the_limit_cuts_is_left_out() -> None:
    times = tuple(free(datetime(2026, 6, day, 10, tzinfo=UTC)) for day in (1, 1, 2))
    assert rules.whole_days(times, 3) == times[:2]
    assert rules.whole_days(times, 4) == times
    assert rules.whole_days(times[:2], 2) == times[:2]


def test_only_what_cannot_wait_is_put_first() -> None:
    assert rules.most_urgent([("a", 28), ("b", 3)]) == "b"
    assert rules.most_urgent([("a", 1), ("b", 3)]) == ""
    assert rules.most_urgent([("b", 3)]) == ""
    assert rules.most_urgent([("a", None), ("b", 3), ("c", 30)]) == "b"


def test_the_week_is_told_in_runs() -> None:
    def line(weekday: int, closes: int) -> HoursFacts:
        return HoursFacts(weekday, time(10), time(closes), ALWAYS)

    week = rules.week_of([line(0, 15), line(1, 15), line(3, 18), line(2, 15)], DAY)
    assert [(one.first, one.last) for one in week] == [(0, 2), (3, 3)]
    ended = HoursFacts(5, time(10), time(12), Days(date(2020, 1, 1), date(2021, 1, 1)))
    assert rules.week_of([ended], DAY) == ()
