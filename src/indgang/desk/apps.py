"""The room as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The staff's pages."""

    name = "indgang.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
