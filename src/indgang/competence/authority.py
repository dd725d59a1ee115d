"""Every grant of a day with its chain resolved once, by holder and by range. Pure.

Chains are resolved when their holder is first asked about, and kept: a verdict is then a few
look-ups, however many grants there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from indgang.competence.grants import Chain, GrantFacts, Reach, chain_of, reach_of
from indgang.competence.ranges import ranges_above
from indgang.shared.actor import HeldPost


@dataclass(frozen=True, slots=True)
class Line:
    """A grant in its days, with its chain. ``reach`` is ``None`` when the chain does not hold."""

    grant: GrantFacts
    chain: Chain
    reach: Reach | None
    taken_up: bool  #: every link's way of working is in use at its holder (demand O8)
    by_dispensation: bool
    #: which of several that say the same is told: no dispensation, highest limit, shortest chain
    preference: tuple[bool, int, int, int]

    @property
    def in_force(self) -> bool:
        """Does the whole chain hold, and is the way of working in use?"""
        return self.reach is not None and self.taken_up

    def for_post(self, post: HeldPost, person_id: UUID | None) -> bool:
        """May this post of this person use the grant?"""
        return usable(self.grant, post, person_id)


def usable(grant: GrantFacts, post: HeldPost, person_id: UUID | None) -> bool:
    """Is the grant the post's: its unit, its function, and the person when it names one?"""
    return (
        grant.holder_id == post.unit_id
        and (not grant.function or grant.function == post.function)
        and (grant.person_id is None or grant.person_id == person_id)
    )


@dataclass(frozen=True)
class Authority:
    """Every grant, as the organisation stood on one day.

    ``uptakes``: the (way, unit) pairs in use on that day. ``number_of``: the day's number for a
    subject that is asked for by an older or a newer one (an old case after KLE has changed).
    """

    grants: Mapping[UUID, GrantFacts]
    uptakes: frozenset[tuple[UUID, UUID]] = frozenset()
    number_of: Callable[[str], str] = field(default=str, compare=False)

    @cached_property
    def by_holder(self) -> Mapping[UUID, tuple[GrantFacts, ...]]:
        """The grants of each unit."""
        found: dict[UUID, list[GrantFacts]] = {}
        for grant in self.grants.values():
            found.setdefault(grant.holder_id, []).append(grant)
        return {holder: tuple(grants) for holder, grants in found.items()}

    @cached_property
    def _resolved(self) -> dict[tuple[UUID, date], Mapping[str, tuple[Line, ...]]]:
        return {}

    def held_by(self, post: HeldPost, person_id: UUID | None = None) -> tuple[GrantFacts, ...]:
        """The grants that a post may use."""
        held = self.by_holder.get(post.unit_id, ())
        return tuple(grant for grant in held if usable(grant, post, person_id))

    def lines(self, holder_id: UUID, at: date) -> Mapping[str, tuple[Line, ...]]:
        """The holder's grants that are in their days on ``at``, by the range they are about."""
        key = (holder_id, at)
        known = self._resolved.get(key)
        if known is None:
            known = self._resolved[key] = self._resolve(self.by_holder.get(holder_id, ()), at)
        return known

    def _resolve(self, held: Iterable[GrantFacts], at: date) -> Mapping[str, tuple[Line, ...]]:
        found: dict[str, list[Line]] = {}
        for grant in held:
            if at in grant.days and (line := self._line(grant, at)) is not None:
                kle = grant.kle if line.reach is None else line.reach.region.kle
                found.setdefault(kle, []).append(line)
        return {kle: tuple(lines) for kle, lines in found.items()}

    def _line(self, grant: GrantFacts, at: date) -> Line | None:
        chain = chain_of(grant, self.grants, at)
        if chain is None:
            return _line(grant, (grant,), None, True)
        reach = reach_of(chain)
        taken_up = all(
            link.way_id is None or (link.way_id, link.holder_id) in self.uptakes for link in chain
        )
        return None if reach is None else _line(grant, chain, reach, taken_up)

    @cached_property
    def _by_range(self) -> dict[date, Mapping[str, tuple[Line, ...]]]:
        return {}

    def in_force(self, at: date) -> Mapping[str, tuple[Line, ...]]:
        """Every grant whose whole chain holds on the day, by the range it is about."""
        known = self._by_range.get(at)
        if known is None:
            found: dict[str, list[Line]] = {}
            for holder_id in self.by_holder:
                for kle, lines in self.lines(holder_id, at).items():
                    found.setdefault(kle, []).extend(line for line in lines if line.in_force)
            known = self._by_range[at] = {kle: tuple(lines) for kle, lines in found.items()}
        return known

    def about(self, kle: str, at: date) -> Iterator[Line]:
        """Those in force whose range holds the subject (``rules.judge`` knows of the holes)."""
        found = self.in_force(at)
        for wide in ranges_above(self.number_of(kle)):
            yield from found.get(wide, ())


def _line(grant: GrantFacts, chain: Chain, reach: Reach | None, taken_up: bool) -> Line:
    dispensed = any(link.instrument_kind == "dispensation" for link in chain)
    limit = None if reach is None else reach.limit
    most = limit if limit is not None else 2**62
    return Line(
        grant, chain, reach, taken_up, dispensed, (dispensed, -most, len(chain), grant.grant_id.int)
    )
