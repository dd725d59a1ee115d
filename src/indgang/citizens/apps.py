"""The room as a Django app."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    """Whom the municipality serves."""

    name = "indgang.citizens"
    label = "citizens"
    default_auto_field = "django.db.models.BigAutoField"
