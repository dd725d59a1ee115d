"""What happens in the catalogue that others hear of."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class KleChanged(Event):
    """From the day ``on`` subjects of KLE have other numbers.

    ``pairs`` are (old, new); an old number may become several. ``merged`` are new numbers that
    were subjects already. ``change_id`` is the act, for ``shared.dated``.
    """

    change_id: UUID
    on: date
    pairs: tuple[tuple[str, str], ...]
    merged: tuple[str, ...]
