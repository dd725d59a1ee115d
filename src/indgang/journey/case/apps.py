"""The room as a Django app."""

from django.apps import AppConfig


class CaseConfig(AppConfig):
    """Cases, journal, parties and deadlines."""

    name = "indgang.journey.case"
    label = "case"
    default_auto_field = "django.db.models.BigAutoField"
