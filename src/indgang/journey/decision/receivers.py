"""Who can take a matter over from somebody who may not decide it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from indgang.competence.public import Matter, units_that_may
from indgang.organisation.public import Organisation, organisation
from indgang.places.public import entrances
from indgang.shared.clock import day_of

_NOT_A_DOOR = ("council", "committee", "administration")


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit that has the task or may decide it. ``limit`` is in whole kroner (``None``: none)."""

    unit_id: UUID
    name: str
    phone: str
    may_decide: bool
    limit: int | None
    by_dispensation: bool


def _with_the_task(kle: str, org: Organisation) -> list[UUID]:
    """Units responsible for the subject, the most exact first, then those performing it."""
    return [
        unit.unit_id
        for role in ("ansvarlig", "udfoerende")
        for unit in org.units_for(kle, role)
        if unit.kind not in _NOT_A_DOOR
    ]


def _near(ids: list[UUID], district: str, org: Organisation, at: datetime) -> frozenset[UUID]:
    """Those of the units that have a door in the district, or its name in theirs."""
    if not district or not ids:
        return frozenset()
    doors = entrances(at, unit_ids=frozenset(ids), district=district)
    named = {unit_id for unit_id in ids if district in org.units[unit_id].name}
    return frozenset(door.unit_id for door in doors) | named


def receivers(
    matter: Matter,
    at: datetime,
    *,
    without: frozenset[UUID] = frozenset(),
    district: str = "",
    first: UUID | None = None,
) -> tuple[Receiver, ...]:
    """Units for the matter: the chosen one, then those that may decide it, then the near ones.

    Those responsible for the subject come before those that only may. ``district`` is the
    citizen's.
    """
    org = organisation(day_of(at))
    deciding = {unit.unit_id: unit for unit in units_that_may("decide", matter, day_of(at))}
    ids = [
        unit_id
        for unit_id in dict.fromkeys([*_with_the_task(matter.kle, org), *deciding])
        if unit_id not in without and unit_id in org.units
    ]
    near = _near(ids, district, org, at)
    ids.sort(key=lambda unit_id: (unit_id != first, unit_id not in deciding, unit_id not in near))
    return tuple(
        Receiver(
            unit_id,
            org.units[unit_id].name,
            org.units[unit_id].phone,
            unit_id in deciding,
            deciding[unit_id].limit if unit_id in deciding else None,
            unit_id in deciding and deciding[unit_id].by_dispensation,
        )
        for unit_id in ids
    )
