"""The grants as they stand from the day of a reorganisation, while they are being placed. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from indgang.competence.grants import (
    GOVERNING_BODIES,
    LONGEST_CHAIN,
    Chain,
    GrantFacts,
    Reach,
    chain_days,
    links_above,
    reach_of,
)
from indgang.competence.parting import Ground, Living
from indgang.competence.ranges import Region
from indgang.shared.validity import Days


class Standing:
    """What stands from the day on, by id and by holder; and what it could give."""

    def __init__(self, ground: Ground, from_day: Days) -> None:
        self.ground, self.from_day = ground, from_day
        self.grants: dict[UUID, GrantFacts] = {}
        self._held: dict[UUID, list[GrantFacts]] = {}
        self._scopes: dict[tuple[object, ...], GrantFacts] = {}
        self._undated: dict[tuple[object, ...], GrantFacts] = {}

    def add(self, grant: GrantFacts) -> GrantFacts:
        """Let it stand, its holder being what it is afterwards."""
        unit = self.ground.after.units.get(grant.holder_id)
        grant = replace(grant, holder_kind=unit.kind if unit else "")
        self.grants[grant.grant_id] = grant
        self._held.setdefault(grant.holder_id, []).append(grant)
        self._scopes.setdefault(self._scope(grant), grant)
        self._undated.setdefault(self._scope(grant)[:-1], grant)
        return grant

    def like(self, grant: GrantFacts) -> GrantFacts | None:
        """One that stands already and says the same: after a merge two become one."""
        return self._scopes.get(self._scope(grant))

    def placed(self, grant: GrantFacts) -> GrantFacts | None:
        """What stands in its place already: it itself, or one that says the same on other days."""
        return self.grants.get(grant.grant_id) or self._undated.get(self._scope(grant)[:-1])

    def _scope(self, grant: GrantFacts) -> tuple[object, ...]:
        return (
            grant.holder_id, grant.function, grant.action, grant.kle, grant.without,
            grant.amount_limit, grant.outcomes, grant.complexity, grant.may_sub_delegate,
            grant.above_id, grant.instrument_id, grant.instrument_kind, grant.person_id,
            grant.way_id, grant.days.intersection(self.from_day),
        )  # fmt: skip

    def reach(self, link: GrantFacts) -> Reach | None:
        """What it lets its holder do from the day on."""
        chain = links_above(link, self.grants)
        return reach_of(chain) if chain else None

    def links_for(self, one: Living, home: UUID) -> Iterable[GrantFacts]:
        """Grants that could be above, the nearest holder's first, the most exact of one first."""
        if one.grant.above_id is not None and one.grant.instrument_kind != "internal_delegation":
            return  # a body's leave or an agreement is that body's: nobody else gives it
        for unit_id in self.ground.line(home):
            held = self._held.get(unit_id, ())
            for link in sorted(held, key=lambda g: (-len(g.kle), g.grant_id.int)):
                if self._could_give(link, one):
                    yield link

    def givers(self, one: Living, part: Region) -> tuple[UUID, ...]:
        """Every unit that has authority for the whole part and may give it on."""
        found = [
            link.holder_id
            for link in self.grants.values()
            if self._could_give(link, one)
            and (reach := self.reach(link)) is not None
            and not part.minus(reach.region)
        ]
        return tuple(dict.fromkeys(found))

    def _could_give(self, link: GrantFacts, one: Living) -> bool:
        if not link.may_sub_delegate or link.person_id is not None:
            return False
        if link.holder_kind in GOVERNING_BODIES:
            return False  # a body's own resolution is no superior's internal delegation
        chain = links_above(link, self.grants)
        if chain is None or len(chain) >= LONGEST_CHAIN:
            return False
        reach, days = reach_of(chain), chain_days(chain)
        return (
            reach is not None
            and reach.holds(one.reach)
            and days is not None
            and days.intersection(one.days) == one.days
            and _ways(chain) == _ways(one.chain[1:])
        )


def _ways(chain: Chain) -> frozenset[UUID]:
    return frozenset(link.way_id for link in chain if link.way_id is not None)
