"""Reads of calendars and bookings. Row security decides which bookings there are."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import get_language

from indgang.appointments.models import BookableHours, Booking, BookingState, Calendar
from indgang.appointments.rules import FARTHEST, Period, cut_times
from indgang.organisation.public import organisation
from indgang.places.public import HoursFacts, days_off
from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.errors import NotFound
from indgang.shared.identifiers import read_spoken_number
from indgang.shared.validity_fields import to_days

#: The first letter of a booking's code ("T-7KQ2-M4XR"; T for *tid*).
PREFIX = "T"
_PLACE = (
    "calendar__name",
    "calendar__unit_id",
    "calendar__entrance_id",
    "calendar__entrance__phone",
    "calendar__entrance__site__name",
    "calendar__entrance__site__address",
    "calendar__entrance__site__step_free",
    "calendar__person__name",
)


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be booked now. Instants are in UTC."""

    calendar_id: UUID
    calendar_name: str
    unit_id: UUID
    unit_name: str
    entrance_id: UUID
    site_name: str
    address: str
    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking as the citizen and the desk see it. Instants are in UTC.

    ``citizen_name`` is empty when there is none or the asker may not see it; ``with_name`` is the
    employee whose calendar it is, if it is a person's.
    """

    booking_id: UUID
    code: str
    calendar_id: UUID
    calendar_name: str
    unit_id: UUID
    unit_name: str
    entrance_id: UUID
    site_name: str
    address: str
    step_free: bool
    phone: str
    with_name: str
    begins: datetime
    ends: datetime
    state: str
    citizen_id: UUID | None
    citizen_name: str
    service_code: str | None
    service_title: str
    note: str

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends - self.begins).total_seconds() / 60)


def free_times(
    *,
    unit_id: UUID | None = None,
    entrance_id: UUID | None = None,
    minutes: int,
    from_: datetime,
    until: datetime,
    limit: int = 20,
) -> tuple[FreeTime, ...]:
    """The first ``limit`` free times of a unit's or an entrance's calendars, in order.

    ``from_`` is never before now (the caller says what now is by it). Of several calendars at one
    entrance with the same time one is offered. Constant number of queries.
    """
    until = min(until, from_ + FARTHEST)
    calendars = Calendar.objects.select_related("entrance__site").order_by("name", "id")
    if unit_id is not None:
        calendars = calendars.filter(unit_id=unit_id)
    if entrance_id is not None:
        calendars = calendars.filter(entrance_id=entrance_id)
    day = day_of(from_)
    # A calendar whose entrance has closed for good is nowhere to go.
    found = list(calendars.filter(entrance__validity__contains=day))
    hours = bookable_hours([calendar.id for calendar in found])
    busy = _busy([calendar.id for calendar in found], from_, until)
    off = days_off(day, day_of(until), get_language() or "da")
    units = organisation(day).units
    offered: dict[tuple[datetime, UUID], FreeTime] = {}
    for calendar in found:
        times = cut_times(
            hours.get(calendar.id, ()),
            busy.get(calendar.id, ()),
            minutes=minutes,
            from_=from_,
            until=until,
            holidays=off,
        )
        unit = units.get(calendar.unit_id)
        # No more than ``limit`` of one calendar can be among the first ``limit`` of all.
        for (begins, ends), _ in zip(times, range(limit), strict=False):
            offered.setdefault(
                (begins, calendar.entrance_id),
                FreeTime(
                    calendar_id=calendar.id,
                    calendar_name=calendar.name,
                    unit_id=calendar.unit_id,
                    unit_name=unit.name if unit else "",
                    entrance_id=calendar.entrance_id,
                    site_name=calendar.entrance.site.name,
                    address=calendar.entrance.site.address,
                    begins=begins,
                    ends=ends,
                ),
            )
    return tuple(sorted(offered.values(), key=lambda free: (free.begins, free.site_name)))[:limit]


def bookable_hours(calendar_ids: list[UUID]) -> dict[UUID, list[HoursFacts]]:
    """The bookable hours of each calendar, with the days in which they hold."""
    found: dict[UUID, list[HoursFacts]] = defaultdict(list)
    for row in BookableHours.objects.filter(calendar_id__in=calendar_ids):
        found[row.calendar_id].append(
            HoursFacts(row.weekday, row.begins, row.ends, to_days(row.validity))
        )
    return found


def _busy(calendar_ids: list[UUID], from_: datetime, until: datetime) -> dict[UUID, list[Period]]:
    """Taken periods without whose they are (a function of the database; no names come out).

    The range is widened by a day: a time taken before ``from_`` moves the later ones of its run.
    """
    wide = (from_ - timedelta(days=1), until + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT calendar_id, lower(period), upper(period) "
            "FROM appointments_busy(%s::uuid[], tstzrange(%s, %s))",
            [calendar_ids, *wide],
        )
        rows: Any = cursor.fetchall()
    found: dict[UUID, list[Period]] = defaultdict(list)
    for calendar_id, begins, ends in rows:
        found[calendar_id].append((begins.astimezone(UTC), ends.astimezone(UTC)))
    return found


@contextmanager
def holding(code: str) -> Iterator[None]:
    """Tell the database that the asker holds this booking's code, for what is done inside.

    A fault needs no putting back: the rollback takes the setting along.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('indgang.booking_code', %s, true)", [code])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('indgang.booking_code', '', true)")


