"""The door of ``places``: where to come in, and when."""

from indgang.places.days_off import days_off
from indgang.places.models import EntranceKind
from indgang.places.queries import (
    SERVING,
    EntranceView,
    districts,
    entrance,
    entrances,
    nearest_open,
)
from indgang.places.rules import (
    HoursFacts,
    OpenState,
    instants,
    joined,
    metres,
    open_state,
    openings,
)
from indgang.shared.danish_order import danish_order

__all__ = [
    "SERVING",
    "EntranceKind",
    "EntranceView",
    "HoursFacts",
    "OpenState",
    "danish_order",
    "days_off",
    "districts",
    "entrance",
    "entrances",
    "instants",
    "joined",
    "metres",
    "nearest_open",
    "open_state",
    "openings",
]
