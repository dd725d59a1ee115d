"""Verbs of hearing and deciding. A decision is written in one place only: ``_write``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.catalogue.public import service
from indgang.competence.public import (
    Matter,
    NotCompetentError,
    Verdict,
    kroner,
    record_verdict,
)
from indgang.journey.case.public import CaseView, case, locked, notes, open_case, reach, write_note
from indgang.journey.decision import letters
from indgang.journey.decision.events import DecisionMade
from indgang.journey.decision.models import Decision, HearingException, Outcome
from indgang.journey.decision.queries import decision, hearings
from indgang.journey.decision.rules import Check, Draft, Hearing, Standing, checklist
from indgang.journey.decision.typed import clean_text
from indgang.journey.enquiry.public import enquiry, mark_decided
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, Refused
from indgang.shared.identifiers import uuid7

#: The database's largest whole number of kroner.
_MOST = 2**31 - 1


class GatesClosedError(BadInput):
    """One or more gates are not passed; ``checks`` is the whole list."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        missing = [check for check in checks if not check.passed]
        super().__init__(
            " ".join(str(check.gate.missing) for check in missing),
            fields={check.gate.field: str(check.gate.missing) for check in missing},
        )
        self.code = "gates_closed"
        self.checks = checks


def matter_of(kle: str, applied: int | None, draft: Draft) -> Matter:
    """What competence is asked about. The larger of what is applied for and what is granted
    counts, so that a large application is not cut to fit a small authority."""
    amounts = [amount for amount in (applied, draft.amount) if amount is not None]
    return Matter(kle, max(amounts) if amounts else None, draft.outcome, draft.complexity)


def standing_of(found: CaseView, verdict: Verdict, at: date) -> Standing:
    """What the gates look at, read for one case."""
    return Standing(
        at=at,
        hearings=tuple(
            Hearing(row.answer_by, row.answered_at is not None) for row in hearings(found.case_id)
        ),
        has_journal=bool(notes(found.case_id)),
        competent=verdict.allowed or verdict.reason == "conflict",
        conflict=verdict.reason == "conflict",
        applied=found.amount,
    )


def _amount(amount: int | None, field: str) -> None:
    if amount is not None and amount < 0:
        message = _("Beløbet kan ikke være under nul.")
        raise BadInput(message, fields={field: message})
    if amount is not None and amount > _MOST:
        message = _("Beløbet er for stort.")
        raise BadInput(message, fields={field: message})


def _authorised(
    matter: Matter,
    unit_id: UUID,
    subject_id: UUID,
    by: Actor,
    at: datetime,
    act: Callable[[Verdict, UUID], UUID],
    *,
    case_id: UUID | None = None,
) -> UUID:
    """Ask competence, keep the answer, and act only on a yes. A no is kept too, with its audit.

    The authority must be that of the unit that answers for the case (``unit_id``).
    """
    with transaction.atomic():
        verdict, record_id = record_verdict(
            by=by,
            action="decide",
            matter=matter,
            subject_id=subject_id,
            at=at,
            unit_id=unit_id,
            case_id=case_id,
        )
        if verdict.allowed:
            return act(verdict, record_id)
        audit.record(
            "decision.refused_competence",
            by=by,
            at=at,
            object_id=record_id,
            subject_id=subject_id,
            detail={"reason": verdict.reason.value, "kle": matter.kle},
        )
    raise NotCompetentError(verdict, record_id)


def decide(*, case_id: UUID, draft: Draft, version: int | None, by: Actor, at: datetime) -> UUID:
    """Decide a case through the gates. Returns the decision's id.

    Raises ``NotCompetentError`` (kept in the audit), ``GatesClosedError``, or ``Refused`` when a
    colleague was faster.
    """
    found = case(case_id)
    draft = _cleaned(draft)
    matter = matter_of(found.kle, found.amount, draft)

    def act(verdict: Verdict, record_id: UUID) -> UUID:
        return _write(found, draft, version, verdict, record_id, by, at)

    return _authorised(matter, found.unit_id, found.citizen_id, by, at, act, case_id=found.case_id)


