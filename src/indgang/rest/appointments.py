"""Times: which are free, taking one, and giving it up by its code."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from indgang.appointments.public import book, booking_by_code, cancel, free_times
from indgang.catalogue.public import service
from indgang.rest import keys
from indgang.rest.gate import ANYBODY, Request, operation, reply
from indgang.rest.schemas import Booking, Instant, Shown, Taken, Text
from indgang.shared.actor import Scope
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["appointments"])


class FreeTime(Shown):
    """A time that can be booked now."""

    calendar_id: UUID = classified(Privacy.TECHNICAL)
    calendar_name: str = classified(Privacy.PUBLIC)
    unit_id: UUID = classified(Privacy.TECHNICAL)
    unit_name: str = classified(Privacy.PUBLIC)
    entrance_id: UUID = classified(Privacy.TECHNICAL)
    site_name: str = classified(Privacy.PUBLIC)
    address: str = classified(Privacy.PUBLIC)
    begins: datetime = classified(Privacy.PUBLIC)
    ends: datetime = classified(Privacy.PUBLIC)


class FreeTimes(Shown):
    """Free times, the first one first."""

    free: list[FreeTime] = classified(Privacy.PUBLIC)


class When(Taken):
    """For how long (minutes), where, and how many days ahead to look."""

    minutes: int = classified(Privacy.PUBLIC, default=20, ge=5, le=240)
    days: int = classified(Privacy.PUBLIC, default=14, ge=1, le=60)
    limit: int = classified(Privacy.PUBLIC, default=20, ge=1, le=100)
    unit_id: UUID | None = classified(Privacy.TECHNICAL, default=None)
    entrance_id: UUID | None = classified(Privacy.TECHNICAL, default=None)


class NewBooking(Taken):
    """The time wanted. A citizen who is signed in books in the own name."""

    calendar_id: UUID = classified(Privacy.TECHNICAL)
    begins: Instant = classified(Privacy.PERSONAL)
    minutes: int = classified(Privacy.PERSONAL, ge=5, le=240)
    service_code: Text | None = classified(Privacy.SENSITIVE, default=None, max_length=60)
    note: Text = classified(Privacy.SENSITIVE, default="", max_length=200)
    citizen_id: UUID | None = classified(Privacy.TECHNICAL, default=None)


class Code(Taken):
    """The code that was given with the time (``T-7KQ2-M4XR``)."""

    code: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=40)


@operation(router, "GET", "/free-times", gate=ANYBODY, answer=FreeTimes)
def list_free_times(request: Request, when: Annotated[When, Query()]) -> HttpResponse:
    """Times that can be booked now, at a unit or an entrance."""
    if when.unit_id is None and when.entrance_id is None:
        message = _("Vælg en enhed eller en indgang.")
        raise BadInput(message, fields={"unit_id": message})
    found = free_times(
        unit_id=when.unit_id,
        entrance_id=when.entrance_id,
        minutes=when.minutes,
        from_=request.at,
        until=request.at + timedelta(days=when.days),
        limit=when.limit,
    )
    return reply(FreeTimes(free=[FreeTime.model_validate(free) for free in found]))


@operation(router, "POST", "/appointments", gate=ANYBODY, answer=Booking, status=201, creates=True)
def book_time(request: Request, wanted: NewBooking) -> HttpResponse:
    """Take a time. Whoever is faster gets it; the other hears which times are left."""
    actor = request.actor
    citizen_id = wanted.citizen_id
    if actor.scope is Scope.CITIZEN and citizen_id is None:
        citizen_id = actor.citizen_id
    if actor.scope is Scope.STAFF and citizen_id is not None:
        message = _("Find borgeren først, og book så tiden der.")
        raise BadInput(message, fields={"citizen_id": message})
    if wanted.service_code is not None:
        service(wanted.service_code)

    def act() -> str:
        return book(
            calendar_id=wanted.calendar_id,
            begins=wanted.begins,
            minutes=wanted.minutes,
            citizen_id=citizen_id,
            service_code=wanted.service_code,
            note=wanted.note,
            by=actor,
            at=request.at,
        ).code

    return _booked(keys.once(request, "rest.book_time", act), request, 201)


@operation(router, "POST", "/appointments/find", gate=ANYBODY, answer=Booking)
def find_time(request: Request, wanted: Code) -> HttpResponse:
    """The time whose code somebody has, signed in or not."""
    return _booked(wanted.code, request)


@operation(router, "POST", "/appointments/cancel", gate=ANYBODY, answer=Booking)
def cancel_time(request: Request, wanted: Code) -> HttpResponse:
    """Give a time up by its code. Twice is once."""
    return reply(Booking.model_validate(cancel(code=wanted.code, by=request.actor, at=request.at)))


def _booked(code: str, request: Request, status: int = 200) -> HttpResponse:
    found = booking_by_code(code, request.at)
    if found is None:
        raise NotFound(
            "no_such_booking",
            _("Vi kan ikke finde en tid med den kode. Se efter, om den er skrevet rigtigt."),
        )
    return reply(Booking.model_validate(found), status)
