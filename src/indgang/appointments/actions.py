"""Verbs of bookings. The database decides who gets a time; everybody gets an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.appointments.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
)
from indgang.appointments.models import Booking, BookingState, Calendar
from indgang.appointments.queries import (
    PREFIX,
    BookingView,
    FreeTime,
    bookable_hours,
    booking,
    free_times,
    holding,
)
from indgang.appointments.rules import FARTHEST, LONGEST, SHORTEST, step, within_hours
from indgang.places.public import days_off
from indgang.shared import audit, outbox
from indgang.shared.actor import Actor, Scope
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import read_spoken_number, spoken_number
from indgang.shared.spoken_dates import day_and_time

_ONE_EACH = "nobody_gets_the_same_time"
_ANOTHER = 3  # free times offered to whoever came too late


class TimeTaken(Refused):
    """Somebody else got the time; ``free`` are the next ones at the same entrance."""

    def __init__(self, free: tuple[FreeTime, ...], at: datetime) -> None:
        language = get_language() or "da"
        times = "; ".join(day_and_time(f.begins, language, today=day_of(at)) for f in free)
        super().__init__(
            "time_taken",
            _("En anden nåede at få den tid."),
            next_step=(
                _("De næste ledige tider er: %(times)s.") % {"times": times}
                if times
                else _("Der er ingen andre ledige tider lige nu. Ring til os, så finder vi en.")
            ),
        )
        self.free = free


@transaction.atomic
def book(
    *,
    calendar_id: UUID,
    begins: datetime,
    minutes: int,
    citizen_id: UUID | None,
    service_code: str | None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> BookingView:
    """Take a time. Also for somebody who has not signed in (``citizen_id`` is then ``None``).

    Raises ``TimeTaken`` when somebody was faster (the caller's transaction goes on), ``BadInput``
    for a time that has passed, lies outside the hours or is no sensible length.
    """
    if by.scope is Scope.CITIZEN and citizen_id not in by.subjects:
        raise NotAllowed(
            "not_yours", _("Du kan kun booke tid til dig selv eller dem, du taler for.")
        )
    if by.scope is Scope.ANONYMOUS and citizen_id is not None:
        raise NotAllowed("not_yours", _("Log ind for at booke tid i dit eget navn."))
    calendar = _hold(calendar_id)
    period = _checked(calendar, begins, minutes, at)
    row = Booking(
        calendar=calendar,
        period=period,
        citizen_id=citizen_id,
        service_id=service_code,
        code=spoken_number(PREFIX),
        note=_short(note),
        made_at=at,
    )
    with holding(row.code):
        with _one_each(calendar, minutes, at):
            row.save(force_insert=True)
        _tell("book", row, by=by, at=at)
        event = AppointmentBooked(
            booking_id=row.id, calendar_id=calendar.id, citizen_id=citizen_id, begins=period.lower
        )
        outbox.record(event, by=by, at=at)
        return booking(row.id, at)


@transaction.atomic
def move(
    *,
    booking_id: UUID | None = None,
    code: str | None = None,
    begins: datetime,
    calendar_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> BookingView:
    """Give a booking another time (and calendar); it keeps its length, code and story.

    Raises as ``book`` does; the old time is kept when the new one cannot be had.
    """
    with _mine(booking_id, code) as row:
        _check_step("move", row, at)
        wanted = calendar_id or row.calendar_id
        calendar = _hold(wanted, also=row.calendar_id)
        minutes = round((row.period.upper - row.period.lower).total_seconds() / 60)
        row.calendar = calendar
        row.period = _checked(calendar, begins, minutes, at)
        with _one_each(calendar, minutes, at):
            row.save(update_fields=["calendar", "period"])
        _tell("move", row, by=by, at=at)
        event = AppointmentMoved(
            booking_id=row.id,
            calendar_id=calendar.id,
            citizen_id=row.citizen_id,
            begins=row.period.lower,
        )
        outbox.record(event, by=by, at=at)
        return booking(row.id, at)


@transaction.atomic
def cancel(
    *, booking_id: UUID | None = None, code: str | None = None, by: Actor, at: datetime
) -> BookingView:
    """Give a time up; it is free at once. Cancelling twice is one cancelling."""
    with _mine(booking_id, code) as row:
        if row.state == BookingState.CANCELLED:
            return booking(row.id, at)
        row.state = _check_step("cancel", row, at)
        row.save(update_fields=["state"])
        _tell("cancel", row, by=by, at=at)
        event = AppointmentCancelled(booking_id=row.id, citizen_id=row.citizen_id)
        outbox.record(event, by=by, at=at)
        return booking(row.id, at)


@transaction.atomic
def mark_met(*, booking_id: UUID, came: bool = True, by: Actor, at: datetime) -> BookingView:
    """Staff say whether they came. Saying it twice is saying it once."""
    if by.scope not in (Scope.STAFF, Scope.SYSTEM):
        raise NotAllowed("staff_only", _("Kun medarbejdere kan gøre dette."))
    verb, goal = ("mark_met", BookingState.MET) if came else ("mark_no_show", BookingState.NO_SHOW)
    with _mine(booking_id, None) as row:
        if row.state == goal:
            return booking(row.id, at)
        if not came and at < row.period.lower:
            raise Refused("not_yet", _("Tiden er ikke begyndt endnu."))
        to = step(verb, row.state)
        if to is None:
            raise Refused("no_such_step", _("Det kan ikke lade sig gøre: tiden er aflyst."))
        row.state = to
        row.save(update_fields=["state"])
        _tell(verb, row, by=by, at=at)
        return booking(row.id, at)


def _hold(calendar_id: UUID, *, also: UUID | None = None) -> Calendar:
    """The calendar, with those who want it (or ``also``) waiting in line, always in one order.

    Without the line two who insert at the same instant would each wait for the other, and the
    database would end that as a deadlock instead of a clear no.
    """
    wanted = {calendar_id} if also is None else {calendar_id, also}
    rows = Calendar.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {row.id: row for row in rows}
    if calendar_id not in found:
        raise NotFound("no_such_calendar", _("Der kan ikke bookes tid her længere."))
    return found[calendar_id]


def _checked(calendar: Calendar, begins: datetime, minutes: int, at: datetime) -> DateTimeTZRange:
    """The period, if it may be booked: whole minutes ahead of now, inside the hours."""
    if not SHORTEST <= minutes <= LONGEST:
        raise BadInput(_("En tid varer mellem 5 minutter og 4 timer."))
    begins = begins.astimezone(UTC)
    if begins < at:
        raise BadInput(
            _("Tiden er allerede begyndt eller forbi. Vælg en senere tid."),
            fields={"begins": _("Vælg en tid, der ligger senere end nu.")},
        )
    ends = begins + timedelta(minutes=minutes)
    off = days_off(day_of(begins), day_of(ends), get_language() or "da")
    hours = bookable_hours([calendar.id]).get(calendar.id, [])
    on_the_grid = begins.minute % 5 == 0 and not begins.second and not begins.microsecond
    if begins > at + FARTHEST or not on_the_grid or not within_hours(hours, (begins, ends), off):
        raise BadInput(
            _("Der kan ikke bookes tid på det tidspunkt. Vælg en af de ledige tider."),
            fields={"begins": _("Vælg en af de ledige tider.")},
        )
    return DateTimeTZRange(begins, ends, "[)")


@contextmanager
def _one_each(calendar: Calendar, minutes: int, at: datetime) -> Iterator[None]:
    """A savepoint in which the database may say no; then the next free times are looked up."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", "") != _ONE_EACH:
            raise
        free = free_times(
            entrance_id=calendar.entrance_id,
            minutes=minutes,
            from_=at,
            until=at + FARTHEST,
            limit=_ANOTHER,
        )
        raise TimeTaken(free, at) from None


