"""The room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """What the municipality does."""

    name = "indgang.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
