"""The room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, purposes, consents and the log of look-ups."""

    name = "indgang.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"
