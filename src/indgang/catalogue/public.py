"""The door of ``catalogue``."""

from indgang.catalogue.actions import load_services
from indgang.catalogue.events import KleChanged
from indgang.catalogue.kle_change import KleChange, change_kle
from indgang.catalogue.kle_import import KleDifference, KleImport, import_kle
from indgang.catalogue.kle_numbers import KleNumbers, kle_numbers
from indgang.catalogue.kle_services import ServiceRenumbered, WithoutNumber, renumber_services
from indgang.catalogue.kle_subjects import KleView, kle_subject
from indgang.catalogue.queries import (
    ServiceText,
    ServiceView,
    deadline_days,
    deadlines,
    kle_titles,
    service,
    services,
)
from indgang.catalogue.source import Decider, ServiceEntry, deciders, service_entries

__all__ = [
    "Decider",
    "KleChange",
    "KleChanged",
    "KleDifference",
    "KleImport",
    "KleNumbers",
    "KleView",
    "ServiceEntry",
    "ServiceRenumbered",
    "ServiceText",
    "ServiceView",
    "WithoutNumber",
    "change_kle",
    "deadline_days",
    "deadlines",
    "deciders",
    "import_kle",
    "kle_numbers",
    "kle_subject",
    "kle_titles",
    "load_services",
    "renumber_services",
    "service",
    "service_entries",
    "services",
]
