"""What has happened to a reorganisation. Identifiers and days only."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorganisationEnacted(Event):
    """It is signed: its dated rows are written and hold from the day ``on``."""

    reorganisation_id: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorganisationTookEffect(Event):
    """Its day has come: cases, enquiries and calendars have moved."""

    reorganisation_id: UUID
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReorganisationUndone(Event):
    """It was taken back before its day: every row is as it was."""

    reorganisation_id: UUID
    on: date
