"""The port through which messages leave, and the two carriers that the house itself has.

A carrier for the national Digital Post (MeMo) fills the same port. Carriers are handed the
message's lasting ``key``: the same key again is the same message, so that a crash between the
sending and the writing of it never sends twice.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Outcome(StrEnum):
    """What a carrier answers when it did not refuse."""

    ACCEPTED = "accept"
    DELIVERED = "deliver"


class DeliveryFailedError(Exception):
    """The carrier did not take the message. ``code`` is a short reason without persons in it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a carrier needs to know."""

    message_id: UUID
    key: str
    citizen_id: UUID
    subject: str
    document_id: UUID | None


class DeliveryAdapter(Protocol):
    """A carrier of one channel."""

    @property
    def channel(self) -> str:
        """The channel it carries."""

    def hand_over(self, envelope: Envelope) -> Outcome:
        """Take the message; the same ``key`` twice is one message.

        Raises ``DeliveryFailedError``.
        """


class OwnMailbox:
    """The citizen's own page in Indgang: what is written is available there at once."""

    channel = "digital_post"

    def hand_over(self, envelope: Envelope) -> Outcome:
        """Available, and so received (Lov om Digital Post § 10)."""
        return Outcome.DELIVERED


class PrintQueue:
    """Paper: a person prints, folds and posts it, and says so."""

    channel = "paper"

    def hand_over(self, envelope: Envelope) -> Outcome:
        """In the pile; not delivered before somebody has posted it."""
        return Outcome.ACCEPTED


#: The carrier of each channel unless the caller names another.
CARRIERS: dict[str, DeliveryAdapter] = {"digital_post": OwnMailbox(), "paper": PrintQueue()}
