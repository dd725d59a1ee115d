"""Where what a unit has goes on the day of a reorganisation, and what the rooms are asked. Pure.

A reorganisation moves units, tasks and posts. Other rooms hold things that belong to units
(cases, grants, entrances, calendars). Each such room is a ``Bearer``: it is asked at preview
what would move and what would be wrong, at signing to write its dated rows, and on the day to
move what is not dated. ``config/wiring.py`` names the bearers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from indgang.organisation.rules import Organisation, kle_covers
from indgang.shared.actor import Actor


@dataclass(frozen=True, slots=True)
class Home:
    """What ``from_unit`` has within the range ``kle`` goes to ``to_unit`` (``None``: nowhere)."""

    from_unit: UUID
    kle: str
    to_unit: UUID | None


@dataclass(frozen=True)
class Homes:
    """Where things go from the day ``on``. A unit that is not named keeps what it has.

    The most exact range decides; the empty range is all that is not named more exactly.
    """

    on: date
    moves: Mapping[UUID, Mapping[str, UUID | None]]

    @classmethod
    def of_rows(cls, on: date, rows: Iterable[Home]) -> "Homes":
        """From stored or planned rows."""
        moves: dict[UUID, dict[str, UUID | None]] = {}
        for row in rows:
            moves.setdefault(row.from_unit, {})[row.kle] = row.to_unit
        return cls(on, moves)

    def rows(self) -> tuple[Home, ...]:
        """Every line, those with the widest range first within a unit."""
        return tuple(
            Home(unit, kle, to)
            for unit, ranges in self.moves.items()
            for kle, to in sorted(ranges.items(), key=lambda pair: (len(pair[0]), pair[0]))
        )

    def of(self, unit_id: UUID, kle: str = "") -> UUID | None:
        """The unit that has the subject afterwards; ``None`` when it would be left homeless."""
        ranges = self.moves.get(unit_id)
        if ranges is None:
            return unit_id
        fitting = [known for known in ranges if kle_covers(known, kle)]
        return ranges[max(fitting, key=len)] if fitting else unit_id

    def touches(self, unit_id: UUID) -> bool:
        """Does anything leave the unit?"""
        return unit_id in self.moves

    def within(self, unit_id: UUID, kle: str) -> Mapping[str, UUID | None]:
        """How the range ``kle`` of the unit is parted: itself, and more exact ranges below it."""
        parts: dict[str, UUID | None] = {kle: self.of(unit_id, kle)}
        for known, to in self.moves.get(unit_id, {}).items():
            if known != kle and kle_covers(kle, known):
                parts[known] = to
        return parts


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A post on the day; ``share`` of full time, 0 < share ≤ 1."""

    post_id: UUID
    person_id: UUID
    unit_id: UUID
    function: str
    title: str
    share: Decimal


@dataclass(frozen=True)
class Change:
    """A reorganisation as the bearers see it. ``cause`` is its id; ``on`` its day."""

    cause: UUID
    on: date
    homes: Homes
    before: Organisation  #: the day ``on`` as it would be without the change
    after: Organisation  #: the day ``on`` with it
    posts_before: tuple[PostFacts, ...] = ()
    posts_after: tuple[PostFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """So many things of a kind go from one unit to another (``None``: they have no home).

    ``kind`` is one of: case, enquiry, handover, booking, calendar, grant, service, entrance,
    room, consent, message, worklist.
    """

    kind: str
    from_unit: UUID
    to_unit: UUID | None
    count: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that would be wrong afterwards, in a sentence in the reader's language.

    ``code`` and ``subject`` are lasting and independent of language: an exception is signed for
    them. ``must``: has to be mended or signed before enactment; otherwise it is only told.
    ``choices`` are keys of units that could mend it (a home for the task, a place for the grant).
    """

    code: str
    subject: str
    text: str
    must: bool = True
    choices: tuple[str, ...] = field(default=())


class Bearer(Protocol):
    """A room that holds things of units. All four run in the asker's transaction."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """What would move, in numbers. Writes nothing."""
        ...

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """What would be wrong afterwards. Writes nothing."""
        ...

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Write the room's dated rows as they hold from ``change.on`` (see ``shared.dated``)."""
        ...

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Move what is not dated. Runs on the day, once; what came since signing goes along."""
        ...
