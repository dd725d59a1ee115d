"""Staff answer an enquiry, decide it at the desk, or hand it over warm."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from indgang.appointments.public import booking
from indgang.catalogue.public import service
from indgang.citizens.public import citizen
from indgang.journey.decision.public import decide_at_desk
from indgang.journey.enquiry.public import (
    LONGEST_TEXT,
    EnquiryView,
    accept,
    answer,
    enquiry,
    hand_over,
    handover,
    handovers_of,
    handovers_waiting,
    name_the_citizen,
    open_enquiries,
    send_back,
)
from indgang.organisation.public import organisation
from indgang.rest import keys
from indgang.rest.citizens import looked, looked_at_all
from indgang.rest.decisions import DecisionDraft
from indgang.rest.entrance import made
from indgang.rest.gate import CASEWORK, HANDOVER, STAFF, Request, done, operation, reply
from indgang.rest.schemas import MOST_KRONER, Enquiries, Enquiry, Made, Shown, Taken, Text
from indgang.shared import clock
from indgang.shared.errors import NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["enquiries"])


class Answer(Taken):
    """Guidance that was enough, and what it was about."""

    answer: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)
    service_code: Text = classified(Privacy.SENSITIVE, default="", max_length=60)


class WhoAsked(Taken):
    """The citizen who turned out to have asked."""

    citizen_id: UUID = classified(Privacy.TECHNICAL)


class NewHandover(Taken):
    """To whom, about what, with which story and appointment. ``amount`` in whole kroner."""

    to_unit_id: UUID = classified(Privacy.TECHNICAL)
    service_code: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=60)
    story: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)
    amount: int | None = classified(Privacy.SENSITIVE, default=None, ge=0, le=MOST_KRONER)
    booking_id: UUID | None = classified(Privacy.TECHNICAL, default=None)


class Reason(Taken):
    """Why it is sent back; the sender and the citizen read it."""

    reason: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST_TEXT)


class DeskDecision(DecisionDraft):
    """A decision there and then. ``applied``: what is asked for, in whole kroner."""

    service_code: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=60)
    applied: int | None = classified(Privacy.SENSITIVE, default=None, ge=0, le=MOST_KRONER)


class Handover(Shown):
    """A hand-over with its story."""

    handover_id: UUID = classified(Privacy.TECHNICAL)
    enquiry_id: UUID = classified(Privacy.TECHNICAL)
    number: str = classified(Privacy.PERSONAL)
    citizen_id: UUID | None = classified(Privacy.TECHNICAL)
    citizen_name: str = classified(Privacy.PERSONAL)
    from_unit_id: UUID = classified(Privacy.TECHNICAL)
    to_unit_id: UUID = classified(Privacy.TECHNICAL)
    service_code: str = classified(Privacy.SENSITIVE)
    story: str = classified(Privacy.SENSITIVE)
    amount: int | None = classified(Privacy.SENSITIVE)
    state: str = classified(Privacy.PERSONAL)
    offered_at: datetime = classified(Privacy.PERSONAL)
    offered_by: str = classified(Privacy.PERSONAL)
    meets_at: datetime | None = classified(Privacy.PERSONAL)
    reason: str = classified(Privacy.SENSITIVE)


class Handovers(Shown):
    """What waits for the asker's units, the oldest first."""

    handovers: list[Handover] = classified(Privacy.SENSITIVE)


def _own(enquiry_id: UUID, request: Request) -> EnquiryView:
    """An enquiry that the asker's unit answers for, or has been offered. Others are not there."""
    found = enquiry(enquiry_id)
    units = request.actor.unit_ids
    if found.unit_id not in units and all(
        given.to_unit_id not in units for given in handovers_of(enquiry_id)
    ):
        raise NotFound("no_such_enquiry", "")
    return found


@operation(router, "GET", "/open-enquiries", gate=STAFF, answer=Enquiries)
def list_enquiries(request: Request) -> HttpResponse:
    """What the asker's units answer for now: the urgent first, then the oldest."""
    found = open_enquiries(request.actor.unit_ids)
    looked_at_all(request, {each.citizen_id for each in found}, "worklist")
    return reply(Enquiries(enquiries=[Enquiry.model_validate(each) for each in found]))


