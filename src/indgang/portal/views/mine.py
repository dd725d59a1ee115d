"""My page: what waits for me first, then how far everything is and who has it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.access.public import Audience, Request, log_look_up, lookups_of, page
from indgang.appointments.public import bookings_of
from indgang.citizens.public import citizen
from indgang.journey.case.public import CaseView, cases_of
from indgang.journey.decision.public import HearingView, open_hearings
from indgang.journey.enquiry.public import EnquiryView, enquiries_of
from indgang.messages.public import inbox
from indgang.organisation.public import Organisation, UnitFacts, organisation
from indgang.portal import session
from indgang.portal.permissions import chosen_subject
from indgang.portal.queries import language
from indgang.portal.rules import CASE_STEP, NextStep, next_step
from indgang.portal.views.asking import people
from indgang.shared.clock import day_of

#: Enquiries that nobody works on any more are on the page for their case or answer, not here.
_UNDER_WAY = ("received", "offered")


def case_steps() -> list[str]:
    """The four steps of a case, as a citizen says them."""
    return [
        _("Vi samler oplysninger"),
        _("Vi vurderer"),
        _("Afgjort"),
        _("Vi lukker sagen"),
    ]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case on my page: how far, whose turn, by when, who has it."""

    case: CaseView
    title: str
    step: int
    next: NextStep
    unit: UnitFacts | None


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """An enquiry under way and the unit that answers for it now."""

    enquiry: EnquiryView
    unit: UnitFacts | None


def title_of(case: CaseView) -> str:
    """The case's name in the reader's language."""
    return case.service_title_en if language() == "en" else case.service_title_da


def case_line(case: CaseView, hearing: HearingView | None, org: Organisation) -> CaseLine:
    """How a case stands, for the one whose case it is."""
    return CaseLine(
        case,
        title_of(case),
        CASE_STEP[case.state],
        next_step(case.state, case.due_on, hearing.answer_by if hearing else None),
        org.units.get(case.unit_id),
    )


def page_about(request: Request, subject: UUID) -> dict[str, object]:
    """What every page under "min side" knows: whose matters, and whose one may choose."""
    choices = people(request)
    own = subject == request.actor.citizen_id
    return {
        "subject": subject,
        "own": own,
        "whose": "" if own else dict(choices).get(str(subject), ""),
        "people": choices if len(choices) > 1 else [],
        "for": "" if own else f"?for={subject}",
        "said": session.said(request),
    }


@require_safe
@page(Audience.CITIZEN)
def mine(request: Request) -> HttpResponse:
    """Everything one has here, and what comes next."""
    subject = chosen_subject(request)
    log_look_up(subject_id=subject, what="my_page", purpose="own", by=request.actor, at=request.at)
    day = day_of(request.at)
    org, about = organisation(day), citizen(subject, day)
    cases = cases_of(subject)
    waiting = open_hearings([case.case_id for case in cases])
    lines = [case_line(case, waiting.get(case.case_id), org) for case in cases]
    letters = inbox(subject)
    looked = lookups_of(subject, limit=1)
    enquiries = enquiries_of(subject)
    return render(
        request,
        "portal/mine.html",
        {
            **page_about(request, subject),
            "greeting": about.name.split(" ", 1)[0] if about.kind == "person" else about.name,
            "steps": case_steps(),
            "waiting": [
                (line, waiting[line.case.case_id])
                for line in sorted(lines, key=lambda line: str(line.next.by))
                if line.case.case_id in waiting
            ],
            "open_cases": [
                line for line in lines if line.case.state not in ("afgjort", "afsluttet")
            ],
            "done_cases": [line for line in lines if line.case.state in ("afgjort", "afsluttet")],
            "enquiries": [
                EnquiryLine(one, org.units.get(one.unit_id))
                for one in enquiries
                if one.state in _UNDER_WAY
            ],
            "answered": [one for one in enquiries if one.state not in _UNDER_WAY][:10],
            "times": bookings_of(subject, request.at),
            "unread": [one for one in letters if not one.read],
            "letters": letters[:3],
            "looked": looked[0] if looked else None,
        },
    )
