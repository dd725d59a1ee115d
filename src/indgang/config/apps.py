"""The top floor as a Django app: connects the wiring when everything is loaded."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses and the wiring of events."""

    name = "indgang.config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect who listens to what."""
        from indgang.config import wiring
        from indgang.config.jobs import defer_delivery
        from indgang.shared import outbox

        wiring.fill_ports()
        outbox.wiring.connect(wiring.WIRES, defer=defer_delivery)
