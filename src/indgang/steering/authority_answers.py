"""Who may, put together for the page: units, functions, people, and where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.catalogue.public import ServiceView
from indgang.competence.public import (
    GrantLine,
    Matter,
    Overlap,
    PersonThatMay,
    WhoMay,
    grants,
    overlaps,
    who_may,
)
from indgang.organisation.public import StaffLine, UnitFacts, organisation, staff_lines

#: Days looked at for when somebody may, when nobody may on the day that was asked for.
_TRIES = 6


@dataclass(frozen=True, slots=True)
class WhoLine:
    """A unit that may, with those who can act there. ``grant`` is the one it rests on."""

    who: WhoMay
    grant: GrantLine
    shown: tuple[PersonThatMay, ...]
    rest: tuple[PersonThatMay, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer for a matter on a day. ``overlap``: two branches may, settled or not."""

    lines: tuple[WhoLine, ...]
    overlaps: tuple[Overlap, ...]

    @property
    def unsettled(self) -> bool:
        """May two, without anything that says who acts?"""
        return any(not one.settled for one in self.overlaps)


_SHOWN = 5


def found_for(matter: Matter, at: date, language: str) -> Found:
    """Who may decide the matter on the day, with names."""
    able = who_may("decide", matter, at)
    ids = [one.chain[0].grant_id for one in able]
    held = {line.grant_id: line for line in grants(at, grant_ids=ids, language=language)}
    lines = tuple(
        WhoLine(one, held[grant_id], one.people[:_SHOWN], one.people[_SHOWN:])
        for one, grant_id in zip(able, ids, strict=True)
    )
    lines = tuple(sorted(lines, key=lambda line: not line.shown))  # where somebody is, first
    both = overlaps(at, [matter.kle]) if len({line.who.unit_id for line in lines}) > 1 else ()
    return Found(lines, both)


@dataclass(frozen=True, slots=True)
class Nobody:
    """Nobody may on the day: since when, from when, and whom to ask."""

    from_day: date | None
    then: tuple[str, ...]
    holders: tuple[tuple[UnitFacts, tuple[StaffLine, ...]], ...]


def nobody(matter: Matter, service: ServiceView, at: date) -> Nobody:
    """What can be said when nobody may: the next day that somebody does, and who leads the task."""
    days = sorted(
        {line.begins for line in grants(at, kle=matter.kle, all_days=True) if line.begins > at}
    )
    coming = next(
        ((day, able) for day in days[:_TRIES] if (able := who_may("decide", matter, day))), None
    )
    org = organisation(at)
    units = org.units_for(service.kle, "ansvarlig")[:3]
    leaders = _leaders(units, at)
    return Nobody(
        coming[0] if coming else None,
        tuple(dict.fromkeys(one.name for one in coming[1])) if coming else (),
        tuple((unit, leaders.get(unit.unit_id, ())) for unit in units),
    )


def _leaders(units: Sequence[UnitFacts], at: date) -> dict[UUID, tuple[StaffLine, ...]]:
    staff = staff_lines({unit.unit_id for unit in units}, at)
    return {
        unit_id: tuple(line for line in lines if line.function == "leader")
        for unit_id, lines in staff.items()
    }
