"""What the desk's pages put together from several rooms. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from indgang.appointments.public import FreeTime, free_times
from indgang.catalogue.public import ServiceView
from indgang.competence.public import Explanation, Matter, explain, verdict
from indgang.desk.rules import sureness
from indgang.desk.words import SURENESS
from indgang.journey.decision.public import receivers
from indgang.journey.triage.public import Ranked
from indgang.organisation.public import organisation
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of

#: How far ahead a free time is looked for.
_AHEAD = timedelta(days=28)


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
    """Units that can take the matter, in the order of ``receivers``.

    Only the first ``most`` come with ``times`` free times each.
    """
    found = receivers(matter, at, without=without, district=district, first=first)
    return tuple(
        Candidate(
            unit.unit_id,
            unit.name,
            unit.phone,
            unit.may_decide,
            unit.limit,
            unit.by_dispensation,
            next_times(unit.unit_id, service, at, times) if place < most and times else (),
        )
        for place, unit in enumerate(found)
    )


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
