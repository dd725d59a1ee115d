"""The addresses of units: on a day, and those where they are not any more (demand O7)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.places.models import Entrance
from indgang.shared.validity_fields import to_days


def addresses_of(on: date) -> dict[UUID, frozenset[str]]:
    """Where each unit receives people on the day."""
    found: dict[UUID, set[str]] = {}
    rows = Entrance.objects.valid_at(on).values_list("unit_id", "site__address")
    for unit_id, address in rows:
        found.setdefault(unit_id, set()).add(address)
    return {unit_id: frozenset(doors) for unit_id, doors in found.items()}


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """A unit received people at the address until the day ``until``."""

    address: str
    unit_id: UUID
    until: date


def former_addresses(on: date) -> tuple[FormerAddress, ...]:
    """Addresses at which nobody receives people on the day any more, with who did last."""
    now: set[str] = set()
    last: dict[str, FormerAddress] = {}
    rows: Any = Entrance.objects.all()
    for row in rows.select_related("site").order_by("id"):
        days = to_days(row.validity)
        if on in days:
            now.add(row.site.address)
        elif days.ends is not None and days.ends <= on:
            one = FormerAddress(row.site.address, row.unit_id, days.ends)
            known = last.get(one.address)
            if known is None or known.until < one.until:
                last[one.address] = one
    return tuple(one for address, one in sorted(last.items()) if address not in now)
