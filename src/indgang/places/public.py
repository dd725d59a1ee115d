"""The door of ``places``: where to come in, and when."""

from indgang.places.actions import (
    begin_management,
    join_management,
    leave_management,
    set_chair,
)
from indgang.places.addresses import FormerAddress, addresses_of, former_addresses
from indgang.places.days_off import days_off
from indgang.places.doors import door_after
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
from indgang.places.sites import (
    ManagementView,
    RoomView,
    SiteView,
    management_of,
    managements_on,
    rooms_at,
    site_on,
    sites_on,
)
from indgang.shared.danish_order import danish_order

__all__ = [
    "SERVING",
    "EntranceKind",
    "EntranceView",
    "FormerAddress",
    "HoursFacts",
    "ManagementView",
    "OpenState",
    "RoomView",
    "SiteView",
    "addresses_of",
    "begin_management",
    "danish_order",
    "days_off",
    "districts",
    "door_after",
    "entrance",
    "entrances",
    "former_addresses",
    "instants",
    "join_management",
    "joined",
    "leave_management",
    "management_of",
    "managements_on",
    "metres",
    "nearest_open",
    "open_state",
    "openings",
    "rooms_at",
    "set_chair",
    "site_on",
    "sites_on",
]
