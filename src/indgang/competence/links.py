"""The chain of one grant, link by link, with what is wrong where it is broken."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.competence.grants import GOVERNING_BODIES, LONGEST_CHAIN, GrantFacts
from indgang.competence.listing import GrantLine, InstrumentLine, grants, instruments
from indgang.competence.queries import authority
from indgang.competence.rules import Authority
from indgang.organisation.public import organisation
from indgang.shared.errors import NotFound


class Broken(StrEnum):
    """Why a link does not hold on the day."""

    NO = ""
    NOT_BEGUN = "not_begun"
    ENDED = "ended"
    INSTRUMENT_NOT_BEGUN = "instrument_not_begun"
    INSTRUMENT_ENDED = "instrument_ended"
    NOT_GIVEN_ON = "not_given_on"  #: it may not be given on, and something rests on it
    ONE_PERSONS = "one_persons"  #: it is one person's, and something rests on it
    NO_BODY = "no_body"  #: the uppermost holder is no governing body on the day
    NOT_TAKEN_UP = "not_taken_up"  #: the way of working it waits for is not in use
    TOO_LONG = "too_long"  #: a chain this long, or one that never ends, is a mistake


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A grant in a chain with its instrument. ``broken`` says why it does not hold."""

    line: GrantLine
    instrument: InstrumentLine
    broken: Broken


def chain_links(grant_id: UUID, at: date, *, language: str = "da") -> tuple[ChainLink, ...]:
    """From the grant up to the governing body, as it stands on the day. Raises ``NotFound``.

    It holds when no link is broken: the same answer as ``authority.Line.in_force``.
    """
    book = authority(organisation(at))
    found: list[tuple[GrantFacts, Broken]] = []
    current = book.grants.get(grant_id)
    if current is None:
        raise NotFound("no_such_grant", "")
    while current is not None:
        found.append((current, _broken(current, book, at, place=len(found))))
        if len(found) == LONGEST_CHAIN and current.above_id is not None:
            found[-1] = (current, Broken.TOO_LONG)
            break
        current = book.grants.get(current.above_id) if current.above_id else None
    ids = [grant.grant_id for grant, _ in found]
    lines = {
        line.grant_id: line for line in grants(at, grant_ids=ids, all_days=True, language=language)
    }
    written = {line.instrument_id: line for line in instruments(language=language)}
    return tuple(
        ChainLink(lines[grant.grant_id], written[lines[grant.grant_id].instrument_id], broken)
        for grant, broken in found
    )


def _broken(grant: GrantFacts, book: Authority, at: date, *, place: int) -> Broken:
    if at not in grant.days:
        return Broken.NOT_BEGUN if at < grant.days.begins else Broken.ENDED
    if at not in grant.instrument_days:
        early = at < grant.instrument_days.begins
        return Broken.INSTRUMENT_NOT_BEGUN if early else Broken.INSTRUMENT_ENDED
    if place and not grant.may_sub_delegate:
        return Broken.NOT_GIVEN_ON
    if place and grant.person_id is not None:
        return Broken.ONE_PERSONS
    if grant.above_id is None and grant.holder_kind not in GOVERNING_BODIES:
        return Broken.NO_BODY
    if grant.way_id is not None and (grant.way_id, grant.holder_id) not in book.uptakes:
        return Broken.NOT_TAKEN_UP
    return Broken.NO
