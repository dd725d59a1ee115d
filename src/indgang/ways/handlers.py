"""What ways of working do when units change: a successor goes on working as was worked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from indgang.organisation.public import Carried, Change, Trouble
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range
from indgang.ways.models import Uptake


def _successors(change: Change, unit_id: UUID, kle: str) -> set[UUID]:
    """The units that use the way afterwards.

    A way for a range of subjects goes with the range. One for everything goes with the unit: who
    only gets a single task from it does not take over how all of it works.
    """
    if kle or unit_id not in change.after.units:
        places = set(change.homes.within(unit_id, kle).values())
    else:
        places = {change.homes.of(unit_id, "")}
    return {place for place in places if place is not None}


class _Bearer:
    """Uptakes are dated: they are written at signing."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Uptakes are told with the ways, not with the reorganisation."""
        return ()

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """None: who no longer exists no longer uses a way."""
        return ()

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """The old unit's uptake ends, its successors' begins."""
        rows = Uptake.objects.filter(
            Q(validity__endswith__isnull=True) | Q(validity__endswith__gt=change.on)
        ).select_related("way")
        kept: dict[tuple[UUID, UUID], list[Days]] = {}
        ended: list[Uptake] = []
        wanted: list[tuple[Uptake, UUID]] = []
        for row in rows.order_by("id"):
            places = {row.unit_id}
            if change.homes.touches(row.unit_id):
                places = _successors(change, row.unit_id, row.way.kle)
            if row.unit_id in places:
                kept.setdefault((row.way_id, row.unit_id), []).append(row.days)
            else:
                ended.append(row)
            wanted += [(row, place) for place in sorted(places - {row.unit_id})]
        begun = self._begun(change, wanted, kept)
        writer = DatedWriter(change.cause, at)
        writer.end(ended, change.on)
        writer.begin(begun)
        writer.close()

    def _begun(
        self,
        change: Change,
        wanted: list[tuple[Uptake, UUID]],
        kept: dict[tuple[UUID, UUID], list[Days]],
    ) -> list[Any]:
        begun = []
        for row, place in wanted:
            taken = kept.setdefault((row.way_id, place), [])
            rest = row.days.since(change.on)
            for days in list(rest.without(taken)) if rest else ():
                taken.append(days)
                begun.append(
                    Uptake(
                        id=uuid7(), way_id=row.way_id, unit_id=place, note=row.note,
                        validity=to_range(days),
                    )
                )  # fmt: skip
        return begun

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing: the day comes by itself."""


bearer = _Bearer()
