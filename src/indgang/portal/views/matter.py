"""One case and one enquiry, as the one whose matter it is reads them."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indgang.access.public import Audience, Request, log_look_up, page
from indgang.competence.public import kroner
from indgang.documents.public import DocumentView, documents_about
from indgang.journey.case.public import CaseView, case, moves, notes, states
from indgang.journey.decision.public import (
    DecisionView,
    HearingView,
    answer_hearing,
    decision,
    hearings,
)
from indgang.journey.enquiry.public import (
    EnquiryView,
    HandoverView,
    StepView,
    enquiry,
    handovers_of,
    steps,
    withdraw,
)
from indgang.organisation.public import organisation, unit_as_known
from indgang.portal import session
from indgang.portal.forms import HearingForm
from indgang.portal.queries import language, unit_of
from indgang.portal.views.asking import attach
from indgang.portal.views.kept import forget, once_per_form
from indgang.portal.views.mine import case_line, case_steps, page_about
from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.components import TimelineEntry
from indgang.shared.errors import BadInput, NotFound


def _case_of(request: Request, case_id: UUID) -> CaseView:
    """The case, if it is the asker's own or somebody's they speak for. Everybody else's: 404."""
    try:
        found = case(case_id)
    except NotFound:
        raise _nothing("no_such_case") from None
    if found.citizen_id not in request.actor.subjects:
        raise _nothing("no_such_case")
    return found


def _nothing(code: str) -> NotFound:
    return NotFound(
        code,
        _("Vi kan ikke finde den side, eller du har ikke adgang til den."),
        next_step=_("Gå til din side, og find den derfra."),
    )


def _reached(state: str) -> str:
    return {
        "opstaaet": _("Vi oprettede din sag"),
        "oplyst": _("Vi har de oplysninger, vi skal bruge"),
        "afgjort": _("Vi afgjorde din sag"),
        "afsluttet": _("Sagen blev lukket"),
    }.get(state, state)


def _story(
    found: CaseView,
    heard: list[HearingView],
    papers: tuple[DocumentView, ...],
) -> list[TimelineEntry]:
    """What has happened and what comes, the newest first."""
    entries: list[tuple[datetime, TimelineEntry]] = [
        (at, TimelineEntry(at, _reached(state))) for state, at in states(found.case_id)
    ]
    for move in moves(found.case_id):
        unit = unit_as_known(move.to_unit_id, move.on)
        if unit is not None and move.from_unit_id != move.to_unit_id:
            at = datetime.combine(move.on, time.min, COPENHAGEN)
            said = _("%(unit)s fik din sag, da vores afdelinger blev lagt om")
            entries.append((at, TimelineEntry(at, said % {"unit": unit.name})))
    for one in heard:
        entries.append(
            (one.asked_at, TimelineEntry(one.asked_at, _("Vi bad om dit svar"), by=one.asked_by))
        )
        if one.answered_at is not None:
            entries.append(
                (one.answered_at, TimelineEntry(one.answered_at, _("Du svarede"), one.answer))
            )
    for paper in papers:
        title = _("Du sendte en fil") if paper.kind == "received" else _("Vi sendte et brev")
        link = reverse("portal:document", args=[paper.document_id])
        entries.append(
            (
                paper.added_at,
                TimelineEntry(paper.added_at, title, href=link, link_text=paper.title),
            )
        )
    entries.sort(key=lambda pair: pair[0], reverse=True)
    waits = next((one.answer_by for one in heard if one.answered_at is None), None)
    coming: list[TimelineEntry] = []
    if found.state in ("opstaaet", "oplyst"):
        if found.due_on is not None:
            coming.append(
                TimelineEntry(found.due_on, _("Senest her får du svar fra os"), is_future=True)
            )
        if waits is not None:
            coming.append(TimelineEntry(waits, _("Sidste dag for dit svar"), is_future=True))
    coming.sort(key=lambda entry: entry.at, reverse=True)
    return [*coming, *(entry for _at, entry in entries)]


def _result(made: DecisionView | None) -> str:
    if made is None:
        return ""
    amount = kroner(made.amount) if made.amount is not None else ""
    if made.outcome == "refused":
        return _("Nej. Du får ikke det, du søgte om.")
    if made.outcome == "partly":
        if amount:
            return _("Delvist ja. Du får %(amount)s") % {"amount": amount}
        return _("Delvist ja. Du får noget af det, du søgte om.")
    if amount:
        return _("Ja. Du får %(amount)s") % {"amount": amount}
    return _("Ja. Du får det, du søgte om.")


def _case_page(
    request: Request, found: CaseView, form: HearingForm | None, status: int = 200
) -> HttpResponse:
    heard = hearings(found.case_id)
    waits = next((one for one in heard if one.answered_at is None), None)
    papers = documents_about(found.case_id)
    made = decision(found.case_id)
    return render(
        request,
        "portal/case.html",
        {
            **page_about(request, found.citizen_id),
            "line": case_line(found, waits, organisation(day_of(request.at))),
            "steps": case_steps(),
            "hearing": waits,
            "form": form or HearingForm(),
            "decision": made,
            "result": _result(made),
            "story": _story(found, heard, papers),
            "journal": notes(found.case_id),
            "papers": papers,
        },
        status=status,
    )