def _views(rows: Any, at: datetime) -> tuple[BookingView, ...]:
    units = organisation(day_of(at)).units
    english = not (get_language() or "da").startswith("da")
    title = "service__title_en" if english else "service__title_da"
    columns = (
        *("id", "code", "calendar_id", "period", "state", "citizen_id", "citizen__name"),
        *("service_id", "note", title),
    )
    found = []
    for row in rows.order_by("period", "id").values(*columns, *_PLACE):
        unit = units.get(row["calendar__unit_id"])
        found.append(
            BookingView(
                booking_id=row["id"],
                code=row["code"],
                calendar_id=row["calendar_id"],
                calendar_name=row["calendar__name"],
                unit_id=row["calendar__unit_id"],
                unit_name=unit.name if unit else row["calendar__name"],
                entrance_id=row["calendar__entrance_id"],
                site_name=row["calendar__entrance__site__name"],
                address=row["calendar__entrance__site__address"],
                step_free=row["calendar__entrance__site__step_free"],
                phone=row["calendar__entrance__phone"] or (unit.phone if unit else ""),
                with_name=row["calendar__person__name"] or "",
                begins=row["period"].lower.astimezone(UTC),
                ends=row["period"].upper.astimezone(UTC),
                state=row["state"],
                citizen_id=row["citizen_id"],
                citizen_name=row["citizen__name"] or "",
                service_code=row["service_id"],
                service_title=row[title] or "",
                note=row["note"],
            )
        )
    return tuple(found)


def booking(booking_id: UUID, at: datetime) -> BookingView:
    """One booking. Raises ``NotFound``, also when row security hides it."""
    found = _views(Booking.objects.filter(pk=booking_id), at)
    if not found:
        raise NotFound("no_such_booking", "")
    return found[0]


def booking_by_code(code: str, at: datetime) -> BookingView | None:
    """The booking whose code a person typed (case and dashes do not matter), or ``None``.

    Whoever has the code may see the booking, signed in or not. Needs a transaction.
    """
    clean = read_spoken_number(code, PREFIX)
    if clean is None:
        return None
    with holding(clean):
        return next(iter(_views(Booking.objects.filter(code=clean), at)), None)


def bookings_of(
    citizen_id: UUID, at: datetime, *, earlier: bool = False
) -> tuple[BookingView, ...]:
    """The citizen's times that are not over at ``at``; with ``earlier`` all of them, in order."""
    rows = Booking.objects.filter(citizen_id=citizen_id)
    if not earlier:
        rows = rows.filter(period__endswith__gt=at, state=BookingState.BOOKED)
    return _views(rows, at)


def bookings_at(unit_ids: Collection[UUID], day: date) -> tuple[BookingView, ...]:
    """Who comes to the units on the Danish day, in order; cancelled ones are left out."""
    begins = datetime.combine(day, time(), COPENHAGEN)
    ends = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    rows = Booking.objects.filter(
        calendar__unit_id__in=unit_ids, period__startswith__gte=begins, period__startswith__lt=ends
    ).exclude(state=BookingState.CANCELLED)
    return _views(rows, begins)
