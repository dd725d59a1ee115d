"""The day a page is asked for, and the days around it on which something changes."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

#: Days outside these are a slip of the finger.
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class AskedDay:
    """``day`` is ``None`` when none was asked for; ``wrong`` is what could not be read."""

    day: date | None
    wrong: str = ""


def asked_day(request: HttpRequest, name: str = "dag") -> AskedDay:
    """The day in the address (``?dag=2012-08-13``); a day that cannot be is told, not guessed."""
    text = request.GET.get(name, "").strip()
    if not text:
        return AskedDay(None)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return AskedDay(None, text[:40])
    return AskedDay(day) if _FIRST <= day <= _LAST else AskedDay(None, text[:40])


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a day stands among the days of change.

    ``position`` is the last change on or before the day, -1 when the day is before them all.
    """

    days: tuple[date, ...]
    position: int
    earlier: date | None
    later: date | None


def steps_around(days: tuple[date, ...], at: date) -> Steps:
    """The nearest changes before and after ``at``; ``days`` are in order."""
    before, after = bisect_left(days, at), bisect_right(days, at)
    return Steps(
        days,
        after - 1,
        days[before - 1] if before else None,
        days[after] if after < len(days) else None,
    )
