"""The room as a Django app."""

from django.apps import AppConfig


class WaysConfig(AppConfig):
    """Ways of working, and which unit has taken which into use (demand O8)."""

    name = "indgang.ways"
    label = "ways"
    default_auto_field = "django.db.models.BigAutoField"
