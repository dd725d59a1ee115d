"""The door of ``appointments``: free times, and what is done with them."""

from indgang.appointments.actions import TimeTaken, book, cancel, mark_met, move
from indgang.appointments.affected import coming_guests
from indgang.appointments.events import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMoved,
)
from indgang.appointments.invitation import calendar_file
from indgang.appointments.queries import (
    BookingView,
    FreeTime,
    booking,
    booking_by_code,
    bookings_at,
    bookings_of,
    free_times,
)

__all__ = [
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMoved",
    "BookingView",
    "FreeTime",
    "TimeTaken",
    "book",
    "booking",
    "booking_by_code",
    "bookings_at",
    "bookings_of",
    "calendar_file",
    "cancel",
    "coming_guests",
    "free_times",
    "mark_met",
    "move",
]
