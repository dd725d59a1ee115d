"""The room as a Django app."""

from django.apps import AppConfig


class ReorganisationConfig(AppConfig):
    """Planned changes of the organisation: draft, preview, check, enact."""

    name = "indgang.reorganisation"
    label = "reorganisation"
    default_auto_field = "django.db.models.BigAutoField"
