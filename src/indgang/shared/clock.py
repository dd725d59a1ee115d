"""The only place that asks what time it is.

Every rule takes its time as an argument; pages, jobs and commands ask here once and pass it on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

#: Danish law counts days in Danish time.
COPENHAGEN = ZoneInfo("Europe/Copenhagen")

_stopped: ContextVar[datetime | None] = ContextVar("stopped_clock", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """The present day in Denmark."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The Danish day that an aware instant falls on."""
    return instant.astimezone(COPENHAGEN).date()


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Let the clock stand still at an aware instant (tests and replays)."""
    if at.tzinfo is None:
        raise ValueError("a stopped clock needs a time zone")
    token = _stopped.set(at)
    try:
        yield
    finally:
        _stopped.reset(token)
