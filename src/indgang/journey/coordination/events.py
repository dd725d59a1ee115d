"""What happens in coordination, for those whom ``config/wiring.py`` names."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesDue(Event):
    """Some of those whom a reorganisation touches are still to be told."""

    reorganisation_id: UUID
