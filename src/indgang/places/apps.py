"""The room as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Where people come in."""

    name = "indgang.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
