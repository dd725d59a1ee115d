"""What happens to messages, for those whom ``config/wiring.py`` names."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageQueued(Event):
    """A message is to be sent when this transaction is committed."""

    message_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFailed(Event):
    """A carrier did not take a message; it waits for somebody."""

    message_id: UUID
    citizen_id: UUID
