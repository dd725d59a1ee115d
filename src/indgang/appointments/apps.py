"""The room as a Django app."""

from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Calendars and bookings."""

    name = "indgang.appointments"
    label = "appointments"
    default_auto_field = "django.db.models.BigAutoField"
