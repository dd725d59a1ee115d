"""Past its limits the desk hands over: one act, to the unit that may (demands E10, E11 and O4).

A no that comes from where authority ends (amount, outcome, complexity, no grant) is no dead end:
what was typed goes warm to a unit that may decide it, and nothing is decided. A no that comes from
the person (a conflict of interest) stays a no: who is barred takes no part, not by handing over
either (Forvaltningsloven § 3, stk. 3).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from indgang.citizens.public import citizen
from indgang.competence.public import (
    NotCompetentError,
    Reason,
    Verdict,
    has_conflict,
    kroner,
)
from indgang.journey.decision.actions import decide_at_desk
from indgang.journey.decision.events import Escalated
from indgang.journey.decision.models import Escalation
from indgang.journey.decision.receivers import Receiver, receivers
from indgang.journey.decision.rules import Draft
from indgang.journey.enquiry.public import EnquiryView, enquiry, hand_over
from indgang.shared import audit, outbox
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of

#: A no where authority ends, and not a no about the person.
HANDED_ON = frozenset(
    {
        Reason.NO_GRANT,
        Reason.CHAIN_BROKEN,
        Reason.ACTION,
        Reason.NOT_TAKEN_UP,
        Reason.OUTCOME,
        Reason.COMPLEXITY,
        Reason.AMOUNT,
    }
)


@dataclass(frozen=True, slots=True)
class SentOn:
    """What was past the desk's limits and is offered to a unit that may decide it.

    ``limit`` is the desk's own in whole kroner, when it was the amount.
    """

    handover_id: UUID
    to_unit_id: UUID
    to_unit: str
    reason: Reason
    limit: int | None


@dataclass(frozen=True, slots=True)
class EscalationCount:
    """How often a desk was past its limits; ``taken_back`` of them were not meant."""

    sent: int
    taken_back: int


def decide_or_escalate(
    *,
    enquiry_id: UUID,
    service_code: str,
    applied: int | None,
    draft: Draft,
    by: Actor,
    at: datetime,
) -> UUID | SentOn:
    """Decide at the desk, or hand over to those who may. Gives the decision's id, or what was sent.

    Raises as ``decide_at_desk`` does: ``NotCompetentError`` when nobody else may either, or when
    the person is barred.
    """
    try:
        return decide_at_desk(
            enquiry_id=enquiry_id,
            service_code=service_code,
            applied=applied,
            draft=draft,
            by=by,
            at=at,
        )
    except NotCompetentError as no:
        to = goes_to(enquiry_id=enquiry_id, verdict=no.verdict, by=by, at=at)
        if to is None:
            raise
        return _send_on(enquiry(enquiry_id), service_code, draft, no, to, by, at)


def goes_to(*, enquiry_id: UUID, verdict: Verdict, by: Actor, at: datetime) -> Receiver | None:
    """The unit that an enquiry with this no goes to; ``None`` when it goes nowhere by itself."""
    asked = enquiry(enquiry_id)
    if verdict.reason not in HANDED_ON or asked.citizen_id is None:
        return None
    if has_conflict(by.employee_id, asked.citizen_id):
        return None
    found = receivers(
        verdict.matter,
        at,
        without=frozenset({asked.unit_id}),
        district=citizen(asked.citizen_id, day_of(at)).district,
    )
    return next((unit for unit in found if unit.may_decide), None)


def _send_on(
    asked: EnquiryView,
    service_code: str,
    draft: Draft,
    no: NotCompetentError,
    to: Receiver,
    by: Actor,
    at: datetime,
) -> SentOn:
    verdict = no.verdict
    limit = verdict.limit if verdict.reason is Reason.AMOUNT else None
    with transaction.atomic():
        given = hand_over(
            enquiry_id=asked.enquiry_id,
            to_unit_id=to.unit_id,
            service_code=service_code,
            story=story_of(asked.text, draft, verdict.reason, limit),
            amount=verdict.matter.amount,
            told_as="escalated",
            by=by,
            at=at,
        )
        Escalation.objects.create(
            handover_id=given,
            verdict_id=no.record_id,
            kle=verdict.matter.kle,
            reason=verdict.reason.value,
            limit=limit,
            from_unit_id=asked.unit_id,
            at=at,
        )
        audit.record(
            "decision.escalate",
            by=by,
            at=at,
            object_id=given,
            subject_id=asked.citizen_id,
            detail={
                "reason": verdict.reason.value,
                "kle": verdict.matter.kle,
                "verdict": str(no.record_id),
                "to": str(to.unit_id),
            },
        )
        event = Escalated(
            handover_id=given,
            verdict_id=no.record_id,
            kle=verdict.matter.kle,
            reason=verdict.reason.value,
            from_unit_id=asked.unit_id,
            to_unit_id=to.unit_id,
        )
        outbox.record(event, by=by, at=at)
    return SentOn(given, to.unit_id, to.name, verdict.reason, limit)


def story_of(said: str, draft: Draft, reason: Reason, limit: int | None) -> str:
    """The hand-over's story: the citizen's words, what the desk typed, and why it comes.

    What the desk would have answered is left out: the answer is the receiver's to give, and the
    citizen reads the story.
    """
    typed = (
        ("Oplysninger, som skranken har skrevet", draft.facts),
        ("Regler, som skranken har set på", draft.rules),
        ("Skrankens overvejelser (ikke en afgørelse)", draft.considerations),
    )
    parts = [said, *(f"{title}: {text.strip()}" for title, text in typed if text.strip())]
    if reason is Reason.AMOUNT and limit is not None:
        why = f"beløbet er over skrankens grænse på {kroner(limit)}"
    elif reason is Reason.OUTCOME:
        why = "skranken ikke må give det svar, sagen kalder på."
    elif reason is Reason.COMPLEXITY:
        why = "der er mere at vurdere, end skranken må afgøre."
    else:
        why = "skranken ikke må afgøre den slags."
    return "\n\n".join([*parts, f"Givet videre, fordi {why}"])


def escalation_of(handover_id: UUID) -> tuple[Reason, int | None] | None:
    """Why the hand-over came by itself, and the desk's limit; ``None`` when somebody chose it."""
    row = Escalation.objects.filter(handover_id=handover_id).first()
    return None if row is None else (Reason(row.reason), row.limit)


def escalations(
    unit_ids: Collection[UUID], *, since: datetime, until: datetime
) -> Mapping[str, EscalationCount]:
    """How often these desks were past their limits in ``[since, until)``, by subject (KLE)."""
    rows = (
        Escalation.objects.filter(from_unit_id__in=unit_ids, at__gte=since, at__lt=until)
        .values("kle")
        .annotate(sent=Count("id"), back=Count("id", filter=Q(handover__state="taken_back")))
    )
    return {row["kle"]: EscalationCount(row["sent"], row["back"]) for row in rows}
