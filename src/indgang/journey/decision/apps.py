"""The room as a Django app."""

from django.apps import AppConfig


class DecisionConfig(AppConfig):
    """Hearing of parties and decisions."""

    name = "indgang.journey.decision"
    label = "decision"
    default_auto_field = "django.db.models.BigAutoField"
