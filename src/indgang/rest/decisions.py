"""Hearing the party and deciding a case, through the gates and within competence."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from indgang.journey.decision.public import Draft, ask_party, decide, decision, hearings
from indgang.rest import keys
from indgang.rest.cases import LONGEST, own_case
from indgang.rest.citizens import looked
from indgang.rest.entrance import made
from indgang.rest.gate import CASEWORK, Request, operation, reply
from indgang.rest.schemas import MOST_KRONER, Hearing, Hearings, Made, Shown, Taken, Text
from indgang.shared.errors import NotFound
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["cases"])


class NewHearing(Taken):
    """The facts that weigh against the party, and by when to answer."""

    facts: Text = classified(Privacy.SENSITIVE, min_length=1, max_length=LONGEST)
    answer_by: date = classified(Privacy.PERSONAL)


class DecisionDraft(Taken):
    """A decision as it is proposed. ``amount``: what is granted, in whole kroner. ``complexity``:
    how much there is to weigh, 1 (the rules give the answer) to 3; needed where authority has a
    limit to it."""

    outcome: Literal["granted", "partly", "refused"] = classified(Privacy.SENSITIVE)
    amount: int | None = classified(Privacy.SENSITIVE, default=None, ge=0, le=MOST_KRONER)
    facts: Text = classified(Privacy.SENSITIVE, default="", max_length=LONGEST)
    rules: Text = classified(Privacy.SENSITIVE, default="", max_length=LONGEST)
    considerations: Text = classified(Privacy.SENSITIVE, default="", max_length=LONGEST)
    complaint: Text = classified(Privacy.SENSITIVE, default="", max_length=4_000)
    hearing_exception: Literal["", "no_new_facts", "fully_granted", "urgent"] = classified(
        Privacy.SENSITIVE, default=""
    )
    complexity: int | None = classified(Privacy.INTERNAL, default=None, ge=1, le=3)

    def draft(self) -> Draft:
        """As the gates read it."""
        return Draft(
            outcome=self.outcome,
            amount=self.amount,
            facts=self.facts,
            rules=self.rules,
            considerations=self.considerations,
            complaint=self.complaint,
            hearing_exception=self.hearing_exception,
            complexity=self.complexity,
        )


class CaseDecision(DecisionDraft):
    """A decision of a case. ``version``: the one that was read; if a colleague was faster since,
    nothing is decided."""

    version: int | None = classified(Privacy.TECHNICAL, default=None, ge=1, le=MOST_KRONER)


class Decision(Shown):
    """A decision with its reasons."""

    decision_id: UUID = classified(Privacy.TECHNICAL)
    case_id: UUID = classified(Privacy.TECHNICAL)
    outcome: str = classified(Privacy.SENSITIVE)
    amount: int | None = classified(Privacy.SENSITIVE)
    facts: str = classified(Privacy.SENSITIVE)
    rules: str = classified(Privacy.SENSITIVE)
    considerations: str = classified(Privacy.SENSITIVE)
    complaint: str = classified(Privacy.PUBLIC)
    decided_at: datetime = classified(Privacy.PERSONAL)
    decided_by: str = classified(Privacy.PERSONAL)
    letter_id: UUID | None = classified(Privacy.TECHNICAL)
    verdict_id: UUID = classified(Privacy.TECHNICAL)


@operation(
    router, "GET", "/cases/{case_id}/hearings", gate=CASEWORK, answer=Hearings, asks_purpose=True
)
def list_hearings(request: Request, case_id: UUID) -> HttpResponse:
    """What the party was asked and has answered."""
    found = own_case(case_id, request)
    looked(request, found.citizen_id, "hearings", case_id)
    return reply(Hearings(hearings=[Hearing.model_validate(each) for each in hearings(case_id)]))


@operation(
    router,
    "POST",
    "/cases/{case_id}/hearings",
    gate=CASEWORK,
    answer=Made,
    status=201,
    creates=True,
)
def hear_party(request: Request, case_id: UUID, new: NewHearing) -> HttpResponse:
    """Let the party know and answer (Forvaltningsloven § 19)."""

    def act() -> str:
        own_case(case_id, request)
        return str(
            ask_party(
                case_id=case_id,
                facts=new.facts,
                answer_by=new.answer_by,
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, f"rest.hear_party:{case_id}", act)), 201)


@operation(
    router, "GET", "/cases/{case_id}/decision", gate=CASEWORK, answer=Decision, asks_purpose=True
)
def read_decision(request: Request, case_id: UUID) -> HttpResponse:
    """The decision, when there is one."""
    found = own_case(case_id, request)
    made_one = decision(case_id)
    if made_one is None:
        raise NotFound("no_such_decision", _("Sagen er ikke afgjort endnu."))
    looked(request, found.citizen_id, "decision", case_id)
    return reply(Decision.model_validate(made_one))


@operation(
    router,
    "POST",
    "/cases/{case_id}/decision",
    gate=CASEWORK,
    answer=Made,
    status=201,
    creates=True,
    competence=True,
)
def decide_case(request: Request, case_id: UUID, given: CaseDecision) -> HttpResponse:
    """Decide through the gates, within competence."""

    def act() -> str:
        own_case(case_id, request)
        return str(
            decide(
                case_id=case_id,
                draft=given.draft(),
                version=given.version,
                by=request.actor,
                at=request.at,
            )
        )

    return reply(made(keys.once(request, f"rest.decide:{case_id}", act)), 201)
