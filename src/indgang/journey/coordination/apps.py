"""The room as a Django app."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """One picture of the citizen."""

    name = "indgang.journey.coordination"
    label = "coordination"
    default_auto_field = "django.db.models.BigAutoField"
