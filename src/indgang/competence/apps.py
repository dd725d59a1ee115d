"""The room as a Django app."""

from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    """Who may decide what, when, and by which authority."""

    name = "indgang.competence"
    label = "competence"
    default_auto_field = "django.db.models.BigAutoField"