def decide_at_desk(
    *,
    enquiry_id: UUID,
    service_code: str,
    applied: int | None,
    draft: Draft,
    by: Actor,
    at: datetime,
) -> UUID:
    """Decide an uncomplicated enquiry there and then: case, decision and letter in one act.

    Borgerservicecenterloven § 2 and the desk's own tasks or dispensation; the verdict says which.
    """
    asked = enquiry(enquiry_id)
    citizen_id = asked.citizen_id
    if citizen_id is None:
        raise Refused("who_is_it", _("Find borgeren, før du afgør noget."))
    what = service(service_code)
    _amount(applied, "applied")
    draft = _cleaned(draft)

    def act(verdict: Verdict, record_id: UUID) -> UUID:
        opened = open_case(
            citizen_id=citizen_id,
            service_code=service_code,
            unit_id=asked.unit_id,
            story=asked.text,
            amount=applied,
            enquiry_id=enquiry_id,
            by=by,
            at=at,
        )
        decided = _write(case(opened.case_id), draft, None, verdict, record_id, by, at)
        mark_decided(enquiry_id=enquiry_id, service_code=service_code, by=by, at=at)
        return decided

    matter = matter_of(what.kle, applied, draft)
    return _authorised(matter, asked.unit_id, citizen_id, by, at, act)


def _cleaned(draft: Draft) -> Draft:
    """The draft as it can be kept. A refusal gives no amount, whatever the form still held."""
    _amount(draft.amount, "amount")
    if draft.hearing_exception not in HearingException.values:
        message = _("Vælg, om borgeren er hørt.")
        raise BadInput(message, fields={"hearing_exception": message})
    return replace(
        draft,
        amount=None if draft.outcome == Outcome.REFUSED else draft.amount,
        facts=clean_text(draft.facts, "facts"),
        rules=clean_text(draft.rules, "rules"),
        considerations=clean_text(draft.considerations, "considerations"),
        complaint=clean_text(draft.complaint, "complaint"),
    )


def _within_limit(found: CaseView, draft: Draft, verdict: Verdict) -> None:
    """Authority up to a limit is held against it: what is left out is not small."""
    if verdict.complexity is not None and draft.complexity is None:
        message = _("Vælg, hvor meget der er at vurdere. Det afgør, om du må.")
        raise BadInput(message, fields={"complexity": message})
    known = draft.amount is not None or found.amount is not None
    if verdict.limit is None or known or draft.outcome == Outcome.REFUSED:
        return
    message = _("Skriv beløbet. Du må kun afgøre op til %(limit)s") % {
        "limit": kroner(verdict.limit)
    }
    raise BadInput(message, fields={"amount": message})


def _write(
    found: CaseView,
    draft: Draft,
    version: int | None,
    verdict: Verdict,
    record_id: UUID,
    by: Actor,
    at: datetime,
) -> UUID:
    """The one place where a decision comes to be."""
    with transaction.atomic():
        row = locked(found.case_id, by)
        earlier = decision(found.case_id)
        if earlier is not None:
            raise Refused(
                "already_decided",
                _("Sagen er allerede afgjort af %(name)s.") % {"name": earlier.decided_by},
                next_step=_("Åbn sagen igen for at se afgørelsen."),
            )
        if version is not None and version != row.version:
            locked(found.case_id, by, version=version)
        checks = checklist(draft, standing_of(found, verdict, clock.day_of(at)))
        if not all(check.passed for check in checks):
            raise GatesClosedError(checks)
        _within_limit(found, draft, verdict)
        decision_id = uuid7()
        letter = letters.decision_letter(found, draft, by=by, at=at)
        Decision.objects.create(
            id=decision_id,
            case_id=found.case_id,
            outcome=draft.outcome,
            amount=draft.amount,
            facts=draft.facts,
            rules=draft.rules,
            considerations=draft.considerations,
            complaint=draft.complaint,
            hearing_exception=draft.hearing_exception,
            verdict_id=record_id,
            decided_at=at,
            decided_by_id=by.employee_id,
            unit_id=found.unit_id,
            letter_id=letter,
        )
        reach(case_id=found.case_id, state="afgjort", by=by, at=at)
        write_note(
            case_id=found.case_id,
            theme="Afgørelse",
            text=draft.considerations or "Sagen er afgjort, som borgeren bad om.",
            by=by,
            at=at,
        )
        audit.record(
            "decision.decide",
            by=by,
            at=at,
            object_id=decision_id,
            subject_id=found.citizen_id,
            detail={"outcome": draft.outcome, "verdict": str(record_id)},
        )
        outbox.record(
            DecisionMade(
                decision_id=decision_id,
                citizen_id=found.citizen_id,
                case_id=found.case_id,
                letter_id=letter,
            ),
            by=by,
            at=at,
        )
        return decision_id
