"""What happens to enquiries."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryReceived(Event):
    """Somebody asked for something and has a receipt."""

    enquiry_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverOffered(Event):
    """One unit has offered an enquiry to another; the sender still answers for it."""

    handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverAccepted(Event):
    """The receiving unit has taken it; a case begins in the same transaction."""

    handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReturned(Event):
    """The receiving unit has sent it back with a reason."""

    handover_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverTakenBack(Event):
    """The sender has taken an offer back before anybody took it."""

    handover_id: UUID
