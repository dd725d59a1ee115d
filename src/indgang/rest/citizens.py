"""Staff find a citizen and see the whole picture, at the level that the law allows."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from indgang.access.public import log_look_up, log_look_ups
from indgang.appointments.public import book, booking, bookings_of
from indgang.catalogue.public import service
from indgang.citizens.public import (
    CitizenView,
    NotACprError,
    by_cpr,
    citizen,
    parse_cpr,
    relations,
)
from indgang.journey.coordination.public import picture, seen_cases
from indgang.journey.enquiry.public import LONGEST_TEXT
from indgang.journey.enquiry.public import ask as take_in
from indgang.rest import keys
from indgang.rest.entrance import made
from indgang.rest.gate import CASEWORK, STAFF, Request, operation, reply
from indgang.rest.problems import problem
from indgang.rest.schemas import (
    Booking,
    Bookings,
    Instant,
    Made,
    SeenCase,
    SeenCases,
    Shown,
    Taken,
    Text,
)
from indgang.shared import audit, clock
from indgang.shared.errors import BadInput
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["citizens"])


class CprNumber(Taken):
    """A CPR number, in a body because it never stands in an address."""

    cpr: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=40)


class Citizen(Shown):
    """A citizen. ``address`` is empty when it is protected."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)
    kind: str = classified(Privacy.PERSONAL)
    name: str = classified(Privacy.PERSONAL)
    born: date | None = classified(Privacy.PERSONAL)
    age: int | None = classified(Privacy.PERSONAL)
    address: str = classified(Privacy.PERSONAL)
    district: str = classified(Privacy.PERSONAL)
    address_protected: bool = classified(Privacy.PERSONAL)
    digital_post: bool = classified(Privacy.PERSONAL)
    phone: str = classified(Privacy.PERSONAL)
    language: str = classified(Privacy.PERSONAL)


class Relation(Shown):
    """Somebody near the citizen; ``kind`` is what they are to the citizen."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)
    name: str = classified(Privacy.PERSONAL)
    kind: str = classified(Privacy.PERSONAL)
    age: int | None = classified(Privacy.PERSONAL)
    speaks_for: bool = classified(Privacy.PERSONAL)


class SeenEnquiry(Shown):
    """An enquiry as far as the asker may see it."""

    enquiry_id: UUID = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL)
    received_at: datetime = classified(Privacy.PERSONAL)
    state: str = classified(Privacy.PERSONAL)
    unit: str = classified(Privacy.PERSONAL)
    text: str = classified(Privacy.SENSITIVE)


class Picture(Shown):
    """Everything that the asker may see of a citizen, and an honest word about the rest."""

    citizen: Citizen = classified(Privacy.PERSONAL)
    relations: list[Relation] = classified(Privacy.PERSONAL)
    cases: list[SeenCase] = classified(Privacy.SENSITIVE)
    enquiries: list[SeenEnquiry] = classified(Privacy.SENSITIVE)
    administrations: list[str] = classified(Privacy.SENSITIVE)
    withheld: int = classified(Privacy.PERSONAL)


class DeskEnquiry(Taken):
    """What somebody says at the counter, on the phone or in a letter."""

    text: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)
    channel: Literal["counter", "phone", "letter"] = classified(Privacy.INTERNAL)
    language: Literal["da", "en"] = classified(Privacy.PERSONAL, default="da")


class DeskBooking(Taken):
    """A time for a citizen."""

    calendar_id: UUID = classified(Privacy.TECHNICAL)
    begins: Instant = classified(Privacy.PERSONAL)
    minutes: int = classified(Privacy.PERSONAL, ge=5, le=240)
    service_code: Text | None = classified(Privacy.SENSITIVE, default=None, max_length=60)
    note: Text = classified(Privacy.SENSITIVE, default="", max_length=200)


def looked(request: Request, subject_id: UUID, what: str, object_id: UUID | None = None) -> None:
    """Log the look-up in the same transaction as the look."""
    log_look_up(
        subject_id=subject_id,
        what=what,
        purpose=request.purpose,
        object_id=object_id,
        by=request.actor,
        at=request.at,
        channel="api",
    )


def looked_at_all(request: Request, subject_ids: set[UUID | None], what: str) -> None:
    """Log that a list showed these people."""
    log_look_ups(
        subject_ids={each for each in subject_ids if each is not None},
        what=what,
        purpose=request.purpose,
        by=request.actor,
        at=request.at,
        channel="api",
    )


def _found(citizen_id: UUID, request: Request) -> CitizenView:
    """The citizen; a person who does not exist gets no line in a log either."""
    return citizen(citizen_id, clock.day_of(request.at))


@operation(router, "POST", "/citizens/search", gate=STAFF, answer=Citizen, asks_purpose=True)
def search_citizen(request: Request, wanted: CprNumber) -> HttpResponse:
    """Find the citizen with a CPR number."""
    day = clock.day_of(request.at)
    try:
        number = parse_cpr(wanted.cpr, at=day)
    except NotACprError:
        message = _("Skriv et CPR-nummer med 10 cifre.")
        raise BadInput(message, fields={"cpr": message}) from None
    found = by_cpr(number, day)
    audit.record(
        "rest.search",
        by=request.actor,
        at=request.at,
        detail={"by": "cpr", "purpose": request.purpose, "hits": int(found is not None)},
    )
    if found is None:  # answered, not raised: that somebody tried a number is kept
        return problem(404, "no_such_citizen", _("Vi kan ikke finde en borger med det nummer."))
    looked(request, found.citizen_id, "search")
    return reply(Citizen.model_validate(found))


@operation(
    router, "GET", "/citizens/{citizen_id}/picture", gate=STAFF, answer=Picture, asks_purpose=True
)
def citizen_picture(request: Request, citizen_id: UUID) -> HttpResponse:
    """The whole picture, as far as the law lets the asker see it."""
    found = _found(citizen_id, request)
    seen = picture(
        citizen_id,
        viewer=request.actor,
        purpose=request.purpose,
        at=request.at,
        language=get_language() or "da",
    )
    looked(request, citizen_id, "picture")
    return reply(
        Picture(
            citizen=Citizen.model_validate(found),
            relations=[
                Relation.model_validate(each)
                for each in relations(citizen_id, clock.day_of(request.at))
            ],
            cases=[SeenCase.model_validate(case) for case in seen.cases],
            enquiries=[SeenEnquiry.model_validate(each) for each in seen.enquiries],
            administrations=list(seen.administrations),
            withheld=seen.withheld,
        )
    )


@operation(
    router, "GET", "/citizens/{citizen_id}/cases", gate=STAFF, answer=SeenCases, asks_purpose=True
)
def citizen_cases(request: Request, citizen_id: UUID) -> HttpResponse:
    """The citizen's cases, the newest first."""
    seen = seen_cases(
        citizen_id,
        viewer=request.actor,
        purpose=request.purpose,
        at=request.at,
        language=get_language() or "da",
    )
    if not seen.cases:
        _found(citizen_id, request)  # no cases to show, or no such citizen
    looked(request, citizen_id, "cases")
    return reply(SeenCases.model_validate(seen))


