"""On which level a task is solved, and who steers whom (documents C and D; demand O5)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.competence.authority import Line
from indgang.competence.queries import authority, instrument_titles
from indgang.competence.rules import GOVERNING_BODIES
from indgang.organisation.public import Organisation, UnitFacts, kle_intersection, organisation
from indgang.places.public import sites_on
from indgang.shared.danish_order import danish_order


class Level(StrEnum):
    """Where a task is solved."""

    CITY = "city"
    DISTRICT = "district"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Solver:
    """A unit with what it may do in the subject at the most, and its level."""

    unit_id: UUID
    name: str
    kind: str
    level: Level
    districts: tuple[str, ...]
    action: str
    limit: int | None
    by_dispensation: bool


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A subject with the units that solve it, by level."""

    kle: str
    city: tuple[Solver, ...]
    district: tuple[Solver, ...]
    site: tuple[Solver, ...]


@dataclass(frozen=True, slots=True)
class Steering:
    """One unit steers another: it has given it authority over the ranges, by the instrument."""

    from_id: UUID
    from_name: str
    from_level: Level
    to_id: UUID
    to_name: str
    to_level: Level
    instrument: str
    instrument_kind: str
    kles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of an area, and the steering between the units in it."""

    rows: tuple[LevelRow, ...]
    steering: tuple[Steering, ...]


def level_of(kind: str, doors: Iterable[tuple[str, UUID]], beside: Iterable[str]) -> Level:
    """A unit's level from its doors, pairs of (district, site). Our reading of C and D, pure.

    Governing bodies, administrations, and units without a door or with doors in several districts
    work city-wide. A unit with doors in one district works for the district, unless it is a joint
    centre or shares the district with a sister unit (``beside``: the districts of units with the
    same parent): then it is one site among several.
    """
    places = set(doors)
    districts = {district for district, _ in places}
    if kind in GOVERNING_BODIES | {"administration"} or len(districts) != 1:
        return Level.CITY
    alone = kind != "joint_centre" and not districts & set(beside)
    return Level.DISTRICT if alone or len(places) > 1 else Level.SITE


def levels(
    kles: Collection[str],
    at: date,
    *,
    unit_ids: frozenset[UUID] | None = None,
    district: str = "",
    language: str = "da",
) -> Levels:
    """Which units solve the subjects at which level, and who steers whom by which instrument.

    ``unit_ids`` keeps these units; ``district`` keeps those that work city-wide or in it.
    """
    org = organisation(at)
    ground = _Ground(org, at)

    def within(unit_id: UUID) -> bool:
        return (
            unit_id in org.units
            and (unit_ids is None or unit_id in unit_ids)
            and (
                not district
                or not ground.districts(unit_id)
                or district in ground.districts(unit_id)
            )
        )

    book = authority(org)
    lines = [line for some in book.in_force(at).values() for line in some]
    about = [
        line
        for line in lines
        if within(line.grant.holder_id)
        and any(kle_intersection(line.grant.kle, kle) is not None for kle in kles)
    ]
    rows = tuple(_row(kle, about, ground) for kle in dict.fromkeys(kles))
    return Levels(rows, _steering(about, kles, ground, language))


class _Ground:
    """Where the units of a day have their doors."""

    def __init__(self, org: Organisation, at: date) -> None:
        self.org = org
        self._doors: dict[UUID, set[tuple[str, UUID]]] = {}
        for site in sites_on(at):
            for unit_id in site.unit_ids:
                self._doors.setdefault(unit_id, set()).add((site.district, site.site_id))
        self._levels: dict[UUID, Level] = {}

    def districts(self, unit_id: UUID) -> tuple[str, ...]:
        found = {district for district, _ in self._doors.get(unit_id, ())}
        return tuple(sorted(found, key=danish_order))

    def level(self, unit: UnitFacts) -> Level:
        if unit.unit_id not in self._levels:
            sisters = self.org.children.get(unit.parent_id, ())
            beside = [
                district
                for sister in sisters
                if sister.unit_id != unit.unit_id
                for district in self.districts(sister.unit_id)
            ]
            doors = self._doors.get(unit.unit_id, ())
            self._levels[unit.unit_id] = level_of(unit.kind, doors, beside)
        return self._levels[unit.unit_id]


_STRENGTH = {"inform": 0, "receive": 1, "prepare": 2, "approve": 3, "decide": 4}


def _row(kle: str, lines: Iterable[Line], ground: _Ground) -> LevelRow:
    best: dict[UUID, Solver] = {}
    for line in sorted(lines, key=lambda line: line.preference):
        unit, reach = ground.org.units[line.grant.holder_id], line.reach
        if reach is None or not reach.region.has(kle) or unit.kind in GOVERNING_BODIES:
            continue
        known = best.get(unit.unit_id)
        if known is None or _STRENGTH[reach.action] > _STRENGTH[known.action]:
            best[unit.unit_id] = Solver(
                unit.unit_id, unit.name, unit.kind, ground.level(unit),
                ground.districts(unit.unit_id), reach.action, reach.limit, line.by_dispensation,
            )  # fmt: skip
    solvers = sorted(best.values(), key=lambda s: danish_order(s.name))

    def on(level: Level) -> tuple[Solver, ...]:
        return tuple(solver for solver in solvers if solver.level is level)

    return LevelRow(kle, on(Level.CITY), on(Level.DISTRICT), on(Level.SITE))


def _steering(
    lines: Iterable[Line], kles: Collection[str], ground: _Ground, language: str
) -> tuple[Steering, ...]:
    ranges: dict[tuple[UUID, UUID, UUID | None], set[str]] = {}
    shown: dict[tuple[UUID, UUID, UUID | None], Line] = {}
    for line in lines:
        if len(line.chain) < 2 or line.chain[1].holder_id == line.grant.holder_id:
            continue
        key = (line.chain[1].holder_id, line.grant.holder_id, line.grant.instrument_id)
        shown.setdefault(key, line)
        ranges.setdefault(key, set()).add(line.grant.kle)
    titles = instrument_titles([line.grant.grant_id for line in shown.values()], language)
    units = ground.org.units
    found = [
        Steering(
            giver, units[giver].name, ground.level(units[giver]), taker, units[taker].name,
            ground.level(units[taker]), titles.get(line.grant.grant_id, ("", ""))[0],
            line.grant.instrument_kind, tuple(sorted(ranges[giver, taker, which])),
        )
        for (giver, taker, which), line in shown.items()
        if giver in units and taker in units
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda s: (danish_order(s.from_name), danish_order(s.to_name))))
