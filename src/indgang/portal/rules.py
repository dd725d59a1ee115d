"""How the portal tells what the rooms below know: whose turn, how far, by when. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from indgang.appointments.public import FreeTime
from indgang.places.public import HoursFacts
from indgang.shared.clock import day_of

#: Services shown on the front page. A choice, not a count: nothing is counted about visitors.
OFTEN = ("pas", "flytning", "daginstitution", "kontanthjaelp", "boligsikring", "affald")
DESK_SUBJECTS = "23"  #: KLE main group "Borgerservice"


class Turn(StrEnum):
    """Who must do something next in a case."""

    CITIZEN = "citizen"
    MUNICIPALITY = "municipality"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class NextStep:
    """Whose turn it is in a case, and by which day; ``None`` when no day is promised."""

    turn: Turn
    by: date | None


def next_step(state: str, due_on: date | None, answer_by: date | None) -> NextStep:
    """Whose turn it is. ``answer_by`` is the last day of a hearing that waits for the citizen."""
    if state == "afsluttet" or state == "afgjort":
        return NextStep(Turn.NOBODY, None)
    if answer_by is not None:
        return NextStep(Turn.CITIZEN, answer_by)
    return NextStep(Turn.MUNICIPALITY, due_on)


#: The step of the four that a case is on; one past the end means that all are done.
CASE_STEP: Mapping[str, int] = {"opstaaet": 1, "oplyst": 2, "afgjort": 4, "afsluttet": 5}


def whole_weeks(days: int) -> int | None:
    """The number of weeks when the days are whole weeks and at least two; else ``None``."""
    return days // 7 if days >= 14 and days % 7 == 0 else None


def by_day(times: Iterable[FreeTime]) -> list[tuple[date, list[FreeTime]]]:
    """Free times under their Danish day, in order."""
    days: dict[date, list[FreeTime]] = {}
    for free in times:
        days.setdefault(day_of(free.begins), []).append(free)
    return sorted(days.items())


def whole_days(times: tuple[FreeTime, ...], limit: int) -> tuple[FreeTime, ...]:
    """The times without a last day that the limit has cut in two (unless it is the only one)."""
    if len(times) < limit or day_of(times[0].begins) == day_of(times[-1].begins):
        return times
    last = day_of(times[-1].begins)
    return tuple(free for free in times if day_of(free.begins) != last)


def time_key(free: FreeTime) -> str:
    """How a free time is named in a form: calendar and instant."""
    return f"{free.calendar_id}|{free.begins.isoformat()}"


def read_time_key(text: str) -> tuple[UUID, datetime] | None:
    """What ``time_key`` named; ``None`` for anything else."""
    calendar, _, begins = text.partition("|")
    try:
        read = UUID(calendar), datetime.fromisoformat(begins)
    except ValueError:
        return None
    return read if read[1].tzinfo is not None else None


def most_urgent(services: list[tuple[str, int | None]]) -> str:
    """Of several services the one whose published deadline tells that it cannot wait; "" if none.

    ``services`` are codes with their deadlines in days. Three days or less, and the others longer.
    """
    days = sorted((days, code) for code, days in services if days is not None)
    if len(days) < 2 or days[0][0] > 3 or days[1][0] <= 3:
        return ""
    return days[0][1]


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Days with the same opening hours: first and last weekday (Monday is 0), and the hours."""

    first: int
    last: int
    spans: tuple[tuple[time, time], ...]


def week_of(hours: Iterable[HoursFacts], day: date) -> tuple[HoursLine, ...]:
    """The ordinary week on a day, neighbouring days with the same hours on one line."""
    spans: dict[int, list[tuple[time, time]]] = {}
    for line in hours:
        if day in line.days:
            spans.setdefault(line.weekday, []).append((line.opens, line.closes))
    lines: list[HoursLine] = []
    for weekday in sorted(spans):
        these = tuple(sorted(spans[weekday]))
        if lines and lines[-1].last == weekday - 1 and lines[-1].spans == these:
            lines[-1] = HoursLine(lines[-1].first, weekday, these)
        else:
            lines.append(HoursLine(weekday, weekday, these))
    return tuple(lines)
