"""The room as a Django app."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """What an enquiry is about."""

    name = "indgang.journey.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"
