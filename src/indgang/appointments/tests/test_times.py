"""Cutting free times out of bookable hours, over many hours, bookings and summer times."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from indgang.appointments.rules import TRANSITIONS, cut_times, step, within_hours
from indgang.places.public import HoursFacts, days_off, openings
from indgang.shared.validity import Days

CPH = ZoneInfo("Europe/Copenhagen")
ALWAYS = Days(date(2020, 1, 1))
MORNING = tuple(HoursFacts(day, time(10), time(12), ALWAYS) for day in range(5))
MONDAY = datetime(2026, 11, 23, tzinfo=CPH)

Period = tuple[datetime, datetime]


def at(hour: int, minute: int = 0) -> datetime:
    return MONDAY.replace(hour=hour, minute=minute).astimezone(UTC)


def cut(busy: list[Period], minutes: int, from_: datetime = MONDAY) -> list[str]:
    times = cut_times(MORNING, busy, minutes=minutes, from_=from_, until=at(23), holidays={})
    return [begins.astimezone(CPH).strftime("%H.%M") for begins, _ in times]


def test_an_empty_morning_is_cut_from_its_beginning() -> None:
    assert cut([], 30) == ["10.00", "10.30", "11.00", "11.30"]
    assert cut([], 50) == ["10.00", "10.50"]
    assert cut([], 121) == []


def test_after_a_taken_time_the_next_begins_where_it_ends() -> None:
    assert cut([(at(10, 20), at(10, 50))], 30) == ["10.50", "11.20"]


def test_times_that_have_begun_are_gone_and_the_others_do_not_shift() -> None:
    assert cut([], 30, from_=at(10, 1)) == ["10.30", "11.00", "11.30"]
    assert cut([], 30, from_=at(10, 30)) == ["10.30", "11.00", "11.30"]


def test_no_times_on_days_off() -> None:
    christmas = datetime(2026, 12, 24, tzinfo=CPH)
    off = days_off(christmas.date(), date(2027, 1, 1), "da")
    times = list(
        cut_times(
            MORNING,
            [],
            minutes=60,
            from_=christmas,
            until=christmas + timedelta(days=5),
            holidays=off,
        )
    )
    assert {begins.date() for begins, _ in times} == {date(2026, 12, 28)}


#: A week around each change of summer time, and an ordinary one.
WEEKS = st.sampled_from(
    [datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC), MONDAY.astimezone(UTC)]
)
CLOCK = st.integers(0, 24 * 12 - 1).map(lambda n: time(n // 12, n % 12 * 5))
LINES = (
    st.tuples(st.integers(0, 6), CLOCK, CLOCK)
    .filter(lambda line: line[1] < line[2])
    .map(lambda line: HoursFacts(*line, ALWAYS))
)
#: Bookings as minutes into the week, with lengths.
TAKEN = st.lists(st.tuples(st.integers(0, 7 * 24 * 12), st.integers(1, 24)), max_size=12)


@given(st.lists(LINES, max_size=6), TAKEN, st.integers(1, 24), WEEKS)
def test_what_is_cut_is_free_open_and_all_there_is(
    hours: list[HoursFacts], taken: list[tuple[int, int]], fives: int, week: datetime
) -> None:
    minutes = fives * 5
    length = timedelta(minutes=minutes)
    busy: list[Period] = []
    for begin, count in sorted(taken):
        period = (
            week + timedelta(minutes=5 * begin),
            week + timedelta(minutes=5 * (begin + count)),
        )
        if not busy or busy[-1][1] <= period[0]:
            busy.append(period)
    until = week + timedelta(days=7)
    times = list(cut_times(hours, busy, minutes=minutes, from_=week, until=until, holidays={}))
    assert times == sorted(times)
    for begins, ends in times:
        assert ends - begins == length
        assert week <= begins < until
        assert within_hours(hours, (begins, ends), {})
    used = sorted(times + busy)
    assert all(one[1] <= other[0] for one, other in pairwise(used))
    # Nothing that would fit is left over: every gap inside a run is shorter than a time.
    days = [week.date() + timedelta(days=number) for number in range(1, 6)]
    for opens, closes in openings(hours, days, {}):
        edges = [p for p in used if p[1] > opens and p[0] < closes]
        cursor = max(opens, week)
        if opens < week:
            continue
        for begins, ends in edges:
            if begins < until:
                assert begins - cursor < length
            cursor = max(cursor, ends)
        if cursor < until:
            assert closes - cursor < length


def test_every_step_has_its_reason_and_cancelled_is_the_end() -> None:
    assert all(line.why for line in TRANSITIONS)
    assert len({(line.verb, line.from_) for line in TRANSITIONS}) == len(TRANSITIONS)
    verbs = {line.verb for line in TRANSITIONS}
    assert all(step(verb, "cancelled") is None for verb in verbs)
