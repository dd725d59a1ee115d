"""The room as a Django app."""

from django.apps import AppConfig


class EnquiryConfig(AppConfig):
    """What somebody asked, and who answers for it."""

    name = "indgang.journey.enquiry"
    label = "enquiry"
    default_auto_field = "django.db.models.BigAutoField"
