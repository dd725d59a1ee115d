"""The states of a reorganisation, who may bring it on, and when. Pure.

``WAY`` is the whole of it: what is not in the table cannot be done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.organisation.public import Homes

#: The subject that deciding on the municipality's own structure belongs to.
KLE = "00.15.01"


class State(StrEnum):
    """Where a reorganisation is (as ``models.ReorganisationState`` stores it)."""

    DRAFT = "draft"
    ENACTED = "enacted"
    IN_EFFECT = "in_effect"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"


class Verb(StrEnum):
    """What is done to a reorganisation as a whole."""

    CHANGE = "change"  #: title, day, steps, signatures
    ENACT = "enact"
    TAKE_EFFECT = "take_effect"
    UNDO = "undo"
    WITHDRAW = "withdraw"
    CLOSE = "close"  #: end the watch over the transition


@dataclass(frozen=True, slots=True)
class Way:
    """One lawful step between states, and why it is one."""

    begins: State
    verb: Verb
    ends: State
    because: str


WAY: tuple[Way, ...] = (
    Way(State.DRAFT, Verb.CHANGE, State.DRAFT, "nothing depends on a draft yet"),
    Way(State.DRAFT, Verb.ENACT, State.ENACTED, "signed as a whole, by whoever may decide it"),
    Way(State.DRAFT, Verb.WITHDRAW, State.WITHDRAWN, "given up; it is kept, as all that was meant"),
    Way(State.ENACTED, Verb.TAKE_EFFECT, State.IN_EFFECT, "its day has come"),
    Way(State.ENACTED, Verb.UNDO, State.UNDONE, "nobody has lived by it yet"),
    Way(State.IN_EFFECT, Verb.CLOSE, State.IN_EFFECT, "things run; the organisation stays"),
)
# Not in it, and why. From IN_EFFECT no way leads back: people have worked and decided under it, so
# going back is a new reorganisation with a day of its own. UNDONE and WITHDRAWN are ends: what
# was given up is drafted anew, so that every signature belongs to one text.


def step(verb: Verb, state: str) -> State | None:
    """The state afterwards; ``None`` when that cannot be done from here."""
    return next((way.ends for way in WAY if way.verb is verb and way.begins == state), None)


def lawful_verbs(state: str) -> tuple[Verb, ...]:
    """What can be done from here."""
    return tuple(way.verb for way in WAY if way.begins == state)


class DayFault(StrEnum):
    """Why a reorganisation cannot be enacted for its day."""

    PAST = "past"
    BEFORE_ANOTHER = "before_another"


def day_fault(on: date, today: date, waiting: Iterable[date]) -> DayFault | None:
    """May it take effect on the day ``on``? ``waiting`` are the days of those already enacted.

    The past is never written anew; and a change signed later is planned on top of those signed
    before, so it cannot come into force before one of them.
    """
    if on < today:
        return DayFault.PAST
    if any(on < other for other in waiting):
        return DayFault.BEFORE_ANOTHER
    return None


def in_turn(first: Homes, second: Homes) -> Homes:
    """Two changes of one day as one: where things are after ``first`` and then ``second``.

    A unit's ranges are its own and those of every unit that its things pass through, so that the
    most exact range still decides.
    """
    moves: dict[UUID, dict[str, UUID | None]] = {}
    for unit in {*first.moves, *second.moves}:
        own = first.moves.get(unit, {})
        through = {unit, *(to for to in own.values() if to is not None)}
        ranges = {*own, *(kle for each in through for kle in second.moves.get(each, {}))}
        led: dict[str, UUID | None] = {}
        for kle in ranges:
            middle = first.of(unit, kle)
            led[kle] = None if middle is None else second.of(middle, kle)
        moves[unit] = led
    return Homes(second.on, moves)
