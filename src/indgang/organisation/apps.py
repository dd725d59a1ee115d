"""The room as a Django app."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Units, posts and people in time."""

    name = "indgang.organisation"
    label = "organisation"
    default_auto_field = "django.db.models.BigAutoField"
