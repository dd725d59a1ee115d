"""What the desk's pages put together from several rooms. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from indgang.appointments.public import FreeTime, free_times
from indgang.catalogue.public import ServiceView
from indgang.competence.public import Explanation, Matter, explain, units_that_may, verdict
from indgang.desk.rules import sureness
from indgang.desk.words import SURENESS
from indgang.journey.triage.public import Ranked
from indgang.organisation.public import Organisation, organisation
from indgang.places.public import entrances
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of

#: How far ahead a free time is looked for.
_AHEAD = timedelta(days=28)
_NOT_A_DOOR = ("council", "committee", "administration")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that can take something over. ``limit`` is in kroner; ``may_decide`` by competence.

    ``times`` are its next free times, none when they were not asked for or there are none.
    """

    unit_id: UUID
    name: str
    phone: str
    may_decide: bool
    limit: int | None
    by_dispensation: bool
    times: tuple[FreeTime, ...] = ()


@dataclass(frozen=True, slots=True)
class MayI:
    """One service with *may I decide it*, and who else may when I may not."""

    service: ServiceView
    title: str
    elsewhere: str  #: the authority outside the municipality that decides (E15); "" when it is us
    sure: str
    because: tuple[str, ...]
    answer: Explanation
    others: tuple[Candidate, ...]


def explained(
    actor: Actor, matter: Matter, at: datetime, *, subject_id: UUID | None = None
) -> Explanation:
    """May this person decide the matter today, and why?"""
    day = day_of(at)
    if actor.person_id is None:
        raise ValueError("only employees are asked about")
    found = verdict(
        actor.person_id, "decide", matter, day, subject_id=subject_id, posts=actor.posts
    )
    return explain(found, organisation(day))


def _ids_for(kle: str, org: Organisation) -> list[UUID]:
    """Units responsible for the subject, the most exact first, then those performing it."""
    return [
        unit.unit_id
        for role in ("ansvarlig", "udfoerende")
        for unit in org.units_for(kle, role)
        if unit.kind not in _NOT_A_DOOR
    ]


def candidates(
    service: ServiceView,
    matter: Matter,
    at: datetime,
    *,
    without: frozenset[UUID] = frozenset(),
    district: str = "",
    first: UUID | None = None,
    most: int = 3,
    times: int = 1,
) -> tuple[Candidate, ...]:
    """Units that can take the matter: the chosen one, those near the citizen, the responsible.

    Only the first ``most`` come with ``times`` free times each.
    """
    org = organisation(day_of(at))
    deciding = {unit.unit_id: unit for unit in units_that_may("decide", matter, day_of(at))}
    ids = [
        unit_id
        for unit_id in dict.fromkeys([*_ids_for(service.kle, org), *deciding])
        if unit_id not in without and unit_id in org.units
    ]
    near = _near(ids, district, at) | {
        unit_id for unit_id in ids if district and district in org.units[unit_id].name
    }
    ids.sort(key=lambda unit_id: (unit_id != first, unit_id not in deciding, unit_id not in near))
    found = []
    for place, unit_id in enumerate(ids):
        unit = org.units[unit_id]
        may = deciding.get(unit_id)
        found.append(
            Candidate(
                unit_id,
                unit.name,
                unit.phone,
                may is not None,
                may.limit if may else None,
                may.by_dispensation if may else False,
                next_times(unit_id, service, at, times) if place < most and times else (),
            )
        )
    return tuple(found)


def _near(ids: list[UUID], district: str, at: datetime) -> frozenset[UUID]:
    """Those of the units that have a door in the district."""
    if not district or not ids:
        return frozenset()
    found = entrances(at, unit_ids=frozenset(ids), district=district)
    return frozenset(door.unit_id for door in found)


def next_times(
    unit_id: UUID, service: ServiceView, at: datetime, limit: int
) -> tuple[FreeTime, ...]:
    """The unit's next free times, long enough for the service."""
    return free_times(
        unit_id=unit_id,
        minutes=service.appointment_minutes,
        from_=at,
        until=at + _AHEAD,
        limit=limit,
    )


def may_i(
    actor: Actor,
    service: ServiceView,
    at: datetime,
    language: str,
    *,
    ranked: Ranked | None = None,
    subject_id: UUID | None = None,
    district: str = "",
) -> MayI:
    """The card of one service: what it is, how sure the reading is, may I, else who and when."""
    matter = Matter(service.kle)
    answer = explained(actor, matter, at, subject_id=subject_id)
    others: tuple[Candidate, ...] = ()
    if not answer.allowed and service.by_municipality:
        others = candidates(service, matter, at, without=actor.unit_ids, district=district, most=1)[
            :2
        ]
    return MayI(
        service,
        service.title(language),
        "" if service.by_municipality else service.told(language).decided_by,
        str(SURENESS[sureness(ranked.score)]) if ranked else "",
        ranked.because if ranked else (),
        answer,
        others,
    )
