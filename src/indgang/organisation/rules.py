"""The organisation on one day, as facts in memory. Pure: what is asked for is an argument.

KLE (Kommunernes Landsforenings Emnesystematik) numbers its subjects ``NN.NN.NN``; a shorter
number is the range below it and the empty one is every subject.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from indgang.shared.actor import HeldPost
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound


def kle_covers(wide: str, narrow: str) -> bool:
    """Does the range ``wide`` hold all of ``narrow``?  ``32.24`` covers ``32.24.04``.

    >>> kle_covers("32.2", "32.24.04")
    False
    """
    return wide == "" or narrow == wide or narrow.startswith(wide + ".")


def kle_intersection(one: str, other: str) -> str | None:
    """The subjects in both ranges; ``None`` when there are none."""
    if kle_covers(one, other):
        return other
    return one if kle_covers(other, one) else None


#: Bodies of politicians: they govern administrations and are none.
_GOVERNING = frozenset({"council", "committee"})


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as it is on the day. ``parent_id`` is ``None`` at the top."""

    unit_id: UUID
    key: str
    name: str
    kind: str
    parent_id: UUID | None
    phone: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A unit's role to a range of KLE subjects."""

    unit_id: UUID
    kle: str
    role: str


@dataclass(frozen=True)
class Organisation:
    """All units of a day. ``revision`` is that of the room when it was read."""

    at: date
    revision: int
    units: Mapping[UUID, UnitFacts]
    tasks: tuple[TaskFacts, ...]

    @cached_property
    def by_key(self) -> Mapping[str, UnitFacts]:
        """The units by their lasting key."""
        return {unit.key: unit for unit in self.units.values()}

    @cached_property
    def children(self) -> Mapping[UUID | None, tuple[UnitFacts, ...]]:
        """The units right below each, in the order of their names."""
        below: dict[UUID | None, list[UnitFacts]] = {}
        for unit in sorted(self.units.values(), key=lambda unit: danish_order(unit.name)):
            below.setdefault(unit.parent_id, []).append(unit)
        return {parent: tuple(units) for parent, units in below.items()}

    def unit(self, unit_id: UUID) -> UnitFacts:
        """The unit. Raises ``NotFound`` when it does not exist on the day."""
        try:
            return self.units[unit_id]
        except KeyError:
            raise NotFound("no_such_unit", f"{unit_id}") from None

    def ancestors(self, unit_id: UUID) -> Iterator[UnitFacts]:
        """The unit itself and those above it, nearest first. A loop ends the walk."""
        seen: set[UUID] = set()
        current: UUID | None = unit_id
        while current is not None and current not in seen and current in self.units:
            seen.add(current)
            unit = self.units[current]
            yield unit
            current = unit.parent_id

    def led_by(self, posts: Iterable[HeldPost], unit_id: UUID) -> bool:
        """Is one of the posts that of the leader of the unit, or of a unit above it?"""
        led = {post.unit_id for post in posts if post.function == "leader"}
        return any(unit.unit_id in led for unit in self.ancestors(unit_id))

    @cached_property
    def _administrations(self) -> Mapping[UUID, UUID | None]:
        found: dict[UUID, UUID | None] = {}
        for unit_id in self.units:
            above = [up for up in self.ancestors(unit_id) if up.kind not in _GOVERNING]
            named = next((up for up in above if up.kind == "administration"), None)
            top = named or (above[-1] if above else None)
            found[unit_id] = None if top is None else top.unit_id
        return found

    @cached_property
    def administrations(self) -> tuple[UnitFacts, ...]:
        """Every administration (see ``administration_of``), in the order of their names."""
        found = {unit_id for unit_id in self._administrations.values() if unit_id is not None}
        units = (self.units[unit_id] for unit_id in found)
        return tuple(sorted(units, key=lambda unit: danish_order(unit.name)))

    def administration_of(self, unit_id: UUID) -> UnitFacts | None:
        """The administration the unit belongs to; ``None`` for committees and the council.

        A municipality without administrations is parted where it is parted right below its
        politicians: a centre there is what an administration is elsewhere.
        """
        found = self._administrations.get(unit_id)
        return None if found is None else self.units[found]

    def same_administration(self, one: UUID, other: UUID) -> bool:
        """Do both belong to the same administration?"""
        found = self._administrations.get(one)
        return found is not None and found == self._administrations.get(other)

    def units_for(self, kle: str, role: str) -> tuple[UnitFacts, ...]:
        """Units with this role to the subject, the most exact responsibility first."""
        found = [
            (len(task.kle), self.units[task.unit_id])
            for task in self.tasks
            if task.role == role and kle_covers(task.kle, kle) and task.unit_id in self.units
        ]
        found.sort(key=lambda pair: (-pair[0], danish_order(pair[1].name)))
        return tuple(unit for _, unit in found)