@require_safe
@page(Audience.CITIZEN)
def case_page(request: Request, case_id: UUID) -> HttpResponse:
    """What happened, what comes next, whose turn it is and by when; the journal in full."""
    found = _case_of(request, case_id)
    log_look_up(
        subject_id=found.citizen_id,
        what="case",
        purpose="own",
        object_id=case_id,
        by=request.actor,
        at=request.at,
    )
    return _case_page(request, found, None)


@require_POST
@page(Audience.CITIZEN)
def answer(request: Request, case_id: UUID) -> HttpResponse:
    """Answer a hearing, with a file if need be."""
    found = _case_of(request, case_id)
    form = HearingForm(request.POST, request.FILES)
    if not form.is_valid():
        return _case_page(request, found, form, status=422)
    waits = next((one for one in hearings(case_id) if one.answered_at is None), None)
    back = reverse("portal:case", args=[case_id])

    def take() -> str:
        if waits is None:
            raise NotFound("no_such_hearing", _("Der er ikke noget, du skal svare på i den sag."))
        answer_hearing(
            hearing_id=waits.hearing_id,
            answer=form.cleaned_data["answer"],
            by=request.actor,
            at=request.at,
        )
        attach(
            form,
            about_id=case_id,
            citizen_id=found.citizen_id,
            unit_id=found.unit_id,
            request=request,
        )
        return back

    try:
        once_per_form(request, "portal.answer_hearing", take)
    except BadInput as wrong:
        for field, reason in (wrong.fields or {"answer": wrong.message}).items():
            form.add_error(field if field in form.fields else None, reason)
        return _case_page(request, found, form, status=wrong.status)
    forget(request)
    session.say(request, _("Tak. Vi har fået dit svar og læser det, før vi afgør sagen."))
    return HttpResponseRedirect(back)


def _enquiry_of(request: Request, enquiry_id: UUID) -> EnquiryView:
    try:
        found = enquiry(enquiry_id)
    except NotFound:
        raise _nothing("no_such_enquiry") from None
    if found.citizen_id is None or found.citizen_id not in request.actor.subjects:
        raise _nothing("no_such_enquiry")
    return found


def _happened(step: StepView, unit: str) -> str:
    said = {
        "received": _("%(unit)s fik din henvendelse"),
        "answered": _("%(unit)s svarede dig"),
        "offered": _("Vi bad %(unit)s om at tage over"),
        "accepted": _("%(unit)s tog over"),
        "returned": _("%(unit)s gav den tilbage"),
        "escalated": _("Vi bad %(unit)s om at tage over, for de må afgøre det"),
        "taken_back": _("Vi tog den tilbage fra %(unit)s igen"),
        "moved": _("%(unit)s fik den, da vores afdelinger blev lagt om"),
        "decided": _("%(unit)s afgjorde den"),
        "named": _("Vi skrev dit navn på"),
        "withdrawn": _("Du trak den tilbage"),
    }
    return said.get(step.verb, step.verb) % {"unit": unit or _("Kommunen")}


def _handed(one: HandoverView, request: Request) -> dict[str, object]:
    unit = unit_of(one.to_unit_id, request.at)
    return {
        "title": one.service_title_en if language() == "en" else one.service_title_da,
        "unit": unit.name if unit else "",
        "phone": unit.phone if unit else "",
        "state": one.state,
        "meets_at": one.meets_at,
        "reason": one.reason,
    }


@require_safe
@page(Audience.CITIZEN)
def enquiry_page(request: Request, enquiry_id: UUID) -> HttpResponse:
    """What one asked, who has it now, and what has happened to it."""
    found = _enquiry_of(request, enquiry_id)
    subject = found.citizen_id
    if subject is None:
        raise NotFound("no_such_enquiry", "")
    log_look_up(
        subject_id=subject,
        what="enquiry",
        purpose="own",
        object_id=enquiry_id,
        by=request.actor,
        at=request.at,
    )
    told = []
    for step in steps(enquiry_id):
        unit = unit_as_known(step.unit_id, day_of(step.at)) if step.unit_id else None
        told.append(
            TimelineEntry(
                step.at, _happened(step, unit.name if unit else ""), step.note, step.person
            )
        )
    return render(
        request,
        "portal/own_enquiry.html",
        {
            **page_about(request, subject),
            "enquiry": found,
            "unit": unit_of(found.unit_id, request.at),
            "story": list(reversed(told)),
            "handovers": [_handed(one, request) for one in handovers_of(enquiry_id)],
            "papers": documents_about(enquiry_id),
        },
    )


@require_POST
@page(Audience.CITIZEN)
def withdraw_it(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Take the enquiry back, as long as nobody has acted on it."""
    found = _enquiry_of(request, enquiry_id)
    back = reverse("portal:enquiry", args=[enquiry_id])

    def take() -> str:
        withdraw(enquiry_id=found.enquiry_id, by=request.actor, at=request.at)
        return back

    once_per_form(request, "portal.withdraw", take)
    session.say(request, _("Din henvendelse er trukket tilbage. Vi gør ikke mere ved den."))
    return HttpResponseRedirect(back)
