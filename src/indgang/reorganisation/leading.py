"""Old names, phone numbers and addresses lead to the new place (demand O7).

Whoever comes by one of them is led on, and counted: nothing of who it was or what they wanted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from indgang.organisation.public import (
    FormerName,
    comparable,
    former,
    known_as,
    names_through_time,
    numbers_in,
    organisation,
    successions,
)
from indgang.places.public import former_addresses
from indgang.reorganisation.transition import note_wrong_turn
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of


class By(StrEnum):
    """What somebody came by."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    PAGE = "page"  #: the unit's own page or key


@dataclass(frozen=True, slots=True)
class NowAt:
    """A unit that has it now. ``kle`` is the range of subjects it has of it; "" is all of it."""

    unit_id: UUID
    key: str
    name: str
    phone: str
    kle: str


@dataclass(frozen=True, slots=True)
class Lead:
    """From something old to where it is now. ``was`` is the name, number or address.

    ``until``: the first day on which it did not hold any more. ``now`` is empty when nobody has
    it; ``same_unit``: it is the same unit under another name or number.
    """

    by: By
    was: str
    from_unit: UUID
    until: date
    now: tuple[NowAt, ...]

    @property
    def same_unit(self) -> bool:
        """Is it still the same unit?"""
        return [one.unit_id for one in self.now] == [self.from_unit]


def _lead(by: By, was: str, unit_id: UUID, until: date, at: date) -> Lead:
    units = organisation(at).units
    if unit_id in units:
        ways = [("", unit_id)]
    else:
        parts = successions().parts(unit_id, at, since=until - timedelta(days=1))
        ways = sorted((kle, to) for kle, to in parts.items() if to in units)
    now: dict[UUID, NowAt] = {}
    for kle, to in ways:
        unit = units[to]
        now.setdefault(to, NowAt(to, unit.key, unit.name, unit.phone, kle))
    return Lead(by, was, unit_id, until, tuple(now.values()))


def _by_name(one: FormerName, by: By, at: date) -> Lead:
    return _lead(by, one.text, one.unit_id, one.until, at)


def leads_in(text: str, at: date) -> tuple[Lead, ...]:
    """Where the former names, numbers and addresses in a text lead; each unit once."""
    known = former(at)
    words = f" {comparable(text)} "
    found = [
        _by_name(one, By.NAME, at) for name, one in known.names.items() if f" {name} " in words
    ]
    found += [
        _by_name(known.numbers[number], By.PHONE, at)
        for number in numbers_in(text)
        if number in known.numbers
    ]
    for place in former_addresses(at):
        street = comparable(place.address.split(",", 1)[0])
        if street and f" {street} " in words:
            found.append(_lead(By.ADDRESS, place.address, place.unit_id, place.until, at))
    return _each_once(_longest_names(found))


def _longest_names(found: list[Lead]) -> Iterable[Lead]:
    """Without names that are only a part of another that was found."""
    names = [comparable(lead.was) for lead in found if lead.by is By.NAME]
    for lead in found:
        own = comparable(lead.was)
        if lead.by is By.NAME and any(own != name and f" {own} " in f" {name} " for name in names):
            continue
        yield lead


def _each_once(found: Iterable[Lead]) -> tuple[Lead, ...]:
    return tuple({lead.from_unit: lead for lead in reversed(list(found))}.values())[::-1]


def lead_for_number(number: str, at: date) -> Lead | None:
    """Where a phone number that is no unit's any more leads; ``None`` for all others."""
    digits = next(iter(numbers_in(number)), "")
    one = former(at).numbers.get(digits)
    return _by_name(one, By.PHONE, at) if one else None


def lead_for_unit(unit_id: UUID, at: date) -> Lead | None:
    """Where a unit that is gone leads; ``None`` for one that is there, or never was."""
    if unit_id in organisation(at).units:
        return None
    name = known_as(names_through_time({unit_id}).get(unit_id, ()), at)
    if name is None or name.days.ends is None or name.days.ends > at:
        return None
    return _lead(By.PAGE, name.name, unit_id, name.days.ends, at)


def count_wrong_turns(leads: Iterable[Lead], channel: str, *, by: Actor, at: datetime) -> None:
    """Count that somebody came by something old and was led on, by ``channel``.

    ``channel``: page, search, phone, desk or letter. What leads nowhere is not counted.
    """
    for lead in leads:
        if lead.now:
            note_wrong_turn(
                from_unit_id=lead.from_unit, to_unit_id=lead.now[0].unit_id, channel=channel,
                by=by, at=at,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MovedUnit:
    """One line of what went where, for other systems. ``kle`` "" is everything."""

    on: date
    from_key: str
    from_name: str
    from_phone: str
    kle: str
    to_key: str
    to_name: str
    to_phone: str


def moved_units(since: date, at: datetime) -> tuple[MovedUnit, ...]:
    """What went where from the day ``since`` on, also what is signed for a day to come."""
    lines = [line for line in successions().lines if line.on >= since]
    names = names_through_time({unit for line in lines for unit in (line.from_unit, line.to_unit)})
    found = []
    for line in lines:
        was = known_as(names.get(line.from_unit, ()), line.on - timedelta(days=1))
        now = known_as(names.get(line.to_unit, ()), max(line.on, day_of(at)))
        if was is not None and now is not None:
            found.append(
                MovedUnit(
                    line.on, was.key, was.name, was.phone, line.kle, now.key, now.name, now.phone
                )
            )
    return tuple(found)
