"""Verbs of messages. A message is in the database before anything is sent."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from indgang.citizens.public import citizen
from indgang.messages.delivery import CARRIERS, DeliveryAdapter, DeliveryFailedError, Envelope
from indgang.messages.events import MessageFailed, MessageQueued
from indgang.messages.models import Message, MessageState
from indgang.messages.rules import TO_BE_SENT, channel_for, step
from indgang.shared import audit, outbox
from indgang.shared.actor import SYSTEM, Actor, Scope
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.many_rows import many_rows
from indgang.shared.uuid_arrays import Moved


@transaction.atomic
def queue(
    *,
    key: str,
    citizen_id: UUID,
    subject: str,
    document_id: UUID | None = None,
    about_id: UUID | None = None,
    unit_id: UUID | None = None,
    by: Actor = SYSTEM,
    at: datetime,
) -> UUID:
    """Put a message on its way and give its id. The same ``key`` again is the same message.

    The channel is Digital Post, or paper for the exempt. Sending comes after commit. Raises
    ``NotFound`` when there is no such citizen.
    """
    if not key or len(key) > 120 or not subject or len(subject) > 200:
        raise BadInput(_("Beskeden mangler en overskrift, eller den er for lang."))
    found = citizen(citizen_id, day_of(at))
    values = {
        "citizen_id": citizen_id,
        "unit_id": unit_id,
        "channel": channel_for(digital_post=found.digital_post),
        "subject": subject,
        "document_id": document_id,
        "about_id": about_id,
        "made_at": at,
    }
    # Two at once: the database lets one in and the other finds it.
    row, new = Message.objects.get_or_create(key=key, defaults=values)
    if row.citizen_id != citizen_id:
        raise ValueError("the message's key belongs to a message to somebody else")
    if new:
        _tell("queue", row, by=by, at=at)
        outbox.record(MessageQueued(message_id=row.id), by=by, at=at)
    return row.id


@transaction.atomic
def send(
    message_id: UUID, *, adapter: DeliveryAdapter | None = None, by: Actor = SYSTEM, at: datetime
) -> str:
    """Hand a message to its carrier and give the state it is in afterwards.

    One that has been handed over is left alone. A carrier's no is kept on the message, where
    ``waiting_or_failed`` shows it until somebody sends again.
    """
    row = _locked(message_id)
    if row.state not in TO_BE_SENT:
        return str(row.state)
    carrier = adapter or CARRIERS[row.channel]
    if carrier.channel != row.channel:
        raise ValueError(f"a carrier of {carrier.channel} was given a message for {row.channel}")
    try:
        verb = carrier.hand_over(
            Envelope(row.id, row.key, row.citizen_id, row.subject, row.document_id)
        ).value
        error = ""
    except DeliveryFailedError as failure:
        verb, error = "fail", failure.code[:300]
    _take(verb, row, error=error, by=by, at=at)
    if error:
        outbox.record(MessageFailed(message_id=row.id, citizen_id=row.citizen_id), by=by, at=at)
    return str(row.state)


@transaction.atomic
def follow(*, moved: Moved, by: Actor, at: datetime) -> int:
    """Let letters under way follow what they are about (cases or enquiries).

    The new unit prints and posts them and gets those that come back. What has arrived stays: it
    says who sent it. Returns how many letters moved.
    """
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE messages_message l SET unit_id = m.got "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS m (about, was, got) "
            "WHERE l.about_id = m.about AND l.unit_id = m.was AND l.state <> 'delivered'",
            [moved.things, moved.left, moved.got],
        )
        letters: int = cursor.rowcount
    audit.record("messages.follow", by=by, at=at, detail={"letters": letters})
    return letters


@transaction.atomic
def mark_posted(message_id: UUID, *, by: Actor, at: datetime) -> None:
    """Staff say that a letter on paper is in the post. Saying it twice is saying it once."""
    if by.scope is not Scope.STAFF:
        raise NotAllowed("staff_only", _("Kun medarbejdere kan gøre dette."))
    row = _locked(message_id)
    if row.channel != "paper":
        raise Refused("not_on_paper", _("Beskeden er sendt digitalt. Den skal ikke i posten."))
    if row.state == MessageState.DELIVERED:
        return
    if row.state != MessageState.ACCEPTED:
        raise Refused("not_printed", _("Brevet er ikke klar til at blive sendt endnu."))
    _take("deliver", row, error="", by=by, at=at)


@transaction.atomic
def report_failed(message_id: UUID, *, code: str, by: Actor, at: datetime) -> None:
    """A carrier, or whoever holds the returned envelope, says that it never got there."""
    row = _locked(message_id)
    if row.state == MessageState.FAILED:
        return
    if step("fail", row.state) is None:
        raise Refused("already_there", _("Beskeden er allerede kommet frem."))
    _take("fail", row, error=code[:300], by=by, at=at)
    outbox.record(MessageFailed(message_id=row.id, citizen_id=row.citizen_id), by=by, at=at)


@transaction.atomic
def open_message(message_id: UUID, *, by: Actor, at: datetime) -> None:
    """The citizen opens a message; the first time is kept. Others who look change nothing.

    Raises ``NotFound`` when row security hides the message.
    """
    row = _locked(message_id)
    if by.scope is not Scope.CITIZEN or row.citizen_id not in by.subjects:
        return
    if row.state != MessageState.DELIVERED or row.first_read_at is not None:
        return
    row.first_read_at = at
    row.save(update_fields=["first_read_at"])
    _tell("open_message", row, by=by, at=at)


def _locked(message_id: UUID) -> Message:
    row = Message.objects.select_for_update().filter(pk=message_id).first()
    if row is None:
        raise NotFound("no_such_message", _("Vi kan ikke finde beskeden."))
    return row


def _take(verb: str, row: Message, *, error: str, by: Actor, at: datetime) -> None:
    to = step(verb, row.state)
    if to is None:
        raise ValueError(f"no step {verb} from {row.state}")
    row.state, row.last_error = to, error
    if to in (MessageState.ACCEPTED, MessageState.DELIVERED) and row.accepted_at is None:
        row.accepted_at = at
    if to == MessageState.DELIVERED:
        row.delivered_at = at
    row.save(update_fields=["state", "last_error", "accepted_at", "delivered_at"])
    _tell(verb, row, by=by, at=at)


def _tell(verb: str, row: Message, *, by: Actor, at: datetime) -> None:
    detail: dict[str, Any] = {"channel": str(row.channel), "state": str(row.state)}
    if row.last_error:
        detail["error"] = row.last_error
    audit.record(
        f"messages.{verb}",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=row.citizen_id,
        detail=detail,
    )
