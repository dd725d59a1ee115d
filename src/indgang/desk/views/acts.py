"""What is done to a case, one small form each: note, paper, hearing, taking, closing, conflict."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import record_conflict
from indgang.desk.forms_case import (
    ConflictForm,
    DocumentForm,
    HearingAnswerForm,
    HearingForm,
    NoteForm,
)
from indgang.desk.rules import ATTENDING
from indgang.desk.views.cases import Forms, blank_forms, case_context, own_case
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.documents.public import LARGEST, receive
from indgang.journey.case.public import CaseView, reach, take, write_note
from indgang.journey.decision.public import answer_hearing, ask_party, hearings
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.form_fields import show_refusal


def _do(
    request: Request, found: CaseView, action: str, act: Callable[[], None], said: str
) -> HttpResponse:
    """Do it once and show the case again."""

    def once() -> str:
        act()
        tell(request, said)
        return reverse("desk:case", args=[found.case_id])

    return go(do_once(request, f"desk.{action}", once))


def _again(request: Request, found: CaseView, forms: Forms) -> HttpResponse:
    """The case with the form as it was typed."""
    look_up(request, found.citizen_id, what="case", otherwise="casework", object_id=found.case_id)
    return show(request, "case", case_context(request, found, forms), status=422)


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def note(request: Request, case_id: UUID) -> HttpResponse:
    """Add to the journal."""
    found = own_case(request, case_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            return _do(
                request, found, "note",
                lambda: _ignore(
                    write_note(
                        case_id=case_id, by=request.actor, at=request.at, **form.cleaned_data
                    )
                ),
                _("Notatet står i journalen."),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
    return _again(request, found, replace(blank_forms(request), note=form))


def _ignore(result: object) -> None:
    """An action's id that the page has no use for."""


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def add_document(request: Request, case_id: UUID) -> HttpResponse:
    """Keep a paper on the case; the content decides what it is."""
    found = own_case(request, case_id)
    form = DocumentForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["file"]
        data = given.read(LARGEST + 1)
        try:
            return _do(
                request, found, "document",
                lambda: _ignore(
                    receive(
                        about_id=case_id, citizen_id=found.citizen_id, unit_id=found.unit_id,
                        filename=given.name, data=data, by=request.actor, at=request.at,
                    )
                ),
                _("Papiret ligger på sagen."),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
    return _again(request, found, replace(blank_forms(request), document=form))


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def take_case(request: Request, case_id: UUID) -> HttpResponse:
    """Become the caseworker."""
    found = own_case(request, case_id)
    return _do(
        request, found, "take",
        lambda: take(case_id=case_id, by=request.actor, at=request.at),
        _("Nu er det dig, der har sagen."),
    )  # fmt: skip


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def close_case(request: Request, case_id: UUID) -> HttpResponse:
    """Close a decided case."""
    found = own_case(request, case_id)
    if found.state != "afgjort":
        raise Refused(
            "not_decided", _("En sag kan først lukkes, når den er afgjort."),
            next_step=_("Hent sagen igen, og se, hvad der mangler."),
        )  # fmt: skip
    return _do(
        request, found, "close",
        lambda: reach(case_id=case_id, state="afsluttet", by=request.actor, at=request.at),
        _("Sagen er lukket."),
    )  # fmt: skip


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def hear(request: Request, case_id: UUID) -> HttpResponse:
    """Hear the party (Forvaltningsloven § 19)."""
    found = own_case(request, case_id)
    form = HearingForm(request.POST, prefix="h")
    if form.is_valid():
        try:
            return _do(
                request, found, "hear",
                lambda: _ignore(
                    ask_party(case_id=case_id, by=request.actor, at=request.at, **form.cleaned_data)
                ),
                _("Borgeren får brev om oplysningerne og kan svare."),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
    return _again(request, found, replace(blank_forms(request), hearing=form))


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def record_answer(request: Request, case_id: UUID) -> HttpResponse:
    """The party answers at the counter or on the phone."""
    found = own_case(request, case_id)
    waiting = next((row for row in hearings(case_id) if row.answered_at is None), None)
    if waiting is None:
        raise Refused(
            "hearing_answered", _("Svaret er allerede skrevet ind."),
            next_step=_("Hent sagen igen, og se svaret."),
        )  # fmt: skip
    form = HearingAnswerForm(request.POST, prefix="a")
    if form.is_valid():
        try:
            return _do(
                request, found, "answer_hearing",
                lambda: _ignore(
                    answer_hearing(
                        hearing_id=waiting.hearing_id, answer=form.cleaned_data["answer"],
                        by=request.actor, at=request.at,
                    )
                ),
                _("Borgerens svar står på sagen."),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
    return _again(request, found, replace(blank_forms(request), answer=form))


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def conflict(request: Request, case_id: UUID) -> HttpResponse:
    """I may not act in this (Forvaltningsloven § 6): the page asks once more, then records it."""
    found = own_case(request, case_id)
    person_id = request.actor.person_id
    if person_id is None:
        raise NotFound("no_such_person", "")
    look_up(request, found.citizen_id, what="case", otherwise="casework", object_id=case_id)
    form = ConflictForm(request.POST or None)
    sure = request.POST.get("sure") == "1"
    if request.method == "POST" and form.is_valid() and sure:
        return _do(
            request, found, "conflict",
            lambda: _ignore(
                record_conflict(
                    person_id=person_id, subject_id=found.citizen_id,
                    ground=form.cleaned_data["ground"], by=request.actor, at=request.at,
                    case_id=case_id if form.cleaned_data["scope"] == "case" else None,
                )
            ),
            _("Det er skrevet ned. Din leder bestemmer, hvem der tager sagen."),
        )  # fmt: skip
    asking = request.method == "POST" and form.is_valid()
    context: dict[str, object] = {
        "case": found, "form": form, "asking": asking, "here": "cases",
    }  # fmt: skip
    failed = request.method == "POST" and not asking
    return show(request, "conflict", context, status=422 if failed else 200)
