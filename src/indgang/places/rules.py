"""Opening hours in Danish time, and how far it is. Pure: the days off are an argument.

Hours are said in wall time. A day of 23 or 25 hours (summer time) is no exception to them: every
opening is turned into two instants before anything is compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.validity import Days

#: How many days ahead the next opening is looked for.
HORIZON = 60
_EARTH = 6_371_009.0  # mean radius in metres (IUGG)


@dataclass(frozen=True, slots=True)
class HoursFacts:
    """Open on ``weekday`` (Monday is 0) from ``opens`` to ``closes``, Danish time, in ``days``."""

    weekday: int
    opens: time
    closes: time
    days: Days


@dataclass(frozen=True, slots=True)
class OpenState:
    """Is it open at the moment asked about, and when does that change?

    Open: ``closes_at`` is set. Closed: ``opens_at`` is the next opening within ``HORIZON`` days,
    or ``None``. ``closed_for`` names the day off that keeps it closed on the day asked about.
    Instants are in UTC.
    """

    open: bool
    closes_at: datetime | None = None
    opens_at: datetime | None = None
    closed_for: str = ""


def instants(day: date, opens: time, closes: time) -> tuple[datetime, datetime] | None:
    """The two instants of an opening on a day; ``None`` when summer time swallows it whole."""
    begins = datetime.combine(day, opens, COPENHAGEN).astimezone(UTC)
    ends = datetime.combine(day, closes, COPENHAGEN).astimezone(UTC)
    return (begins, ends) if begins < ends else None


def joined(periods: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """The same time as runs that neither touch nor overlap, in order."""
    current: tuple[datetime, datetime] | None = None
    for begins, ends in sorted(periods):
        if current is None or begins > current[1]:
            if current is not None:
                yield current
            current = (begins, ends)
        else:
            current = (current[0], max(current[1], ends))
    if current is not None:
        yield current


def openings(
    hours: Iterable[HoursFacts], days: Iterable[date], holidays: Mapping[date, str]
) -> Iterator[tuple[datetime, datetime]]:
    """When it is open on these days, as runs in order; days off have none."""
    all_hours = tuple(hours)
    found = (
        instants(day, line.opens, line.closes)
        for day in days
        if day not in holidays
        for line in all_hours
        if line.weekday == day.weekday() and day in line.days
    )
    return joined(period for period in found if period is not None)


def open_state(
    hours: Iterable[HoursFacts], at: datetime, holidays: Mapping[date, str]
) -> OpenState:
    """Open now, or when next. ``holidays`` are the days off with their names."""
    today = day_of(at)
    days = [today + timedelta(days=number) for number in range(HORIZON + 1)]
    for begins, ends in openings(hours, days, holidays):
        if begins <= at < ends:
            return OpenState(open=True, closes_at=ends)
        if at < begins:
            return OpenState(open=False, opens_at=begins, closed_for=holidays.get(today, ""))
    return OpenState(open=False, closed_for=holidays.get(today, ""))


def metres(one: tuple[float, float], other: tuple[float, float]) -> int:
    """The way as the crow flies between two places (latitude, longitude in degrees; haversine)."""
    latitude, longitude = (radians(b - a) for a, b in zip(one, other, strict=True))
    half = sin(latitude / 2) ** 2
    half += cos(radians(one[0])) * cos(radians(other[0])) * sin(longitude / 2) ** 2
    return round(2 * _EARTH * asin(sqrt(min(1.0, half))))


def order_of_call(
    state: OpenState, distance: int | None, name: str
) -> tuple[bool, datetime, float, str]:
    """Sorts entrances: open ones first and the nearest of them; then whichever opens soonest."""
    far = float("inf") if distance is None else float(distance)
    latest = datetime.max.replace(tzinfo=UTC)
    soonest = datetime.min.replace(tzinfo=UTC) if state.open else state.opens_at or latest
    return (not state.open, soonest, far, danish_order(name))


def units_below(wanted: frozenset[UUID], parents: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    """The wanted units and all below them. A loop in the tree ends the walk."""
    found: set[UUID] = set()
    for unit in parents:
        seen: set[UUID] = set()
        current: UUID | None = unit
        while current is not None and current not in seen:
            if current in wanted:
                found.add(unit)
                break
            seen.add(current)
            current = parents.get(current)
    return frozenset(found)