@operation(
    router,
    "POST",
    "/citizens/{citizen_id}/enquiries",
    gate=CASEWORK,
    answer=Made,
    status=201,
    asks_purpose=True,
    creates=True,
)
def register_enquiry(request: Request, citizen_id: UUID, said: DeskEnquiry) -> HttpResponse:
    """Take in what a citizen says; the asker's own unit answers for it until another has it."""

    def act() -> str:
        _found(citizen_id, request)
        receipt = take_in(
            text=said.text,
            channel=said.channel,
            unit_id=request.actor.posts[0].unit_id,
            language=said.language,
            citizen_id=citizen_id,
            by=request.actor,
            at=request.at,
        )
        looked(request, citizen_id, "enquiry", receipt.enquiry_id)
        return f"{receipt.enquiry_id} {receipt.number}"

    return reply(made(keys.once(request, f"rest.register_enquiry:{citizen_id}", act)), 201)


@operation(
    router,
    "GET",
    "/citizens/{citizen_id}/appointments",
    gate=CASEWORK,
    answer=Bookings,
    asks_purpose=True,
)
def citizen_appointments(request: Request, citizen_id: UUID) -> HttpResponse:
    """The citizen's times that are not over."""
    _found(citizen_id, request)
    looked(request, citizen_id, "appointments")
    found = bookings_of(citizen_id, request.at)
    return reply(Bookings(appointments=[Booking.model_validate(each) for each in found]))


@operation(
    router,
    "POST",
    "/citizens/{citizen_id}/appointments",
    gate=CASEWORK,
    answer=Booking,
    status=201,
    asks_purpose=True,
    creates=True,
)
def book_for_citizen(request: Request, citizen_id: UUID, wanted: DeskBooking) -> HttpResponse:
    """Take a time for a citizen."""

    def act() -> str:
        _found(citizen_id, request)
        if wanted.service_code is not None:
            service(wanted.service_code)
        taken = book(
            calendar_id=wanted.calendar_id,
            begins=wanted.begins,
            minutes=wanted.minutes,
            citizen_id=citizen_id,
            service_code=wanted.service_code,
            note=wanted.note,
            by=request.actor,
            at=request.at,
        )
        looked(request, citizen_id, "appointments", taken.booking_id)
        return str(taken.booking_id)

    answer = keys.once(request, f"rest.book:{citizen_id}", act)
    return reply(Booking.model_validate(booking(UUID(answer), request.at)), 201)
