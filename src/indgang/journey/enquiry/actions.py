"""Verbs of enquiries."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from indgang.journey.enquiry import rules
from indgang.journey.enquiry.events import (
    EnquiryReceived,
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
)
from indgang.journey.enquiry.models import Enquiry, EnquiryStep, Handover
from indgang.shared import audit, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import spoken_number


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person gets: the number to come back with."""

    enquiry_id: UUID
    number: str


def _cleaned(text: str, field: str) -> str:
    try:
        return rules.clean_text(text)
    except rules.TextProblemError as error:
        if error.problem == "long":
            message = _(
                "Teksten er for lang. Skriv det vigtigste med højst 20.000 tegn. "
                "Resten kan du vedhæfte som en fil."
            )
        else:
            message = _("Skriv med dine egne ord, hvad det handler om.")
        raise BadInput(message, fields={field: message}) from None


def _locked(enquiry_id: UUID) -> Enquiry:
    row = Enquiry.objects.select_for_update().filter(pk=enquiry_id).first()
    if row is None:
        raise NotFound("no_such_enquiry", _("Vi kan ikke finde henvendelsen."))
    return row


def _step(row: Enquiry, verb: str) -> str:
    try:
        return rules.after(row.state, verb)
    except rules.NoSuchStepError:
        raise Refused(
            "enquiry_moved_on",
            _("Henvendelsen er allerede behandlet af en anden."),
            next_step=_("Hent siden igen, og se, hvad der er sket."),
        ) from None


def _note(
    row: Enquiry, verb: str, *, by: Actor, at: datetime, unit_id: UUID | None, note: str = ""
) -> None:
    EnquiryStep.objects.create(
        enquiry_id=row.id, at=at, verb=verb, unit_id=unit_id, person_id=by.person_id, note=note
    )
    audit.record(f"enquiry.{verb}", by=by, at=at, object_id=row.id, subject_id=row.citizen_id)


def _must_answer_for(row: Enquiry, by: Actor) -> None:
    if row.responsible_unit_id not in by.unit_ids:
        raise NotAllowed("not_your_unit", _("En anden enhed har ansvaret for henvendelsen."))


@transaction.atomic
def ask(
    *,
    text: str,
    channel: str,
    unit_id: UUID,
    language: str,
    by: Actor,
    at: datetime,
    citizen_id: UUID | None = None,
    contact: str = "",
) -> Receipt:
    """Take in a wish in the person's own words; it is stored before the answer says so.

    ``unit_id`` answers for it until somebody else has taken it.
    """
    row = Enquiry.objects.create(
        number=spoken_number("H"),
        citizen_id=citizen_id,
        contact=contact.strip()[:200],
        channel=channel,
        language=language,
        text=_cleaned(text, "text"),
        received_at=at,
        responsible_unit_id=unit_id,
        registered_by_id=by.person_id,
    )
    _note(row, "received", by=by, at=at, unit_id=unit_id)
    outbox.record(EnquiryReceived(enquiry_id=row.id), by=by, at=at)
    return Receipt(row.id, row.number)


@transaction.atomic
def mark_urgent(*, enquiry_id: UUID, kind: str, by: Actor, at: datetime) -> None:
    """Put the enquiry in front of the list (triage found danger in it)."""
    row = _locked(enquiry_id)
    row.urgent = kind
    row.save(update_fields=["urgent"])
    audit.record("enquiry.mark_urgent", by=by, at=at, object_id=row.id, detail={"kind": kind})


