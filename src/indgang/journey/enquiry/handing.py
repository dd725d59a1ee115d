"""Verbs of handing over: offer, take, send back, take back."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from indgang.appointments.public import booking, cancel
from indgang.journey.enquiry import rules
from indgang.journey.enquiry.actions import (
    cleaned,
    locked,
    must_answer_for,
    state_after,
    write_step,
)
from indgang.journey.enquiry.events import (
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
    HandoverTakenBack,
)
from indgang.journey.enquiry.models import Enquiry, Handover
from indgang.shared import outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused


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
    told_as: str = "offered",
) -> UUID:
    """Offer the enquiry to another unit with the story and, if made, the appointment.

    Until it is accepted the sender still answers for it (Forvaltningsloven § 7, stk. 2).
    ``told_as`` is the step that the citizen reads: ``offered``, or ``escalated`` when it goes to
    those who may decide it.
    """
    row = locked(enquiry_id)
    must_answer_for(row, by)
    if row.citizen_id is None:
        raise Refused(
            "who_is_it",
            _("Find borgeren først. Den, der tager over, skal vide, hvem det er."),
        )
    if to_unit_id == row.responsible_unit_id:
        raise BadInput(_("Vælg en anden enhed end din egen."), fields={"to_unit": ""})
    row.state = state_after(row, "offer")
    row.save(update_fields=["state"])
    try:
        with transaction.atomic():
            given = Handover.objects.create(
                enquiry_id=row.id,
                from_unit_id=row.responsible_unit_id,
                to_unit_id=to_unit_id,
                service_id=service_code,
                story=cleaned(story, "story"),
                amount=amount,
                booking_id=booking_id,
                offered_at=at,
                offered_by_id=by.employee_id,
            )
    except IntegrityError:
        raise Refused(
            "already_handed_over", _("Henvendelsen er allerede givet videre til den enhed.")
        ) from None
    write_step(row, told_as, by=by, at=at, unit_id=to_unit_id)
    outbox.record(HandoverOffered(handover_id=given.id), by=by, at=at)
    return given.id


def _held(handover_id: UUID) -> tuple[Enquiry, Handover]:
    found = Handover.objects.filter(pk=handover_id).first()
    if found is None:
        raise NotFound("no_such_handover", _("Vi kan ikke finde overdragelsen."))
    row = locked(found.enquiry_id)  # the enquiry first: everybody locks in the same order
    return row, Handover.objects.select_for_update().get(pk=handover_id)


def _end_offer(
    row: Enquiry, given: Handover, verb: str, state: str, *, by: Actor, at: datetime
) -> None:
    """The offer ends in ``state``, and the enquiry takes the step that follows."""
    if given.state == "taken_back":
        raise Refused(
            "handover_taken_back",
            _("Afsenderen har taget den tilbage igen."),
            next_step=_("Du skal ikke gøre mere ved den."),
        )
    if given.state != "offered":
        raise Refused(
            "handover_answered",
            _("En kollega har allerede svaret på overdragelsen."),
            next_step=_("Hent siden igen, og se, hvad der er sket."),
        )
    others = list(row.handovers.exclude(pk=given.pk).values_list("state", flat=True))
    row.state = state_after(row, rules.answered_handover(verb, others))
    row.save(update_fields=["state"])
    given.state = state
    given.answered_at = at
    given.answered_by_id = by.person_id
    given.save(update_fields=["state", "reason", "answered_at", "answered_by"])


def _given_to(handover_id: UUID, by: Actor) -> tuple[Enquiry, Handover]:
    row, given = _held(handover_id)
    if given.to_unit_id not in by.unit_ids:
        raise NotAllowed("not_your_unit", _("Overdragelsen er til en anden enhed."))
    return row, given


@transaction.atomic
def accept(*, handover_id: UUID, by: Actor, at: datetime) -> None:
    """Take the enquiry over; the case begins in the same transaction."""
    row, given = _given_to(handover_id, by)
    _end_offer(row, given, "accept", "accepted", by=by, at=at)
    write_step(row, "accepted", by=by, at=at, unit_id=given.to_unit_id)
    outbox.record(HandoverAccepted(handover_id=given.id), by=by, at=at)


@transaction.atomic
def send_back(*, handover_id: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Send it back with a reason that the sender and the citizen can read."""
    row, given = _given_to(handover_id, by)
    given.reason = cleaned(reason, "reason")
    _end_offer(row, given, "return", "returned", by=by, at=at)
    write_step(row, "returned", by=by, at=at, unit_id=given.to_unit_id, note=given.reason)
    outbox.record(HandoverReturned(handover_id=given.id), by=by, at=at)


@transaction.atomic
def take_back(*, handover_id: UUID, by: Actor, at: datetime) -> None:
    """The sender takes the hand-over back while nobody has taken it.

    A time that was booked with it and has not come is given up in the same act. Raises ``Refused``
    when it is answered: then the receiver has it, and only the receiver can send it back.
    """
    row, given = _held(handover_id)
    must_answer_for(row, by)
    _end_offer(row, given, "take_back", "taken_back", by=by, at=at)
    if given.booking_id is not None:
        booked = booking(given.booking_id, at)
        if booked.state == "booked" and booked.begins > at:
            cancel(booking_id=booked.booking_id, by=by, at=at)
    write_step(row, "taken_back", by=by, at=at, unit_id=given.to_unit_id)
    outbox.record(HandoverTakenBack(handover_id=given.id), by=by, at=at)
