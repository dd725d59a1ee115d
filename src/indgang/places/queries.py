"""Where people can come in, with the opening hours as they are at the moment asked about."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from indgang.organisation.public import Organisation, kle_covers, organisation
from indgang.places.days_off import days_off
from indgang.places.models import Entrance, EntranceKind, OpeningHours, Site
from indgang.places.rules import (
    HORIZON,
    HoursFacts,
    OpenState,
    metres,
    open_state,
    order_of_call,
    units_below,
)
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound
from indgang.shared.validity_fields import to_days

#: Where a citizen can be served; the democratic entrances are asked for by name.
SERVING = frozenset({EntranceKind.SERVICES.value, EntranceKind.CASES.value})
_ROLES = ("ansvarlig", "udfoerende")


@dataclass(frozen=True, slots=True)
class EntranceView:
    """An entrance as somebody who must go there needs it.

    ``distance`` is in metres as the crow flies, ``None`` when it was not asked for or the site's
    place is not known. ``sign`` is what stands over the door when that is not the unit's name.
    ``hours`` are those of the day asked about and later.
    """

    entrance_id: UUID
    site_id: UUID
    site_name: str
    address: str
    district: str
    unit_id: UUID
    unit_key: str
    unit_name: str
    phone: str
    kind: str
    sign: str
    step_free: bool
    latitude: float | None
    longitude: float | None
    state: OpenState
    hours: tuple[HoursFacts, ...]
    distance: int | None
    synthetic: bool

    @property
    def open(self) -> bool:
        """Is it open at the moment asked about?"""
        return self.state.open


def entrances(
    at: datetime,
    *,
    service_kle: str | None = None,
    district: str | None = None,
    near: tuple[float, float] | None = None,
    unit_ids: frozenset[UUID] | None = None,
    kinds: Collection[str] = SERVING,
) -> tuple[EntranceView, ...]:
    """The entrances that fit, open ones first (the nearest of them), then the next to open.

    ``service_kle`` keeps those whose unit, or a unit above it, has the subject as its task (the
    most exact responsibility that has an entrance wins). ``unit_ids`` keeps the entrances of these
    units themselves. ``near`` is (latitude, longitude) in degrees.
    """
    day = day_of(at)
    org = organisation(day)
    rows = Entrance.objects.valid_at(day).filter(site__validity__contains=day, kind__in=kinds)
    if district is not None:
        rows = rows.filter(site__district=district)
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    found = list(rows.select_related("site"))
    if service_kle is not None:
        fitting = _units_with_task(org, service_kle, {row.unit_id for row in found})
        found = [row for row in found if row.unit_id in fitting]
    return _views(found, org, at, near)


def nearest_open(
    at: datetime,
    *,
    near: tuple[float, float] | None = None,
    district: str | None = None,
    service_kle: str | None = None,
    unit_ids: frozenset[UUID] | None = None,
) -> EntranceView | None:
    """The first entrance to go to: open and nearest, else the next to open; ``None`` if none."""
    found = entrances(at, near=near, district=district, service_kle=service_kle, unit_ids=unit_ids)
    return next((view for view in found if view.open or view.state.opens_at), None)


def entrance(entrance_id: UUID, at: datetime) -> EntranceView:
    """One entrance as it is on the day. Raises ``NotFound``."""
    day = day_of(at)
    rows = Entrance.objects.valid_at(day).filter(pk=entrance_id).select_related("site")
    found = _views(list(rows), organisation(day), at, None)
    if not found:
        raise NotFound("no_such_entrance", "")
    return found[0]


def districts(at: datetime) -> tuple[str, ...]:
    """The districts that have a site on the day, in Danish order."""
    names = (
        Site.objects.valid_at(day_of(at)).exclude(district="").values_list("district", flat=True)
    )
    return tuple(sorted(set(names), key=danish_order))


def _units_with_task(org: Organisation, kle: str, with_door: set[UUID]) -> frozenset[UUID]:
    """Of the units with a door, those that have the task themselves or from a unit above.

    For each role the most exact task that reaches a door counts, so that a whole
    administration's range does not drown the one office that the subject belongs to.
    """
    parents = {unit.unit_id: unit.parent_id for unit in org.units.values()}
    found: set[UUID] = set()
    for role in _ROLES:
        levels: dict[int, set[UUID]] = defaultdict(set)
        for task in org.tasks:
            if task.role == role and kle_covers(task.kle, kle):
                levels[len(task.kle)].add(task.unit_id)
        for exactness in sorted(levels, reverse=True):
            reached = units_below(frozenset(levels[exactness]), parents) & with_door
            if reached:
                found |= reached
                break
    return frozenset(found)


def _hours(entrance_ids: list[UUID], at: datetime) -> Mapping[UUID, list[HoursFacts]]:
    day = day_of(at)
    rows = OpeningHours.objects.filter(
        entrance_id__in=entrance_ids, validity__endswith__isnull=True
    ) | OpeningHours.objects.filter(entrance_id__in=entrance_ids, validity__endswith__gt=day)
    found: dict[UUID, list[HoursFacts]] = defaultdict(list)
    for row in rows.order_by("weekday", "opens"):
        found[row.entrance_id].append(
            HoursFacts(row.weekday, row.opens, row.closes, to_days(row.validity))
        )
    return found


def _views(
    rows: list[Any], org: Organisation, at: datetime, near: tuple[float, float] | None
) -> tuple[EntranceView, ...]:
    day = day_of(at)
    hours = _hours([row.id for row in rows], at)
    off = days_off(day, day + timedelta(days=HORIZON), get_language() or "da")
    views = []
    for row in rows:
        site, unit = row.site, org.units.get(row.unit_id)
        if unit is None:
            continue  # the unit has ended; its door leads nowhere
        known = None if None in (site.latitude, site.longitude) else (site.latitude, site.longitude)
        views.append(
            EntranceView(
                entrance_id=row.id,
                site_id=site.id,
                site_name=site.name,
                address=site.address,
                district=site.district,
                unit_id=row.unit_id,
                unit_key=unit.key,
                unit_name=unit.name,
                phone=row.phone or unit.phone,
                kind=row.kind,
                sign=site.own_entrance_sign,
                step_free=site.step_free,
                latitude=site.latitude,
                longitude=site.longitude,
                state=open_state(hours.get(row.id, ()), at, off),
                hours=tuple(hours.get(row.id, ())),
                distance=metres(near, known) if near and known else None,
                synthetic=site.synthetic,
            )
        )
    views.sort(key=lambda view: order_of_call(view.state, view.distance, view.site_name))
    return tuple(views)
