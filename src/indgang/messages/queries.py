"""Reads of messages. Row security decides which there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from indgang.messages.models import Message, MessageChannel, MessageState


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as its citizen and the desk see it. ``read`` is whether the citizen opened it."""

    message_id: UUID
    citizen_id: UUID
    unit_id: UUID | None
    channel: str
    state: str
    subject: str
    document_id: UUID | None
    about_id: UUID | None
    made_at: datetime
    accepted_at: datetime | None
    delivered_at: datetime | None
    first_read_at: datetime | None
    last_error: str

    @property
    def read(self) -> bool:
        """Has the citizen opened it?"""
        return self.first_read_at is not None


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A letter that somebody must print and post.

    ``address`` is the real one also when it is ``address_protected``: it belongs on the envelope
    and nowhere else.
    """

    message_id: UUID
    unit_id: UUID | None
    subject: str
    document_id: UUID | None
    citizen_id: UUID
    name: str
    address: str
    address_protected: bool
    since: datetime


_COLUMNS = (
    *("citizen_id", "unit_id", "channel", "state", "subject", "document_id", "about_id"),
    *("made_at", "accepted_at", "delivered_at", "first_read_at", "last_error"),
)


def _views(rows: Any) -> tuple[MessageView, ...]:
    return tuple(
        MessageView(message_id=row.pop("id"), **row) for row in rows.values("id", *_COLUMNS)
    )


def inbox(citizen_id: UUID) -> tuple[MessageView, ...]:
    """What the citizen has got, newest first; what is still on its way is not shown."""
    rows = Message.objects.filter(citizen_id=citizen_id, state=MessageState.DELIVERED)
    return _views(rows.order_by("-made_at", "-id"))


def messages_about(about_id: UUID) -> tuple[MessageView, ...]:
    """Every message on a case or an enquiry, oldest first, with how far it got."""
    return _views(Message.objects.filter(about_id=about_id).order_by("made_at", "id"))


def waiting_or_failed(unit_ids: Collection[UUID] | None = None) -> tuple[MessageView, ...]:
    """What has not left or came back, oldest first; it stays here until it has left.

    ``unit_ids`` keeps those of these units; ``None`` means all.
    """
    rows = Message.objects.filter(state__in=[MessageState.QUEUED, MessageState.FAILED])
    return _views(_of(rows, unit_ids).order_by("made_at", "id"))


def print_queue(unit_ids: Collection[UUID] | None = None) -> tuple[PrintJob, ...]:
    """Letters on paper that wait to be posted, oldest first."""
    rows = Message.objects.filter(channel=MessageChannel.PAPER, state=MessageState.ACCEPTED)
    people = ("citizen__name", "citizen__address", "citizen__address_protected")
    found = _of(rows, unit_ids).order_by("made_at", "id").values("id", *_COLUMNS, *people)
    return tuple(
        PrintJob(
            message_id=row["id"],
            unit_id=row["unit_id"],
            subject=row["subject"],
            document_id=row["document_id"],
            citizen_id=row["citizen_id"],
            name=row["citizen__name"],
            address=row["citizen__address"],
            address_protected=row["citizen__address_protected"],
            since=row["made_at"],
        )
        for row in found
    )


def _of(rows: Any, unit_ids: Collection[UUID] | None) -> Any:
    return rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)