@contextmanager
def _mine(booking_id: UUID | None, code: str | None) -> Iterator[Booking]:
    """The booking, locked, if row security or its code opens it to the asker."""
    clean = read_spoken_number(code, PREFIX) if code else None
    with holding(clean or ""):
        rows = Booking.objects.select_for_update()
        if clean is not None:
            row = rows.filter(code=clean).first()
        else:
            row = None if booking_id is None else rows.filter(pk=booking_id).first()
        if row is None:
            raise NotFound(
                "no_such_booking",
                _("Vi kan ikke finde tiden. Se efter, om koden er skrevet rigtigt."),
            )
        yield row


def _check_step(verb: str, row: Booking, at: datetime) -> str:
    to = step(verb, row.state)
    if to is None:
        raise Refused(
            "no_such_step",
            _("Tiden kan ikke ændres længere."),
            next_step=_("Book en ny tid i stedet."),
        )
    if row.period.lower <= at:
        raise Refused(
            "already_begun",
            _("Tiden er allerede begyndt eller forbi."),
            next_step=_("Book en ny tid i stedet."),
        )
    return to


def _short(note: str) -> str:
    clean = " ".join(note.split())
    if len(clean) > 200:
        raise BadInput(
            _("Beskeden er for lang."),
            fields={"note": _("Skriv højst 200 tegn.")},
        )
    return clean


def _tell(verb: str, row: Booking, *, by: Actor, at: datetime) -> None:
    audit.record(
        f"appointments.{verb}",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=row.citizen_id,
        detail={
            "calendar": str(row.calendar_id),
            "begins": row.period.lower.isoformat(),
            "state": str(row.state),
        },
    )
