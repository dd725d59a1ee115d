"""Reads of a site as its leaders see it: rooms, and who steers it together (demand O3)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.places.models import Entrance, JointManagement, JointMember, Room, Site
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound
from indgang.shared.validity_fields import to_days


@dataclass(frozen=True, slots=True)
class SiteView:
    """A house with a door to the street, and the units that receive people there on the day."""

    site_id: UUID
    key: str
    name: str
    address: str
    district: str
    step_free: bool
    unit_ids: frozenset[UUID]
    synthetic: bool


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room; ``unit_id`` is ``None`` when all at the site share it. ``area`` in square metres."""

    room_id: UUID
    name: str
    unit_id: UUID | None
    area: int | None
    seats: int | None


@dataclass(frozen=True, slots=True)
class ManagementView:
    """Those who steer a site together on a day. ``members`` pairs a unit with its first day."""

    management_id: UUID
    site_id: UUID
    name: str
    chair_unit_id: UUID
    agreement: str
    since: date
    ends: date | None
    members: tuple[tuple[UUID, date], ...]
    synthetic: bool

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The units whose leaders sit in it."""
        return frozenset(unit for unit, _since in self.members)


def _view(row: Any, units: frozenset[UUID]) -> SiteView:
    return SiteView(
        row.id,
        row.key,
        row.name,
        row.address,
        row.district,
        row.step_free,
        units,
        row.synthetic,
    )


def sites_on(at: date) -> tuple[SiteView, ...]:
    """Every site of the day, by name."""
    units: dict[UUID, set[UUID]] = {}
    for site_id, unit_id in Entrance.objects.valid_at(at).values_list("site_id", "unit_id"):
        units.setdefault(site_id, set()).add(unit_id)
    found = [_view(row, frozenset(units.get(row.id, ()))) for row in Site.objects.valid_at(at)]
    return tuple(sorted(found, key=lambda site: danish_order(site.name)))


def site_on(site_id: UUID, at: date) -> SiteView:
    """One site as it is on the day. Raises ``NotFound``."""
    row = Site.objects.valid_at(at).filter(pk=site_id).first()
    if row is None:
        raise NotFound("no_such_site", "")
    units = Entrance.objects.valid_at(at).filter(site_id=site_id).values_list("unit_id", flat=True)
    return _view(row, frozenset(units))


def rooms_at(site_id: UUID, at: date) -> tuple[RoomView, ...]:
    """The rooms of a site on the day, by name."""
    rows = Room.objects.valid_at(at).filter(site_id=site_id)
    found = [RoomView(row.id, row.name, row.unit_id, row.area, row.seats) for row in rows]
    return tuple(sorted(found, key=lambda room: danish_order(room.name)))


def managements_on(at: date) -> dict[UUID, ManagementView]:
    """The joint management of each site that has one on the day."""
    members: dict[UUID, list[tuple[UUID, date]]] = {}
    for row in JointMember.objects.valid_at(at):
        begins = to_days(row.validity).begins
        members.setdefault(row.management_id, []).append((row.unit_id, begins))
    found = {}
    for row in JointManagement.objects.valid_at(at):
        days = to_days(row.validity)
        found[row.site_id] = ManagementView(
            row.id,
            row.site_id,
            row.name,
            row.chair_unit_id,
            row.agreement,
            days.begins,
            days.ends,
            tuple(sorted(members.get(row.id, ()), key=lambda member: member[1])),
            row.synthetic,
        )
    return found


def management_of(site_id: UUID, at: date) -> ManagementView | None:
    """Who steers the site together on the day; ``None`` when nobody does."""
    return managements_on(at).get(site_id)
