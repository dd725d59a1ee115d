"""The time around a reorganisation week by week, centre by centre. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from indgang.journey.case.public import CaseBacklog
from indgang.journey.enquiry.public import EnquiryBacklog
from indgang.organisation.public import Organisation
from indgang.shared.danish_order import danish_order

_WEEK = timedelta(days=7)
BEFORE = 6  #: weeks before the day
MOST_AFTER = 12  #: weeks after it
#: What a unit is counted under: itself or the nearest of these above it.
_CENTRES = ("centre", "joint_centre")
_NEXT = ("department", "administration")


@dataclass(frozen=True, slots=True)
class Figures:
    """How the work stood at the end of a day. ``oldest`` in days."""

    waiting: int = 0
    oldest: int = 0
    open: int = 0
    late: int = 0
    near: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.waiting + other.waiting,
            max(self.oldest, other.oldest),
            self.open + other.open,
            self.late + other.late,
            self.near + other.near,
        )


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its last day; ``before`` the day of the reorganisation or after it."""

    ends: date
    before: bool
    figures: Figures


@dataclass(frozen=True, slots=True)
class Centre:
    """A centre with its weeks; ``then`` is the last day before, ``now`` the latest."""

    unit_id: UUID
    name: str
    weeks: tuple[Week, ...]

    @property
    def then(self) -> Figures:
        """How it stood the day before."""
        return [week for week in self.weeks if week.before][-1].figures

    @property
    def now(self) -> Figures:
        """How it stands."""
        return self.weeks[-1].figures


def week_ends(on: date, today: date) -> tuple[date, ...]:
    """The last days of the weeks before the day ``on`` and after it, and today."""
    before = [on - timedelta(days=1) - _WEEK * back for back in range(BEFORE - 1, -1, -1)]
    after = [on + _WEEK * ahead - timedelta(days=1) for ahead in range(1, MOST_AFTER + 1)]
    after = [day for day in after if day < today]
    return (*before, *after, *([today] if today >= on else []))


def centre_of(org: Organisation, unit_id: UUID) -> UUID:
    """The centre that a unit is counted under; where there are none, its department."""
    above = list(org.ancestors(unit_id))
    for kinds in (_CENTRES, _NEXT):
        for unit in above:
            if unit.kind in kinds:
                return unit.unit_id
    return unit_id


def centres(
    cases: Iterable[CaseBacklog],
    enquiries: Iterable[EnquiryBacklog],
    *,
    on: date,
    ends: tuple[date, ...],
    org: Organisation,
    now_with: Callable[[UUID, str], UUID | None],
) -> tuple[Centre, ...]:
    """The figures of each centre, whichever unit had the work at the time.

    ``now_with``: the unit that has today what a unit had of a subject.
    """
    found: dict[UUID, dict[date, Figures]] = {}

    def add(unit_id: UUID, kle: str, day: date, figures: Figures) -> None:
        there = now_with(unit_id, kle)
        if there is None or there not in org.units:
            return
        centre = found.setdefault(centre_of(org, there), {})
        centre[day] = centre.get(day, Figures()) + figures

    for line in cases:
        figures = Figures(open=line.open, late=line.late, near=line.near)
        add(line.unit_id, line.kle, line.ends, figures)
    for asked in enquiries:
        figures = Figures(waiting=asked.waiting, oldest=asked.oldest)
        add(asked.unit_id, asked.kle, asked.ends, figures)
    made = [
        Centre(unit_id, org.units[unit_id].name, _weeks(by_day, on, ends))
        for unit_id, by_day in found.items()
    ]
    return tuple(sorted(made, key=lambda centre: danish_order(centre.name)))


def _weeks(by_day: Mapping[date, Figures], on: date, ends: tuple[date, ...]) -> tuple[Week, ...]:
    return tuple(Week(day, day < on, by_day.get(day, Figures())) for day in ends)


def in_all(found: tuple[Centre, ...], on: date, ends: tuple[date, ...]) -> tuple[Week, ...]:
    """The weeks of all centres together."""
    weeks = [Week(day, day < on, Figures()) for day in ends]
    for centre in found:
        weeks = [
            replace(total, figures=total.figures + week.figures)
            for total, week in zip(weeks, centre.weeks, strict=True)
        ]
    return tuple(weeks)


@dataclass(frozen=True, slots=True)
class Bar:
    """A week in the drawing, in its units; ``value`` stands above it."""

    x: int
    y: int
    height: int
    value: int
    before: bool
    ends: date


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from the left; ``line_x`` is where the day of the reorganisation stands."""

    bars: tuple[Bar, ...]
    width: int
    line_x: int


#: A bar with the room around it, and the height of the tallest.
_STEP, TALL = 48, 100


def chart(weeks: tuple[Week, ...], of: Callable[[Figures], int]) -> Chart:
    """One figure week by week."""
    most = max((of(week.figures) for week in weeks), default=0) or 1
    bars = []
    for place, week in enumerate(weeks):
        value = of(week.figures)
        height = round(value / most * TALL)
        bars.append(Bar(place * _STEP, TALL - height, height, value, week.before, week.ends))
    before = sum(1 for week in weeks if week.before)
    return Chart(tuple(bars), len(weeks) * _STEP, before * _STEP)
