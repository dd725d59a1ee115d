"""What happens to cases."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A unit has begun to answer for a matter."""

    case_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(Event):
    """Nothing more is to be done in the case."""

    case_id: UUID
