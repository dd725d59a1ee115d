"""What a file says of the organisation, held against what is known. Pure.

A line is about something (a unit; a unit's task; a person's post) and says what it is in some
days. Lines that say what is so already change nothing; another value ends on the first day of the
line and the new one begins there. What no line is about stays as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.shared.spoken_dates import full_date
from indgang.shared.validity import Days

Identity = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a line stands in the file: the sheet and its row there."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong, where. ``column`` is the column's name."""

    place: Place
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """``about`` has ``value`` in ``days``: (key,) · (unit, kle, role) · (person, unit, function).

    The value of a unit is (kind, name, parent's key, phone), of a task (), of a post
    (title, share).
    """

    place: Place
    about: Identity
    value: tuple[Any, ...]
    days: Days


@dataclass(frozen=True, slots=True)
class Standing:
    """A stored row: ``row`` is whatever the caller stores by."""

    about: Identity
    value: tuple[Any, ...]
    days: Days
    row: Any


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the timeline of one thing, from a stored row or from a line."""

    days: Days
    value: tuple[Any, ...]
    of: Standing | None
    line: Line | None = None


@dataclass
class Laid:
    """What must be written for the lines of one kind to hold.

    ``ended``: a stored row and the day on which it ends (its own first day: it goes whole).
    """

    begun: list[Line] = field(default_factory=list)
    ended: list[tuple[Standing, date]] = field(default_factory=list)
    changed: int = 0  #: lines whose thing had another value on the day
    unchanged: int = 0
    not_named: int = 0  #: things that hold and that no line is about
    faults: list[Fault] = field(default_factory=list)
    parts: dict[Identity, list[Part]] = field(default_factory=dict)  #: afterwards

    def days_of(self, about: Identity) -> list[Days]:
        """The days in which the thing is there afterwards."""
        return [part.days for part in self.parts.get(about, ())]


def lay(lines: Iterable[Line], standing: Iterable[Standing], on: date) -> Laid:
    """Hold the lines against what stands."""
    laid = Laid()
    for row in standing:
        laid.parts.setdefault(row.about, []).append(Part(row.days, row.value, row))
    about: dict[Identity, list[Line]] = {}
    for line in lines:
        about.setdefault(line.about, []).append(line)
    laid.not_named = sum(
        any(on in part.days for part in parts)
        for thing, parts in laid.parts.items()
        if thing not in about
    )
    for thing, some in about.items():
        _lay_one(laid, thing, sorted(some, key=lambda line: (line.days.begins, line.place)))
    return laid


def _lay_one(laid: Laid, thing: Identity, lines: Sequence[Line]) -> None:
    before = list(laid.parts.get(thing, ()))
    parts = before
    previous: Line | None = None
    for line in lines:
        if previous is not None and previous.days.overlaps(line.days):
            text = _("Perioden overlapper række %(row)s.") % {"row": previous.place.row}
            laid.faults.append(Fault(line.place, "Fra", text))
            continue
        previous = line
        later = [
            p for p in parts if p.days.overlaps(line.days) and p.days.begins > line.days.begins
        ]
        if later:
            text = _("Der er allerede en ændring fra %(day)s. Sæt en slutdag før den.") % {
                "day": full_date(later[0].days.begins, get_language() or "da")
            }
            laid.faults.append(Fault(line.place, "Til og med", text))
            continue
        here = next((part for part in parts if line.days.begins in part.days), None)
        if here is not None and (here.value, here.days.ends) == (line.value, line.days.ends):
            laid.unchanged += 1
            continue
        laid.changed += here is not None
        parts = _with(parts, here, line)
    laid.parts[thing] = parts
    _difference(laid, before, parts)


def _with(parts: list[Part], here: Part | None, line: Line) -> list[Part]:
    """The timeline with the line in it; ``here`` is the part that its first day falls in."""
    if here is None:
        return [*parts, Part(line.days, line.value, None, line)]
    others = [part for part in parts if part is not here]
    left = here.days.until(line.days.begins)
    if here.value == line.value and here.of is not None and _is_within(line.days, here.days):
        return [*others, Part(Days(here.days.begins, line.days.ends), here.value, here.of, line)]
    kept = [] if left is None else [Part(left, here.value, here.of, here.line)]
    return [*others, *kept, Part(line.days, line.value, None, line)]


def _is_within(days: Days, whole: Days) -> bool:
    return days.intersection(whole) == days


def _difference(laid: Laid, before: list[Part], after: list[Part]) -> None:
    left = {id(part.of): part for part in after if part.of is not None}
    for part in before:
        assert part.of is not None
        now = left.get(id(part.of))
        if now is None:
            laid.ended.append((part.of, part.days.begins))
        elif now.days != part.days:
            assert now.days.ends is not None
            laid.ended.append((part.of, now.days.ends))
    laid.begun += [
        Line(part.line.place, part.line.about, part.value, part.days)
        for part in after
        if part.of is None and part.line is not None
    ]
