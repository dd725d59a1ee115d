"""The room as a Django app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """What is sent to citizens, and whether it got there."""

    name = "indgang.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"
