"""Entrances and their opening hours when a reorganisation gives a door to another unit.

The door stays where it is: the successor receives people at the same site. A door that the
successor has there already keeps its own hours and gains only weekdays on which it was closed, so
that nobody is promised hours that no unit had.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from indgang.organisation.public import Homes
from indgang.places.models import Entrance, OpeningHours
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

_Key = tuple[UUID, UUID, str]  # site, unit, kind


@dataclass
class _Doors:
    """What is at one site for one unit and kind, and what comes there."""

    kept: list[Any] = field(default_factory=list)
    coming: list[Any] = field(default_factory=list)


def from_day(on: date) -> Q:
    """Rows that hold on the day or begin later."""
    return Q(validity__endswith__isnull=True) | Q(validity__endswith__gt=on)


def give_doors(homes: Homes, writer: DatedWriter) -> None:
    """End the doors of units that leave them, and begin those of their successors."""
    found: dict[_Key, _Doors] = defaultdict(_Doors)
    ended = []
    for row in Entrance.objects.filter(from_day(homes.on)).order_by("id"):
        home = homes.of(row.unit_id, "")
        if home == row.unit_id:
            found[row.site_id, row.unit_id, row.kind].kept.append(row)
            continue
        ended.append(row)
        if home is not None:
            found[row.site_id, home, row.kind].coming.append(row)
    changed = {key: doors for key, doors in found.items() if doors.coming}
    hours = _hours([row.id for doors in changed.values() for row in (*doors.kept, *doors.coming)])
    begun: list[Any] = []
    lines: list[Any] = []
    for (site_id, unit_id, kind), doors in changed.items():
        whole = [(row, row.days) for row in doors.kept]
        for row in doors.coming:
            rest = row.days.since(homes.on)
            taken = [days for _, days in whole]
            for days in list(rest.without(taken)) if rest else ():
                new = Entrance(
                    id=uuid7(), site_id=site_id, unit_id=unit_id, kind=kind, phone=row.phone,
                    validity=to_range(days),
                )  # fmt: skip
                begun.append(new)
                whole.append((new, days))
        lines += _joined_hours(whole, doors.coming, hours, homes.on)
    writer.end(ended, homes.on)
    writer.begin(begun)
    writer.begin(lines)


def _hours(entrance_ids: list[UUID]) -> Mapping[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in OpeningHours.objects.filter(entrance_id__in=entrance_ids).order_by("id"):
        found[row.entrance_id].append(row)
    return found


def _joined_hours(
    doors: Iterable[tuple[Any, Days]],
    coming: Iterable[Any],
    hours: Mapping[UUID, list[Any]],
    on: date,
) -> list[Any]:
    lines = []
    for door, days in doors:
        taken: dict[int, list[Days]] = defaultdict(list)
        for row in hours.get(door.id, ()):
            taken[row.weekday].append(to_days(row.validity))
        for source in coming:
            added: dict[int, list[Days]] = defaultdict(list)
            for row in hours.get(source.id, ()):
                rest = to_days(row.validity).since(on)
                both = rest.intersection(days) if rest else None
                for part in list(both.without(taken[row.weekday])) if both else ():
                    added[row.weekday].append(part)
                    lines.append(
                        OpeningHours(
                            id=uuid7(), entrance_id=door.id, weekday=row.weekday,
                            opens=row.opens, closes=row.closes, validity=to_range(part),
                        )
                    )  # fmt: skip
            for weekday, parts in added.items():  # a day may open twice: only now it is taken
                taken[weekday] += parts
    return lines


def door_after(entrance_id: UUID, unit_id: UUID, on: date) -> UUID:
    """Where the unit receives those who had a time at the entrance, from the day ``on``.

    The nearest to it: the same door, the same site and kind, the same site, the same kind.
    Without any of these the entrance itself.
    """
    old = Entrance.objects.filter(pk=entrance_id).first()
    if old is None:
        return entrance_id
    rows = Entrance.objects.valid_at(on).filter(unit_id=unit_id).order_by("id")
    ranked = sorted(
        rows,
        key=lambda row: (row.id != old.id, row.site_id != old.site_id, row.kind != old.kind),
    )
    if not ranked or (ranked[0].site_id != old.site_id and on in old.days):
        return entrance_id
    found: UUID = ranked[0].id
    return found
