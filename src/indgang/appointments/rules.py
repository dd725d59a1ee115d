"""Which times there are, and what may become of a booking. Pure: now and days off are arguments."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from indgang.places.public import HoursFacts, openings

#: How far ahead a time can be booked, and what a meeting may last.
FARTHEST = timedelta(days=120)
SHORTEST, LONGEST = 5, 240  # minutes

Period = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Transition:
    """A lawful step of a booking, and why it is one."""

    verb: str
    from_: str
    to: str
    why: str


#: Every step a booking can take; what is not here is refused.
TRANSITIONS = (
    Transition("move", "booked", "booked", "plans change; the old time is free at once"),
    Transition("cancel", "booked", "cancelled", "plans change; somebody else may have the time"),
    Transition("mark_met", "booked", "met", "they came"),
    Transition("mark_no_show", "booked", "no_show", "they did not come; the time was used up"),
    Transition("mark_met", "no_show", "met", "they came late, or it was marked by mistake"),
)


def step(verb: str, state: str) -> str | None:
    """The state that ``verb`` leads to from ``state``; ``None`` when there is no such step."""
    return next((t.to for t in TRANSITIONS if t.verb == verb and t.from_ == state), None)


def days_between(from_: datetime, until: datetime) -> list[date]:
    """The UTC days from one to the other with one to spare, so that no Danish day is missed."""
    count = (until.date() - from_.date()).days
    return [from_.date() + timedelta(days=number) for number in range(-1, count + 2)]


def cut_times(
    hours: Iterable[HoursFacts],
    busy: Iterable[Period],
    *,
    minutes: int,
    from_: datetime,
    until: datetime,
    holidays: Mapping[date, str],
) -> Iterator[Period]:
    """The free times of one calendar in order, each ``minutes`` long, beginning in [from_, until).

    Each run of bookable hours is filled from its beginning, so that times lie back to back and do
    not shift as the day goes by. After a taken time the next begins where that ends.
    """
    length = timedelta(minutes=minutes)
    taken = sorted(busy)
    for opens, closes in openings(hours, days_between(from_, until), holidays):
        begins = opens
        while begins + length <= closes:
            hit = next((t for t in taken if t[0] < begins + length and begins < t[1]), None)
            if hit is not None:
                begins = hit[1]
                continue
            if from_ <= begins < until:
                yield begins, begins + length
            begins += length


def within_hours(hours: Iterable[HoursFacts], period: Period, holidays: Mapping[date, str]) -> bool:
    """Does the whole period lie in one run of bookable hours?"""
    days = days_between(*period)
    return any(o <= period[0] and period[1] <= c for o, c in openings(hours, days, holidays))
