"""The door of ``catalogue``."""

from indgang.catalogue.actions import load_services
from indgang.catalogue.queries import (
    ServiceText,
    ServiceView,
    deadline_days,
    deadlines,
    service,
    services,
)
from indgang.catalogue.source import Decider, ServiceEntry, deciders, service_entries

__all__ = [
    "Decider",
    "ServiceEntry",
    "ServiceText",
    "ServiceView",
    "deadline_days",
    "deadlines",
    "deciders",
    "load_services",
    "service",
    "service_entries",
    "services",
]
