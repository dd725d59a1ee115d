"""Who has a time to come with some units: who is to be told when the units change."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from indgang.appointments.models import Booking, BookingState
from indgang.shared.clock import COPENHAGEN


def coming_guests(unit_ids: Collection[UUID], on: date) -> tuple[tuple[UUID, UUID], ...]:
    """(unit, citizen) of every time from the day ``on`` that somebody counts on, each pair once."""
    rows: Any = (
        Booking.objects.filter(
            calendar__unit_id__in=unit_ids,
            period__startswith__gte=datetime.combine(on, time.min, COPENHAGEN),
            state=BookingState.BOOKED,
            citizen__isnull=False,
        )
        .values_list("calendar__unit_id", "citizen_id")
        .distinct()
    )
    return tuple(rows)
