"""Lines held against what stands: afterwards it is as the lines say, and before as it was."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.intake import Laid, Line, Place, Standing, lay
from indgang.shared.validity import Days

Said = tuple[Days, str]
START, ON = date(2026, 1, 1), date(2026, 2, 1)
number = st.integers(0, 90)


def _day(after: int) -> date:
    return START + timedelta(after)


@st.composite
def timelines(draw: st.DrawFn, first: int = 0) -> list[Said]:
    """Stretches of days that do not overlap, each with a value; the last one may be open."""
    marks = sorted(draw(st.sets(st.integers(first, 90), max_size=6)))
    ends: list[int | None] = [*marks[1:]]
    found = []
    for begins, end in zip(marks, [*ends, None], strict=False):
        kind = draw(st.sampled_from(["hold", "rest", "short"]))
        if kind == "rest":
            continue
        if kind == "short":
            end = begins + 1
        days = Days(_day(begins), None if end is None else _day(end))
        found.append((days, draw(st.sampled_from("abc"))))
    return found


def _value(parts: list[Said], day: date) -> str | None:
    values = [value for days, value in parts if day in days]
    assert len(values) < 2, "two values on one day"
    return values[0] if values else None


def _laid(stood: list[Said], said: list[Said]) -> Laid:
    standing = [Standing(("x",), (value,), days, row) for row, (days, value) in enumerate(stood)]
    lines = [Line(Place("", row), ("x",), (value,), days) for row, (days, value) in enumerate(said)]
    return lay(lines, standing, ON)


def _after(stood: list[Said], laid: Laid) -> list[Said]:
    """What is stored when the plan is written."""
    ended = {row.row: day for row, day in laid.ended}
    left = [
        (days.until(ended[row]) if row in ended else days, value)
        for row, (days, value) in enumerate(stood)
    ]
    kept = [(days, value) for days, value in left if days is not None]
    return kept + [(line.days, line.value[0]) for line in laid.begun]


@given(timelines(), timelines(first=31))
def test_from_the_day_it_is_as_said_and_before_as_it_was(
    stood: list[Said], said: list[Said]
) -> None:
    laid = _laid(stood, said)
    after = _after(stood, laid)
    refused = {fault.place.row for fault in laid.faults}
    for offset in range(120):
        day = _day(offset)
        if day < ON:
            assert _value(after, day) == _value(stood, day)
            continue
        taken = [one for row, one in enumerate(said) if row not in refused and day in one[0]]
        if taken:
            assert _value(after, day) == taken[0][1]


@given(timelines(first=31))
def test_what_is_so_already_changes_nothing(stood: list[Said]) -> None:
    laid = _laid(stood, stood)
    assert (laid.begun, laid.ended, laid.faults) == ([], [], [])
    assert laid.unchanged == len(stood)


@given(timelines(first=31), timelines(first=31))
def test_the_same_twice_changes_nothing_more(stood: list[Said], said: list[Said]) -> None:
    once = _laid(stood, said)
    if not once.faults:
        twice = _laid(_after(stood, once), said)
        assert (twice.begun, twice.ended, twice.faults) == ([], [], [])
