"""What the leaders of a site share today: people, doors, times and who substitutes for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language

from indgang.appointments.public import bookings_at
from indgang.competence.public import GrantLine, grants
from indgang.organisation.public import (
    Organisation,
    StaffLine,
    UnitFacts,
    staff_lines,
)
from indgang.places.public import EntranceKind, EntranceView, SiteView, entrances
from indgang.shared.danish_order import danish_order
from indgang.steering.subjects import Subject, subjects
from indgang.steering.words import ACTIONS, ENTRANCE_KINDS, FUNCTIONS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class FunctionSum:
    """So many posts of a function, and the full-time posts they make."""

    word: Promise | str
    posts: int
    full_time: Decimal


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Open on a weekday, in Danish time."""

    weekday: Promise
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance with words for what it is for, and the hours that hold on the day."""

    view: EntranceView
    kind: Promise | str
    hours: tuple[HoursLine, ...]


@dataclass(frozen=True, slots=True)
class UnitHere:
    """A unit at the site: its leader, its staff today, its doors, its times today."""

    unit: UnitFacts
    leaders: str
    staff: tuple[FunctionSum, ...]
    posts: int
    full_time: Decimal
    doors: tuple[Door, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Substitution:
    """Somebody who may act for a unit at the site, and in what."""

    line: GrantLine
    person: str
    from_units: str
    may: Promise | str
    subject: Subject

    @property
    def last_day(self) -> date | None:
        """The last day of the agreement; ``None`` until further notice."""
        return None if self.line.ends is None else self.line.ends - timedelta(days=1)


def _functions(lines: tuple[StaffLine, ...]) -> tuple[FunctionSum, ...]:
    found: dict[str, list[StaffLine]] = {}
    for line in lines:
        found.setdefault(line.function, []).append(line)
    return tuple(
        FunctionSum(word, len(found[code]), sum((one.share for one in found[code]), Decimal(0)))
        for code, word in FUNCTIONS.items()
        if code in found
    )


def _times(unit_ids: frozenset[UUID], doors: set[UUID], day: date) -> Mapping[UUID, int]:
    """How many times are booked with each unit at these doors on the day; nobody is named."""
    counted: dict[UUID, int] = {}
    for booking in bookings_at(unit_ids, day):
        if booking.entrance_id in doors:
            counted[booking.unit_id] = counted.get(booking.unit_id, 0) + 1
    return counted


def _door(view: EntranceView, at: date) -> Door:
    hours = tuple(
        HoursLine(WEEKDAYS[line.weekday], line.opens, line.closes)
        for line in view.hours
        if at in line.days
    )
    return Door(view, ENTRANCE_KINDS.get(view.kind, view.kind), hours)


def units_here(site: SiteView, org: Organisation, at: datetime) -> tuple[UnitHere, ...]:
    """Every unit that receives people at the site on the day, by name."""
    present = frozenset(unit_id for unit_id in site.unit_ids if unit_id in org.units)
    doors = [
        view
        for view in entrances(
            at, unit_ids=present, kinds=tuple(EntranceKind.values), district=site.district
        )
        if view.site_id == site.site_id
    ]
    staff = staff_lines(present, org.at)
    times = _times(present, {view.entrance_id for view in doors}, org.at)
    found = []
    for unit_id in present:
        lines = staff.get(unit_id, ())
        found.append(
            UnitHere(
                org.units[unit_id],
                ", ".join(line.name for line in lines if line.function == "leader"),
                _functions(lines),
                len(lines),
                sum((line.share for line in lines), Decimal(0)),
                tuple(_door(view, org.at) for view in doors if view.unit_id == unit_id),
                times.get(unit_id, 0),
            )
        )
    return tuple(sorted(found, key=lambda here: danish_order(here.unit.name)))


def substitutions(site: SiteView, org: Organisation) -> tuple[Substitution, ...]:
    """Agreements by which somebody acts for a unit at the site on the day."""
    lines = grants(
        org.at, kind="substitution", holder_ids=site.unit_ids, language=get_language() or "da"
    )
    names = subjects((line.kle for line in lines), org.at)
    own = _own_units({line.person_id for line in lines if line.person_id}, org)
    return tuple(
        Substitution(
            line,
            line.person or str(FUNCTIONS.get(line.function, line.function)),
            own.get(line.person_id, "") if line.person_id else "",
            ACTIONS.get(line.action, line.action),
            names[line.kle],
        )
        for line in lines
    )


def _own_units(person_ids: set[UUID], org: Organisation) -> dict[UUID, str]:
    """Where the substitutes have their own posts on the day."""
    if not person_ids:
        return {}
    found: dict[UUID, set[str]] = {}
    for lines in staff_lines(org.units.keys(), org.at).values():
        for line in lines:
            if line.person_id in person_ids:
                found.setdefault(line.person_id, set()).add(org.units[line.unit_id].name)
    return {person: ", ".join(sorted(names, key=danish_order)) for person, names in found.items()}
