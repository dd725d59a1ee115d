"""What happens to bookings, for those whom ``config/wiring.py`` names."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.shared.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked(Event):
    """Somebody has a time. ``citizen_id`` is empty when they did not say who they are."""

    booking_id: UUID
    calendar_id: UUID
    citizen_id: UUID | None
    begins: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMoved(Event):
    """A booking got another time or calendar."""

    booking_id: UUID
    calendar_id: UUID
    citizen_id: UUID | None
    begins: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled(Event):
    """A booking was given up; its time is free."""

    booking_id: UUID
    citizen_id: UUID | None
