"""Verbs of enquiries; handing over has a file of its own (``handing``)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.journey.enquiry import rules
from indgang.journey.enquiry.events import EnquiryReceived
from indgang.journey.enquiry.models import Enquiry, EnquiryStep
from indgang.shared import audit, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import spoken_number


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the person gets: the number to come back with."""

    enquiry_id: UUID
    number: str


def cleaned(text: str, field: str) -> str:
    """What a person typed, as it can be kept. Raises ``BadInput`` for the form's ``field``."""
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


def locked(enquiry_id: UUID) -> Enquiry:
    """The enquiry, held until the transaction ends. Raises ``NotFound``."""
    row = Enquiry.objects.select_for_update().filter(pk=enquiry_id).first()
    if row is None:
        raise NotFound("no_such_enquiry", _("Vi kan ikke finde henvendelsen."))
    return row


def state_after(row: Enquiry, verb: str) -> str:
    """The state after the verb. Raises ``Refused`` when the step is not lawful any more."""
    try:
        return rules.after(row.state, verb)
    except rules.NoSuchStepError:
        raise Refused(
            "enquiry_moved_on",
            _("Henvendelsen er allerede behandlet af en anden."),
            next_step=_("Hent siden igen, og se, hvad der er sket."),
        ) from None


def write_step(
    row: Enquiry, verb: str, *, by: Actor, at: datetime, unit_id: UUID | None, note: str = ""
) -> None:
    """Add to what has happened to the enquiry, for the citizen and the audit."""
    EnquiryStep.objects.create(
        enquiry_id=row.id, at=at, verb=verb, unit_id=unit_id, person_id=by.person_id, note=note
    )
    audit.record(f"enquiry.{verb}", by=by, at=at, object_id=row.id, subject_id=row.citizen_id)


def must_answer_for(row: Enquiry, by: Actor) -> None:
    """Only those of the unit that answers for the enquiry. Raises ``NotAllowed``."""
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
        text=cleaned(text, "text"),
        received_at=at,
        responsible_unit_id=unit_id,
        registered_by_id=by.person_id,
    )
    write_step(row, "received", by=by, at=at, unit_id=unit_id)
    outbox.record(EnquiryReceived(enquiry_id=row.id), by=by, at=at)
    return Receipt(row.id, row.number)


@transaction.atomic
def mark_urgent(*, enquiry_id: UUID, kind: str, by: Actor, at: datetime) -> None:
    """Put the enquiry in front of the list (triage found danger in it)."""
    row = locked(enquiry_id)
    row.urgent = kind
    row.save(update_fields=["urgent"])
    audit.record("enquiry.mark_urgent", by=by, at=at, object_id=row.id, detail={"kind": kind})


@transaction.atomic
def answer(
    *, enquiry_id: UUID, answer: str, by: Actor, at: datetime, service_code: str = ""
) -> None:
    """Guidance is given and was enough (Forvaltningsloven § 7)."""
    row = locked(enquiry_id)
    must_answer_for(row, by)
    row.state = state_after(row, "answer")
    row.answer = cleaned(answer, "answer")
    row.service_id = service_code or row.service_id
    row.save(update_fields=["state", "answer", "service"])
    write_step(row, "answered", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def mark_decided(*, enquiry_id: UUID, service_code: str, by: Actor, at: datetime) -> None:
    """The enquiry is decided at the desk; called in the transaction that decides."""
    row = locked(enquiry_id)
    must_answer_for(row, by)
    row.state = state_after(row, "decide")
    row.service_id = service_code
    row.save(update_fields=["state", "service"])
    write_step(row, "decided", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def name_the_citizen(*, enquiry_id: UUID, citizen_id: UUID, by: Actor, at: datetime) -> None:
    """The desk has found out who asked; the enquiry joins the citizen's whole."""
    row = locked(enquiry_id)
    must_answer_for(row, by)
    if row.citizen_id is not None and row.citizen_id != citizen_id:
        raise Refused("other_citizen", _("Henvendelsen hører allerede til en anden borger."))
    row.citizen_id = citizen_id
    row.save(update_fields=["citizen"])
    write_step(row, "named", by=by, at=at, unit_id=row.responsible_unit_id)


@transaction.atomic
def withdraw(*, enquiry_id: UUID, by: Actor, at: datetime) -> None:
    """The citizen does not want it any more."""
    row = locked(enquiry_id)
    if row.citizen_id is None or row.citizen_id not in by.subjects:
        raise NotFound("no_such_enquiry", _("Vi kan ikke finde henvendelsen."))
    row.state = state_after(row, "withdraw")
    row.save(update_fields=["state"])
    write_step(row, "withdrawn", by=by, at=at, unit_id=row.responsible_unit_id)
