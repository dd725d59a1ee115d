"""Verbs of hearing the party (Forvaltningsloven § 19)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.journey.case.public import case, locked, write_note
from indgang.journey.decision import letters
from indgang.journey.decision.events import PartyAsked
from indgang.journey.decision.models import PartyHearing
from indgang.journey.decision.queries import decision, hearings
from indgang.journey.decision.typed import clean_text
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound, Refused


@transaction.atomic
def ask_party(*, case_id: UUID, facts: str, answer_by: date, by: Actor, at: datetime) -> UUID:
    """Tell the party of facts that weigh against them and wait for the answer (FVL § 19)."""
    locked(case_id, by)
    if answer_by <= clock.day_of(at):
        message = _("Giv borgeren mindst til i morgen. En uge er det mest almindelige.")
        raise BadInput(message, fields={"answer_by": message})
    facts = clean_text(facts, "facts")
    if not facts:
        message = _("Skriv, hvilke oplysninger borgeren skal kende og kan svare på.")
        raise BadInput(message, fields={"facts": message})
    if decision(case_id) is not None:
        raise Refused("already_decided", _("Sagen er allerede afgjort."))
    today = clock.day_of(at)
    if any(row.answered_at is None and row.answer_by >= today for row in hearings(case_id)):
        raise Refused("hearing_open", _("Borgeren er allerede hørt og har ikke svaret endnu."))
    found = case(case_id)
    row = PartyHearing.objects.create(
        case_id=case_id,
        facts=facts,
        asked_at=at,
        asked_by_id=by.employee_id,
        answer_by=answer_by,
    )
    letter = letters.hearing_letter(found, facts, answer_by, by=by, at=at)
    write_note(case_id=case_id, theme="Høring af borgeren", text=facts, by=by, at=at)
    audit.record("decision.ask_party", by=by, at=at, object_id=row.id, subject_id=found.citizen_id)
    outbox.record(
        PartyAsked(
            hearing_id=row.id,
            citizen_id=found.citizen_id,
            case_id=case_id,
            letter_id=letter,
            answer_by=answer_by.isoformat(),
        ),
        by=by,
        at=at,
    )
    return row.id


@transaction.atomic
def answer_hearing(*, hearing_id: UUID, answer: str, by: Actor, at: datetime) -> UUID:
    """The party answers, on the own page or through the desk. Returns the case's id."""
    row = PartyHearing.objects.select_for_update().filter(pk=hearing_id).first()
    if row is None:
        raise NotFound("no_such_hearing", _("Vi kan ikke finde det, du svarer på."))
    if row.answered_at is not None:
        raise Refused("hearing_answered", _("Du har allerede svaret."))
    answer = clean_text(answer, "answer")
    if not answer:
        message = _("Skriv dit svar. Har du ingen bemærkninger, så skriv det.")
        raise BadInput(message, fields={"answer": message})
    found = case(row.case_id)
    row.answered_at = at
    row.answer = answer
    row.save(update_fields=["answered_at", "answer"])
    audit.record(
        "decision.answer_hearing", by=by, at=at, object_id=row.id, subject_id=found.citizen_id
    )
    return found.case_id
