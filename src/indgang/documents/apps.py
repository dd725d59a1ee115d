"""The room as a Django app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Files and letters."""

    name = "indgang.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"
