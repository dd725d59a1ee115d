"""The ground floor as a Django app."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Clock, validity, audit, outbox, identifiers, pages."""

    name = "indgang.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"