@operation(router, "GET", "/enquiries/{enquiry_id}", gate=STAFF, answer=Enquiry, asks_purpose=True)
def read_enquiry(request: Request, enquiry_id: UUID) -> HttpResponse:
    """One enquiry."""
    found = _own(enquiry_id, request)
    if found.citizen_id is not None:
        looked(request, found.citizen_id, "enquiry", enquiry_id)
    return reply(Enquiry.model_validate(found))


@operation(router, "POST", "/enquiries/{enquiry_id}/answer", gate=STAFF, answer=None, status=204)
def answer_enquiry(request: Request, enquiry_id: UUID, given: Answer) -> HttpResponse:
    """Guidance was enough."""
    _own(enquiry_id, request)
    if given.service_code:
        service(given.service_code)
    answer(
        enquiry_id=enquiry_id,
        answer=given.answer,
        service_code=given.service_code,
        by=request.actor,
        at=request.at,
    )
    return done()


@operation(
    router, "POST", "/enquiries/{enquiry_id}/citizen", gate=CASEWORK, answer=None, status=204
)
def name_citizen(request: Request, enquiry_id: UUID, who: WhoAsked) -> HttpResponse:
    """The desk has found out who asked."""
    _own(enquiry_id, request)
    citizen(who.citizen_id, clock.day_of(request.at))
    name_the_citizen(
        enquiry_id=enquiry_id, citizen_id=who.citizen_id, by=request.actor, at=request.at
    )
    return done()


@operation(
    router,
    "POST",
    "/enquiries/{enquiry_id}/handovers",
    gate=CASEWORK,
    answer=Made,
    status=201,
    creates=True,
)
def hand_enquiry_over(request: Request, enquiry_id: UUID, given: NewHandover) -> HttpResponse:
    """Offer it to another unit with the story; until it is taken the sender answers for it."""

    def act() -> str:
        found = _own(enquiry_id, request)
        organisation(clock.day_of(request.at)).unit(given.to_unit_id)
        service(given.service_code)
        if given.booking_id is not None:
            meeting = booking(given.booking_id, request.at)
            if meeting.citizen_id not in (None, found.citizen_id):
                raise NotFound("no_such_booking", "")
        return str(
            hand_over(
                enquiry_id=enquiry_id,
                to_unit_id=given.to_unit_id,
                service_code=given.service_code,
                story=given.story,
                amount=given.amount,
                booking_id=given.booking_id,
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, f"rest.hand_over:{enquiry_id}", act)), 201)


@operation(
    router,
    "POST",
    "/enquiries/{enquiry_id}/decision",
    gate=CASEWORK,
    answer=Made,
    status=201,
    creates=True,
    competence=True,
)
def decide_enquiry(request: Request, enquiry_id: UUID, given: DeskDecision) -> HttpResponse:
    """Decide it there and then: case, decision and letter in one act, within competence."""

    def act() -> str:
        _own(enquiry_id, request)
        return str(
            decide_at_desk(
                enquiry_id=enquiry_id,
                service_code=given.service_code,
                applied=given.applied,
                draft=given.draft(),
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, f"rest.decide_at_desk:{enquiry_id}", act)), 201)


@operation(router, "GET", "/handovers", gate=HANDOVER, answer=Handovers)
def list_handovers(request: Request) -> HttpResponse:
    """What has been offered to the asker's units and waits for an answer."""
    found = handovers_waiting(request.actor.unit_ids)
    looked_at_all(request, {each.citizen_id for each in found}, "handovers")
    return reply(Handovers(handovers=[Handover.model_validate(each) for each in found]))


def _offered(handover_id: UUID, request: Request) -> None:
    found = handover(handover_id)
    if not {found.to_unit_id, found.from_unit_id} & request.actor.unit_ids:
        raise NotFound("no_such_handover", "")


@operation(
    router, "POST", "/handovers/{handover_id}/accept", gate=HANDOVER, answer=None, status=204
)
def accept_handover(request: Request, handover_id: UUID) -> HttpResponse:
    """Take it over; the case begins at once."""
    _offered(handover_id, request)
    accept(handover_id=handover_id, by=request.actor, at=request.at)
    return done()


@operation(
    router, "POST", "/handovers/{handover_id}/return", gate=HANDOVER, answer=None, status=204
)
def return_handover(request: Request, handover_id: UUID, why: Reason) -> HttpResponse:
    """Send it back with a reason."""
    _offered(handover_id, request)
    send_back(handover_id=handover_id, reason=why.reason, by=request.actor, at=request.at)
    return done()