@transaction.atomic
def answer(
    *, enquiry_id: UUID, answer: str, by: Actor, at: datetime, service_code: str = ""
) -> None:
    """Guidance is given and was enough (Forvaltningsloven § 7)."""
    row = _locked(enquiry_id)
    _must_answer_for(row, by)
    row.state = _step(row, "answer")
    row.answer = _cleaned(answer, "answer")
    row.service_id = service_code or row.service_id
    row.save(update_fields=["state", "answer", "service"])
    _note(row, "answered", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def hand_over(
    *,
    enquiry_id: UUID,
    to_unit_id: UUID,
    service_code: str,
    story: str,
    by: Actor,
    at: datetime,
    amount: int | None = None,
    booking_id: UUID | None = None,
) -> UUID:
    """Offer the enquiry to another unit with the story and, if made, the appointment.

    Until it is accepted the sender still answers for it (Forvaltningsloven § 7, stk. 2).
    """
    row = _locked(enquiry_id)
    _must_answer_for(row, by)
    if row.citizen_id is None:
        raise Refused(
            "who_is_it",
            _("Find borgeren først. Den, der tager over, skal vide, hvem det er."),
        )
    if to_unit_id == row.responsible_unit_id:
        raise BadInput(_("Vælg en anden enhed end din egen."), fields={"to_unit": ""})
    row.state = _step(row, "offer")
    row.save(update_fields=["state"])
    try:
        with transaction.atomic():
            given = Handover.objects.create(
                enquiry_id=row.id,
                from_unit_id=row.responsible_unit_id,
                to_unit_id=to_unit_id,
                service_id=service_code,
                story=_cleaned(story, "story"),
                amount=amount,
                booking_id=booking_id,
                offered_at=at,
                offered_by_id=by.employee_id,
            )
    except IntegrityError:
        raise Refused(
            "already_handed_over", _("Henvendelsen er allerede givet videre til den enhed.")
        ) from None
    _note(row, "offered", by=by, at=at, unit_id=to_unit_id)
    outbox.record(HandoverOffered(handover_id=given.id), by=by, at=at)
    return given.id


def _answer_handover(
    *, handover_id: UUID, verb: str, state: str, reason: str, by: Actor, at: datetime
) -> tuple[Enquiry, Handover]:
    found = Handover.objects.filter(pk=handover_id).first()
    if found is None:
        raise NotFound("no_such_handover", _("Vi kan ikke finde overdragelsen."))
    row = _locked(found.enquiry_id)  # the enquiry first: everybody locks in the same order
    given = Handover.objects.select_for_update().get(pk=handover_id)
    if given.to_unit_id not in by.unit_ids:
        raise NotAllowed("not_your_unit", _("Overdragelsen er til en anden enhed."))
    if given.state != "offered":
        raise Refused(
            "handover_answered",
            _("En kollega har allerede svaret på overdragelsen."),
            next_step=_("Hent siden igen, og se, hvad der er sket."),
        )
    others = list(row.handovers.exclude(pk=given.pk).values_list("state", flat=True))
    row.state = _step(row, rules.answered_handover(verb, others))
    row.save(update_fields=["state"])
    given.state = state
    given.reason = reason
    given.answered_at = at
    given.answered_by_id = by.person_id
    given.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    return row, given


@transaction.atomic
def accept(*, handover_id: UUID, by: Actor, at: datetime) -> None:
    """Take the enquiry over; the case begins in the same transaction."""
    row, given = _answer_handover(
        handover_id=handover_id, verb="accept", state="accepted", reason="", by=by, at=at
    )
    _note(row, "accepted", by=by, at=at, unit_id=given.to_unit_id)
    outbox.record(HandoverAccepted(handover_id=given.id), by=by, at=at)


@transaction.atomic
def send_back(*, handover_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Send it back with a reason that the sender and the citizen can read."""
    row, given = _answer_handover(
        handover_id=handover_id,
        verb="return",
        state="returned",
        reason=_cleaned(reason, "reason"),
        by=by,
        at=at,
    )
    _note(row, "returned", by=by, at=at, unit_id=given.to_unit_id, note=given.reason)
    outbox.record(HandoverReturned(handover_id=given.id), by=by, at=at)


@transaction.atomic
def mark_decided(*, enquiry_id: UUID, service_code: str, by: Actor, at: datetime) -> None:
    """The enquiry is decided at the desk; called in the transaction that decides."""
    row = _locked(enquiry_id)
    _must_answer_for(row, by)
    row.state = _step(row, "decide")
    row.service_id = service_code
    row.save(update_fields=["state", "service"])
    _note(row, "decided", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def name_the_citizen(*, enquiry_id: UUID, citizen_id: UUID, by: Actor, at: datetime) -> None:
    """The desk has found out who asked; the enquiry joins the citizen's whole."""
    row = _locked(enquiry_id)
    _must_answer_for(row, by)
    if row.citizen_id is not None and row.citizen_id != citizen_id:
        raise Refused("other_citizen", _("Henvendelsen hører allerede til en anden borger."))
    row.citizen_id = citizen_id
    row.save(update_fields=["citizen"])
    _note(row, "named", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def withdraw(*, enquiry_id: UUID, by: Actor, at: datetime) -> None:
    """The citizen does not want it any more."""
    row = _locked(enquiry_id)
    if row.citizen_id is None or row.citizen_id not in by.subjects:
        raise NotFound("no_such_enquiry", _("Vi kan ikke finde henvendelsen."))
    row.state = _step(row, "withdraw")
    row.save(update_fields=["state"])
    _note(row, "withdrawn", by=by, at=at, unit_id=row.responsible_unit_id)
