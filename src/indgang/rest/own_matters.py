"""The citizen's own matters: cases, journal, hearings, decisions, enquiries and times."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Router

from indgang.appointments.public import bookings_of
from indgang.journey.case.public import CaseView, case, notes
from indgang.journey.coordination.public import seen_cases
from indgang.journey.decision.public import answer_hearing, decision, hearings
from indgang.journey.enquiry.public import enquiries_of, withdraw
from indgang.rest.cases import LONGEST
from indgang.rest.decisions import Decision
from indgang.rest.gate import OWN, Request, done, operation, reply
from indgang.rest.own import looked_myself, my_id
from indgang.rest.schemas import (
    Booking,
    Bookings,
    Case,
    Enquiries,
    Enquiry,
    Hearing,
    Hearings,
    Note,
    Notes,
    SeenCase,
    SeenCases,
    Taken,
    Text,
)
from indgang.shared.errors import NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["own"])


class HearingAnswer(Taken):
    """What the party has to say."""

    answer: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST)


def _own(case_id: UUID, request: Request) -> CaseView:
    """The citizen's own case, or that of somebody they speak for unless it is hidden (a hidden
    case is not told to those who speak for the citizen). Others' are not there."""
    found = case(case_id)
    told = request.actor.represents if not found.hidden else ()
    if found.citizen_id not in (request.actor.citizen_id, *told):
        raise NotFound("no_such_case", _("Vi kan ikke finde sagen."))
    return found


@operation(router, "GET", "/own/cases", gate=OWN, answer=SeenCases)
def list_own_cases(request: Request) -> HttpResponse:
    """All my cases, and those of whom I speak for."""
    found: list[SeenCase] = []
    for subject_id in request.actor.subjects:
        seen = seen_cases(
            subject_id,
            viewer=request.actor,
            purpose="own",
            at=request.at,
            language=get_language() or "da",
        )
        found += [SeenCase.model_validate(each) for each in seen.cases]
    looked_myself(request, "cases")
    return reply(SeenCases(cases=found, withheld=0))


@operation(router, "GET", "/own/cases/{case_id}", gate=OWN, answer=Case)
def read_own_case(request: Request, case_id: UUID) -> HttpResponse:
    """One of my cases."""
    found = _own(case_id, request)
    looked_myself(request, "case", case_id)
    return reply(Case.model_validate(found))


@operation(router, "GET", "/own/cases/{case_id}/notes", gate=OWN, answer=Notes)
def list_own_notes(request: Request, case_id: UUID) -> HttpResponse:
    """The journal of my case."""
    _own(case_id, request)
    looked_myself(request, "journal", case_id)
    return reply(Notes(notes=[Note.model_validate(note) for note in notes(case_id)]))


@operation(router, "GET", "/own/cases/{case_id}/hearings", gate=OWN, answer=Hearings)
def list_own_hearings(request: Request, case_id: UUID) -> HttpResponse:
    """What I am asked to answer."""
    _own(case_id, request)
    return reply(Hearings(hearings=[Hearing.model_validate(each) for each in hearings(case_id)]))


@operation(router, "GET", "/own/cases/{case_id}/decision", gate=OWN, answer=Decision)
def read_own_decision(request: Request, case_id: UUID) -> HttpResponse:
    """What was decided, and why."""
    _own(case_id, request)
    found = decision(case_id)
    if found is None:
        raise NotFound("no_such_decision", _("Sagen er ikke afgjort endnu."))
    return reply(Decision.model_validate(found))


@operation(router, "POST", "/own/hearings/{hearing_id}/answer", gate=OWN, answer=None, status=204)
def answer_own_hearing(request: Request, hearing_id: UUID, given: HearingAnswer) -> HttpResponse:
    """Answer before it is decided."""
    answer_hearing(hearing_id=hearing_id, answer=given.answer, by=request.actor, at=request.at)
    return done()


@operation(router, "GET", "/own/enquiries", gate=OWN, answer=Enquiries)
def list_own_enquiries(request: Request) -> HttpResponse:
    """What I have asked."""
    found = enquiries_of(my_id(request))
    return reply(Enquiries(enquiries=[Enquiry.model_validate(each) for each in found]))


@operation(
    router, "POST", "/own/enquiries/{enquiry_id}/withdraw", gate=OWN, answer=None, status=204
)
def withdraw_own_enquiry(request: Request, enquiry_id: UUID) -> HttpResponse:
    """I do not want it any more."""
    withdraw(enquiry_id=enquiry_id, by=request.actor, at=request.at)
    return done()


@operation(router, "GET", "/own/appointments", gate=OWN, answer=Bookings)
def list_own_appointments(request: Request) -> HttpResponse:
    """My times that are not over."""
    found = bookings_of(my_id(request), request.at)
    return reply(Bookings(appointments=[Booking.model_validate(each) for each in found]))
