"""The unit's work list, and one case."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.citizens.public import citizen
from indgang.competence.public import (
    Verdict,
    explain,
    recorded_chain,
    units_that_may,
    verdict,
)
from indgang.desk.forms_case import DocumentForm, HearingAnswerForm, HearingForm, NoteForm
from indgang.desk.rules import ATTENDING, CaseStanding, NextStep, next_step
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import show
from indgang.desk.views.timeline import CaseStory, told_story
from indgang.desk.words import CASE_STATES, MESSAGE_STATES, OUTCOMES, PARTY_ROLES, REVERSAL_BODIES
from indgang.documents.public import documents_about
from indgang.journey.case.public import (
    CaseView,
    case,
    moves,
    notes,
    parties,
    states,
    work_list,
    work_sums,
)
from indgang.journey.coordination.public import picture
from indgang.journey.decision.public import (
    Draft,
    HearingView,
    checklist,
    decision,
    hearings,
    matter_of,
    reversal,
    standing_of,
)
from indgang.messages.public import messages_about
from indgang.organisation.public import organisation, unit_as_known
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound

_ROWS = 25


@page(Audience.STAFF, purpose="worklist", functions=ATTENDING)
@require_http_methods(["GET"])
def cases(request: Request) -> HttpResponse:
    """Open cases of my units, the nearest deadline first; mine or all."""
    mine = request.GET.get("vis", "alle") == "mine"
    day = day_of(request.at)
    caseworker = request.actor.person_id if mine else None
    units = request.actor.unit_ids
    sums = work_sums(units, day, caseworker_id=caseworker)
    shown = Paginator(range(sums.total), _ROWS).get_page(request.GET.get("side"))
    first = shown.object_list[0] if shown.object_list else 0
    context: dict[str, object] = {
        "here": "cases",
        "mine": mine,
        "page": shown,
        "rows": work_list(units, caseworker_id=caseworker, limit=_ROWS, offset=first),
        "states": CASE_STATES,
        "sums": sums,
        "today": day,
    }
    return show(request, "cases", context)


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case of my unit, with what I may do about it."""

    case: CaseView
    may: Verdict
    hearings: tuple[HearingView, ...]

    @property
    def open_hearing(self) -> HearingView | None:
        """The hearing that waits for an answer."""
        return next((row for row in self.hearings if row.answered_at is None), None)


def own_case(request: Request, case_id: UUID) -> CaseView:
    """The case, if my unit has it. Another unit's case is not found."""
    found = case(case_id)
    if found.unit_id not in request.actor.unit_ids:
        raise NotFound("no_such_case", _("Vi kan ikke finde sagen."))
    return found


def may_decide(request: Request, found: CaseView, draft: Draft) -> Verdict:
    """May I decide this case today, with this draft?"""
    if request.actor.person_id is None:
        raise NotFound("no_such_person", "")
    return verdict(
        request.actor.person_id,
        "decide",
        matter_of(found.kle, found.amount, draft),
        day_of(request.at),
        subject_id=found.citizen_id,
        posts=request.actor.posts,
        case_id=found.case_id,
    )


@dataclass(frozen=True, slots=True)
class Forms:
    """The small forms of the case page; one of them may carry errors."""

    note: NoteForm
    document: DocumentForm
    hearing: HearingForm
    answer: HearingAnswerForm


def blank_forms(request: Request) -> Forms:
    """The forms as they begin; a week to answer is the most common."""
    week = day_of(request.at) + timedelta(days=7)
    return Forms(
        NoteForm(),
        DocumentForm(),
        HearingForm(initial={"answer_by": week}, prefix="h"),
        HearingAnswerForm(prefix="a"),
    )


def _known(unit_id: UUID, day: date) -> str:
    """What the unit was called on the day."""
    unit = unit_as_known(unit_id, day)
    return unit.name if unit else ""


def case_context(request: Request, found: CaseView, forms: Forms) -> dict[str, object]:
    """All that the case page shows."""
    day = day_of(request.at)
    org = organisation(day)
    draft = Draft(amount=found.amount)
    may = may_decide(request, found, draft)
    heard = tuple(hearings(found.case_id))
    opened = OpenedCase(found, may, heard)
    decided = decision(found.case_id)
    undone = reversal(decided.decision_id) if decided else None
    papers = documents_about(found.case_id)
    sent = messages_about(found.case_id)
    waiting = opened.open_hearing
    step = next_step(
        CaseStanding(
            found.state,
            found.caseworker_id is not None,
            may.reason == "conflict",
            may.allowed,
            waiting.answer_by if waiting else None,
        ),
        day,
    )
    able = units_that_may("decide", may.matter, day) if step is NextStep.OTHER_UNIT else ()
    story = CaseStory(
        tuple(states(found.case_id)), tuple(notes(found.case_id)), heard, decided, papers, sent,
        tuple((row, _known(row.from_unit_id, row.on), _known(row.to_unit_id, row.on))
              for row in moves(found.case_id)),
    )  # fmt: skip
    whole = picture(
        found.citizen_id, viewer=request.actor, purpose="casework", at=request.at,
        language=get_language() or "da",
    )  # fmt: skip
    english = (get_language() or "da").startswith("en")
    return {
        "here": "cases",
        "case": found,
        "title": found.service_title_en if english else found.service_title_da,
        "state": CASE_STATES[found.state],
        "unit": org.units[found.unit_id],
        "who": citizen(found.citizen_id, day),
        "answer": explain(may, org),
        "matter": matter_of(found.kle, found.amount, draft),
        "others": [unit for unit in able if unit.unit_id != found.unit_id],
        "colleague_may": any(unit.unit_id == found.unit_id for unit in able),
        "step": step.value,
        "checks": checklist(draft, standing_of(found, may, day)) if decided is None else (),
        "waiting_hearing": waiting,
        "decided": decided,
        "decided_in": _known(decided.unit_id, day_of(decided.decided_at)) if decided else "",
        "decided_on": recorded_chain(decided.verdict_id) if decided else (),
        "outcome": OUTCOMES[decided.outcome] if decided else "",
        "undone": undone,
        "undone_by": REVERSAL_BODIES[undone.body] if undone else "",
        "entries": told_story(story),
        "papers": papers,
        "sent": [(row, MESSAGE_STATES[row.state]) for row in sent],
        "parties": [(row, PARTY_ROLES[row.role]) for row in parties(found.case_id)],
        "mine": found.caseworker_id == request.actor.person_id,
        "rest": [row for row in whole.cases if row.case_id != found.case_id],
        "can_write": found.state != "afsluttet",
        "can_hear": decided is None and waiting is None and found.state != "afsluttet",
        "today": day,
        "forms": forms,
        "form": next((form for form in vars_of(forms) if form.is_bound), forms.note),
    }


def vars_of(forms: Forms) -> tuple[NoteForm | DocumentForm | HearingForm | HearingAnswerForm, ...]:
    """The forms in the order of the page."""
    return (forms.note, forms.document, forms.hearing, forms.answer)


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["GET"])
def case_page(request: Request, case_id: UUID) -> HttpResponse:
    """One case of my unit; the look at its citizen is logged."""
    found = own_case(request, case_id)
    look_up(request, found.citizen_id, what="case", otherwise="casework", object_id=found.case_id)
    return show(request, "case", case_context(request, found, blank_forms(request)))
