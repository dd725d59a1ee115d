"""Boundary agreements follow the units that they are between (demand K8)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from indgang.competence.models import BoundaryAgreement
from indgang.organisation.public import Homes
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range


def carry_boundaries(homes: Homes, writer: DatedWriter) -> None:
    """Let each agreement hold between those who have the units' matters from the day.

    Two that come under one roof in one unit need no agreement any more.
    """
    open_rows = BoundaryAgreement.objects.select_for_update().filter(
        Q(validity__endswith__isnull=True) | Q(validity__endswith__gt=homes.on)
    )
    ended: list[Any] = []
    begun: list[Any] = []
    taken: dict[tuple[str, UUID, UUID], list[Days]] = {}
    rows: list[Any] = list(open_rows.order_by("id"))
    moved = [
        row for row in rows if homes.touches(row.first_unit_id) or homes.touches(row.other_unit_id)
    ]
    for row in rows:
        if row not in moved:
            taken.setdefault((row.kle, row.first_unit_id, row.other_unit_id), []).append(row.days)
    for row in moved:
        pairs = set(_pairs(homes, row))
        if pairs == {(row.kle, row.first_unit_id, row.other_unit_id)}:
            taken.setdefault((row.kle, row.first_unit_id, row.other_unit_id), []).append(row.days)
            continue
        ended.append(row)
        days = row.days.since(homes.on)
        for kle, first, other in sorted(pairs):
            known = taken.setdefault((kle, first, other), [])
            for part in list(days.without(known)) if days else ():
                known.append(part)
                begun.append(_copy(row, kle, first, other, part))
    writer.end(ended, homes.on)
    writer.begin(begun)


def _pairs(homes: Homes, row: Any) -> Iterable[tuple[str, UUID, UUID]]:
    ones = homes.within(row.first_unit_id, row.kle)
    others = homes.within(row.other_unit_id, row.kle)
    for kle in {*ones, *others}:
        first, other = homes.of(row.first_unit_id, kle), homes.of(row.other_unit_id, kle)
        if first is not None and other is not None and first != other:
            yield kle, first, other


def _copy(row: Any, kle: str, first: UUID, other: UUID, days: Days) -> BoundaryAgreement:
    return BoundaryAgreement(
        id=uuid7(),
        kle=kle,
        first_unit_id=first,
        other_unit_id=other,
        condition_da=row.condition_da,
        condition_en=row.condition_en,
        source=row.source,
        synthetic=row.synthetic,
        validity=to_range(days),
    )
