"""How a grant's range is parted by where its holder's things go. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from indgang.competence.grants import (
    GOVERNING_BODIES,
    Chain,
    GrantFacts,
    Reach,
    chain_days,
    links_above,
    reach_of,
)
from indgang.competence.ranges import Region, region
from indgang.organisation.public import Homes, Organisation, kle_covers
from indgang.shared.validity import Days

#: Where a grant to one person goes: the person, and the home of the grant's unit.
Seat = Callable[[UUID, UUID], UUID]


@dataclass(frozen=True, slots=True)
class Living:
    """A grant that has authority on the day or later; ``days``: of its whole chain, from then."""

    grant: GrantFacts
    chain: Chain
    reach: Reach
    days: Days


def living(grant: GrantFacts, grants: Mapping[UUID, GrantFacts], from_day: Days) -> Living | None:
    """The grant with its chain; ``None`` when it has no authority on the day or later."""
    chain = links_above(grant, grants)
    days = chain and chain_days(chain)
    days = days and days.intersection(from_day)
    reach = reach_of(chain) if chain and days else None
    return Living(grant, chain, reach, days) if chain and days and reach else None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a grant's range with its new holder and the grant above (``None``: a root).

    ``rerooted``: the grant above is not what became of the old one.
    """

    region: Region
    holder_id: UUID
    above: GrantFacts | None
    rerooted: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """How a grant is parted. ``rootless`` parts need another grant above."""

    settled: list[Part]
    rootless: list[tuple[Region, UUID]]
    homeless: list[Region]


class Ground:
    """The organisation before and after, and where things go."""

    def __init__(self, homes: Homes, before: Organisation, after: Organisation, seat: Seat) -> None:
        self.homes, self.before, self.after, self.seat = homes, before, after, seat
        self._lines: dict[tuple[bool, UUID], tuple[UUID, ...]] = {}

    def line(self, unit_id: UUID) -> tuple[UUID, ...]:
        """The unit and those above it afterwards, nearest first."""
        return self._line(unit_id, was=False)

    def _line(self, unit_id: UUID, *, was: bool) -> tuple[UUID, ...]:
        if (was, unit_id) not in self._lines:
            org = self.before if was else self.after
            self._lines[was, unit_id] = tuple(up.unit_id for up in org.ancestors(unit_id))
        return self._lines[was, unit_id]

    def homes_of(self, grant: GrantFacts) -> Iterable[tuple[Region, UUID | None]]:
        """The grant's range, parted by where each part of it goes; ``None``: it has no home."""
        own = grant.region
        if own is None:
            return
        if grant.holder_id not in self.before.units:  # it had nobody before either
            yield own, grant.holder_id
            return
        ranges: dict[str, UUID | None] = {}
        within = self.homes.within(grant.holder_id, grant.kle)
        for kle in sorted(within, key=len):
            wider = [known for known in ranges if kle_covers(known, kle)]
            if not wider or ranges[max(wider, key=len)] != within[kle]:
                ranges[kle] = within[kle]
        for kle, home in ranges.items():
            inner = [other for other in ranges if other != kle and kle_covers(kle, other)]
            part = region(kle, inner)
            part = part and part.both(own)
            if part is not None:
                yield part, self._seated(grant, home)

    def _seated(self, grant: GrantFacts, home: UUID | None) -> UUID | None:
        if home is not None and grant.person_id is not None:
            home = self.seat(grant.person_id, home)
        return home if home in self.after.units else None

    def may_give(
        self, grant: GrantFacts, was: GrantFacts | None, link: GrantFacts | None, home: UUID
    ) -> bool:
        """Can the new holder have it from ``link``? ``was`` is what was above it before.

        Without one it must be a governing body. Internal delegation comes from a superior: who was
        one must be one afterwards.
        """
        if home not in self.after.units:  # nobody had it before either
            return True
        if link is None:
            return self.after.units[home].kind in GOVERNING_BODIES
        if grant.instrument_kind != "internal_delegation" or was is None:
            return True
        superior = was.holder_id in self._line(grant.holder_id, was=True)
        return not superior or link.holder_id in self.line(home)

    def part(
        self,
        one: Living,
        was: GrantFacts | None,
        above: Iterable[tuple[Region, GrantFacts | None]],
    ) -> Parting:
        """Part the grant by its homes and by what became of the grant above it."""
        found = Parting([], [], [])
        links = list(above)
        for part, home in self.homes_of(one.grant):
            if home is None:
                found.homeless.append(part)
                continue
            left = [part]
            for range_above, link in links:
                both = part.both(range_above)
                if both is not None and self.may_give(one.grant, was, link, home):
                    found.settled.append(Part(both, home, link))
                elif both is not None:
                    found.rootless.append((both, home))
                left = [rest for each in left for rest in each.minus(range_above)]
            lost = [each.both(one.reach.region) for each in left]
            found.rootless.extend((each, home) for each in lost if each is not None)
        return found
