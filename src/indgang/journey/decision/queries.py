"""Reads of hearings and decisions (row security lets only the unit and the citizen at them)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from indgang.journey.decision.models import Decision, PartyHearing
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class HearingView:
    """A hearing of the party."""

    hearing_id: UUID
    case_id: UUID
    facts: str
    asked_at: datetime
    asked_by: str
    answer_by: date
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with the verdict it rests on."""

    decision_id: UUID
    case_id: UUID
    outcome: str
    amount: int | None
    facts: str
    rules: str
    considerations: str
    complaint: str
    decided_at: datetime
    decided_by: str
    unit_id: UUID
    letter_id: UUID | None
    verdict_id: UUID


def hearings(case_id: UUID) -> list[HearingView]:
    """The hearings of a case, oldest first."""
    rows = (
        PartyHearing.objects.filter(case_id=case_id).select_related("asked_by").order_by("asked_at")
    )
    return [
        HearingView(
            row.id,
            row.case_id,
            row.facts,
            row.asked_at,
            row.asked_by.name,
            row.answer_by,
            row.answered_at,
            row.answer,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class AnsweredHearing:
    """A party's answer that somebody should read."""

    case_id: UUID
    number: str
    citizen_name: str
    answered_at: datetime


def hearings_answered(
    unit_ids: frozenset[UUID], *, since: datetime, limit: int = 50
) -> list[AnsweredHearing]:
    """Answers to these units' undecided cases since an instant, newest first."""
    rows = PartyHearing.objects.filter(
        case__responsible_unit_id__in=unit_ids,
        case__state__in=["opstaaet", "oplyst"],
        answered_at__gte=since,
    ).order_by("-answered_at")
    columns = ("case_id", "case__number", "case__citizen__name", "answered_at")
    return [AnsweredHearing(*row) for row in rows.values_list(*columns)[:limit]]


def open_hearings(case_ids: list[UUID]) -> dict[UUID, HearingView]:
    """The newest hearing of each case that waits for the party's answer."""
    rows = (
        PartyHearing.objects.filter(case_id__in=case_ids, answered_at=None)
        .select_related("asked_by")
        .order_by("asked_at")
    )
    return {
        row.case_id: HearingView(
            row.id,
            row.case_id,
            row.facts,
            row.asked_at,
            row.asked_by.name,
            row.answer_by,
            None,
            "",
        )
        for row in rows
    }


def case_decided_by(decision_id: UUID) -> UUID:
    """The case of a decision. Raises ``NotFound``."""
    row = Decision.objects.filter(pk=decision_id).values_list("case_id", flat=True).first()
    if row is None:
        raise NotFound("no_such_decision", "")
    return row


def decision(case_id: UUID) -> DecisionView | None:
    """The decision of a case, if there is one that the asker may read."""
    row = Decision.objects.filter(case_id=case_id).select_related("decided_by").first()
    if row is None:
        return None
    return DecisionView(
        row.id,
        row.case_id,
        row.outcome,
        row.amount,
        row.facts,
        row.rules,
        row.considerations,
        row.complaint,
        row.decided_at,
        row.decided_by.name,
        row.unit_id,
        row.letter_id,
        row.verdict_id,
    )
