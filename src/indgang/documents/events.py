"""What happens to documents, for those whom ``config/wiring.py`` names."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReceived(Event):
    """Somebody handed in a file on a case or an enquiry."""

    document_id: UUID
    about_id: UUID
    citizen_id: UUID | None
    unit_id: UUID
