"""Which unit uses a way of working, who there has learned it, and the forms that change that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.access.public import Request
from indgang.organisation.public import (
    Organisation,
    known_as,
    names_of,
    names_through_time,
    organisation,
)
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.steering.forms import UnitForm
from indgang.steering.forms_ways import TakeUpForm, TrainingForm
from indgang.ways.public import Preparedness, UptakeView, prepared_of


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit and the way: since when, and who of those who do it has learned it."""

    uptake: UptakeView
    name: str
    is_in_use: bool
    is_coming: bool
    prepared: Preparedness
    untrained: tuple[str, ...]


def uptake_lines(found: tuple[UptakeView, ...], way_id: UUID, at: date) -> list[UnitLine]:
    """Each unit with its preparedness on the day: those that use the way now come first."""
    org = organisation(at)
    units = {one.unit_id for one in found}
    names = names_through_time(units)
    prepared = prepared_of(way_id, units, at)
    people = names_of({person for unit in prepared.values() for person in unit.untrained})
    lines = []
    for one in found:
        named = org.units.get(one.unit_id) or known_as(names.get(one.unit_id, ()), at)
        unit = prepared[one.unit_id]
        lines.append(
            UnitLine(
                one,
                named.name if named else "",
                one.begins <= at and (one.ends is None or at < one.ends),
                one.begins > at,
                unit,
                tuple(sorted((people[who] for who in unit.untrained), key=danish_order)),
            )
        )
    return sorted(lines, key=lambda line: (not line.is_in_use, danish_order(line.name)))


@dataclass
class WayForms:
    """The forms of the page, by the verb they are for."""

    begin: TakeUpForm
    stop: UnitForm
    train: TrainingForm


def _led(request: Request, org: Organisation) -> dict[UUID, str]:
    """The units that the reader leads, with their names."""
    posts = request.actor.posts
    return {u.unit_id: u.name for u in org.units.values() if org.led_by(posts, u.unit_id)}


def _choices(named: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    pairs = [(str(one), name) for one, name in named]
    return sorted(pairs, key=lambda pair: danish_order(pair[1]))


def _learners(way_id: UUID, led: dict[UUID, str], day: date) -> list[tuple[str, str]]:
    """Those who do what the way is about in the units, and have not learned it; by unit and name.

    Units that do not use it yet are among them: people learn before they begin.
    """
    prepared = prepared_of(way_id, led.keys(), day)
    names = names_of({person for unit in prepared.values() for person in unit.untrained})
    ordered = sorted(
        (danish_order(led[unit_id]), danish_order(names[who]), unit_id, who)
        for unit_id, unit in prepared.items()
        for who in unit.untrained
    )
    found: dict[str, str] = {}  # somebody with two posts is there once
    for *_order, unit_id, who in ordered:
        found.setdefault(str(who), f"{names[who]}, {led[unit_id]}")
    return list(found.items())


def way_forms(request: Request, way_id: UUID, lines: list[UnitLine]) -> WayForms:
    """Blank forms with the units and people that each can be about."""
    day = day_of(request.at)
    led = _led(request, organisation(day))
    using = {line.uptake.unit_id for line in lines if line.is_in_use or line.is_coming}
    return WayForms(
        TakeUpForm(
            units=_choices((u, name) for u, name in led.items() if u not in using),
            today=day,
            prefix="begin",
        ),
        UnitForm(
            units=_choices((u, name) for u, name in led.items() if u in using),
            today=day,
            prefix="stop",
        ),
        TrainingForm(people=_learners(way_id, led, day), today=day, prefix="train"),
    )
