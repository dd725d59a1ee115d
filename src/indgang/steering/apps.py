"""The room as a Django app."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """Leaders' pages: the organisation in time, reorganisations, who may decide."""

    name = "indgang.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
