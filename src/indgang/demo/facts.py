"""A case as the builders around it need it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.catalogue.public import ServiceView
from indgang.demo.families import Someone
from indgang.demo.town import Employee, Unit


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the builders around it need it."""

    case_id: UUID
    someone: Someone
    service: ServiceView
    unit: Unit
    caseworker: Employee | None
    life: str
    amount: int | None
    opened_at: datetime
    ends_at: datetime  #: when it was decided or closed, or the last that happened
    hidden: bool
