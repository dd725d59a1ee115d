"""What ends on a day, and all authority that goes with it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from indgang.catalogue.public import services
from indgang.competence.authority import Authority, Line
from indgang.competence.listing import GrantLine, InstrumentLine, grants, instruments
from indgang.competence.queries import authority, lines_that_may
from indgang.competence.rules import GOVERNING_BODIES, Matter
from indgang.organisation.public import TaskFacts, organisation


@dataclass(frozen=True, slots=True)
class Falling:
    """A grant that was in force the day before and is not on the day.

    ``because_of`` is the grant at the top that takes it along (itself when it ends by itself).
    ``why``: grant, instrument, body (the root's holder is no governing body any more), chain or
    way. ``carried_on``: another grant goes on from it after a reorganisation.
    """

    line: GrantLine
    because_of: UUID
    why: str
    carried_on: bool


@dataclass(frozen=True, slots=True)
class FallsAway:
    """All that is lost on the day. ``subjects``: what a service is about and nobody may decide."""

    day: date
    instruments: tuple[InstrumentLine, ...]
    grants: tuple[Falling, ...]
    tasks: tuple[TaskFacts, ...]
    subjects: tuple[str, ...]


def falls_away(day: date, *, language: str = "da") -> FallsAway:
    """What held on the day before and does not hold on ``day``, with everything under it."""
    eve = day - timedelta(days=1)
    before, after = organisation(eve), organisation(day)
    had, has = authority(before), authority(after)
    fallen = []
    standing = _in_force(has, day)
    carried = {line.grant.origin_id for line in standing.values()}
    was = _in_force(had, eve)
    lost = {grant_id: line for grant_id, line in was.items() if grant_id not in standing}
    names = {line.grant_id: line for line in grants(eve, grant_ids=list(lost), language=language)}
    for grant_id, line in lost.items():
        cause, why = _cause(line, has, day)
        fallen.append(Falling(names[grant_id], cause, why, grant_id in carried))
    ended = [one for one in instruments(at=eve, language=language) if one.ends == day]
    kles = sorted({one.kle for one in services().values()})
    return FallsAway(
        day,
        tuple(ended),
        tuple(sorted(fallen, key=lambda f: (f.carried_on, f.because_of.int, f.line.holder))),
        tuple(sorted(set(before.tasks) - set(after.tasks), key=lambda t: (t.kle, t.role))),
        tuple(
            kle
            for kle in kles
            if lines_that_may(had, "decide", Matter(kle), eve)
            and not lines_that_may(has, "decide", Matter(kle), day)
        ),
    )


def _in_force(book: Authority, at: date) -> dict[UUID, Line]:
    return {line.grant.grant_id: line for lines in book.in_force(at).values() for line in lines}


def _cause(line: Line, has: Authority, day: date) -> tuple[UUID, str]:
    """The highest link that does not hold on the day, and what is wrong with it."""
    for link in reversed(line.chain):
        now = has.grants.get(link.grant_id)
        if now is None or day not in now.days:
            return link.grant_id, "grant"
        if day not in now.instrument_days:
            return link.grant_id, "instrument"
        if now.above_id is None and now.holder_kind not in GOVERNING_BODIES:
            return link.grant_id, "body"
        if now.way_id is not None and (now.way_id, now.holder_id) not in has.uptakes:
            return link.grant_id, "way"
    return line.grant.grant_id, "chain"


def under(found: FallsAway, grant_id: UUID) -> tuple[Falling, ...]:
    """Those that the grant takes along."""
    return tuple(
        each
        for each in found.grants
        if each.because_of == grant_id and each.line.grant_id != grant_id
    )
