"""What this room does when it hears of an event."""

from datetime import datetime

from indgang.messages.actions import send
from indgang.messages.events import MessageQueued
from indgang.shared.actor import Actor


def send_queued(event: MessageQueued, *, by: Actor, at: datetime) -> None:
    """Hand the message to its carrier after commit. A second hearing changes nothing."""
    send(event.message_id, by=by, at=at)
