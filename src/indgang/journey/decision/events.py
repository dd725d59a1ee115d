"""What happens when a case is heard and decided."""

from dataclasses import dataclass
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyAsked(Event):
    """The party is told of facts that weigh against them; the letter is ready to be sent."""

    hearing_id: UUID
    citizen_id: UUID
    case_id: UUID
    letter_id: UUID
    answer_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """The case is decided; the letter is ready to be sent."""

    decision_id: UUID
    citizen_id: UUID
    case_id: UUID
    letter_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """A matter was past the desk's limits and is offered to a unit that may decide it."""

    handover_id: UUID
    verdict_id: UUID
    kle: str
    reason: str
    from_unit_id: UUID
    to_unit_id: UUID
