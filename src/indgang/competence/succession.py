"""What grants become when what their holders have goes elsewhere. Pure.

**Authority is conserved.** Whoever may something before, its home may it afterwards, within the
same limits, and nobody else gains. A grant whose holder or whose grant above goes elsewhere ends on
the day, and others begin in its place, one for each part of its range. Authority by internal
delegation is a superior's to give: when the new holder does not lie under the unit that gave it,
the nearest unit above with authority that covers it, and may be given on, takes the place. If there
is none, the part is lost, and told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from indgang.competence.grants import NO_OUTCOME, GrantFacts
from indgang.competence.parting import Ground, Living, Part, Parting, Seat, living
from indgang.competence.ranges import Region
from indgang.competence.standing import Standing
from indgang.organisation.public import Homes, Organisation
from indgang.shared.validity import Days

#: A new grant's id from that of its origin, its holder, its range and the grant above.
NewId = Callable[[UUID, UUID, str, UUID | None], UUID]


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of a grant that nobody has afterwards.

    ``holder_id``: who would have had it (``None``: it has no home). ``choices``: units that could
    give it. ``with_above``: it goes along with the grant above, which is told of itself.
    """

    grant: GrantFacts
    region: Region
    holder_id: UUID | None
    choices: tuple[UUID, ...]
    with_above: bool


@dataclass(frozen=True)
class Inheritance:
    """Which grants end on the day, which begin, what is lost, and all that stand from the day."""

    ends: frozenset[UUID]
    begins: tuple[GrantFacts, ...]
    lost: tuple[Lost, ...]
    after: Mapping[UUID, GrantFacts]
    #: old grant → what has its place: itself, or those that carry it on
    became: Mapping[UUID, tuple[GrantFacts, ...]]


def succeed(
    grants: Mapping[UUID, GrantFacts],
    homes: Homes,
    before: Organisation,
    after: Organisation,
    *,
    new_id: NewId,
    seat: Seat = lambda person, home: home,
    placed: frozenset[UUID] = frozenset(),
    signed: frozenset[UUID] = frozenset(),
) -> Inheritance:
    """Carry every grant over to where its holder's things go from the day ``homes.on``.

    ``grants`` with their holders' kinds as in ``before``. What does not hold on the day or later
    is left alone. For what comes after signing: ``placed`` grants began by it and stay where they
    are; ``signed`` ones were ended by it (and stand here as they stood before): what became of them
    is found among the placed, and nothing else is made of them.
    """
    ground = Ground(homes, before, after, seat)
    carrying = _Carrying(grants, ground, new_id)
    carrying.run(placed, signed)
    return carrying.result()


class _Carrying:
    """Every grant on its way from before to after."""

    def __init__(self, grants: Mapping[UUID, GrantFacts], ground: Ground, new_id: NewId) -> None:
        self.grants, self.ground, self.new_id = grants, ground, new_id
        self.on = ground.homes.on
        self.from_day = Days(self.on)
        alive = (living(grant, grants, self.from_day) for grant in grants.values())
        self.living = {one.grant.grant_id: one for one in alive if one}
        self.standing = Standing(ground, self.from_day)
        self.became: dict[UUID, list[tuple[Region, GrantFacts]]] = {}
        self.ends: set[UUID] = set()
        self.signed: frozenset[UUID] = frozenset()
        self.begins: list[GrantFacts] = []
        self.lost: list[Lost] = []

    def run(self, placed: frozenset[UUID], signed: frozenset[UUID]) -> None:
        """First what stays as it is, so that what comes to be the same becomes one with it; then
        from the top down what has its grant above settled, and last what needs another."""
        self.signed = signed
        for grant_id in placed:
            grant = self.standing.add(self.grants[grant_id])
            self.became[grant_id] = [(grant.region, grant)] if grant.region else []
        pending = sorted(
            (one for one in self.living.values() if one.grant.grant_id not in placed),
            key=lambda one: (len(one.chain), one.grant.grant_id.int),
        )
        pending = [one for one in pending if one.grant.grant_id in signed or not self._stayed(one)]
        while pending:
            pending = self._round(pending)

    def _round(self, pending: list[Living]) -> list[Living]:
        """Carry over all that can be now; gives those that have to wait."""
        stuck: list[tuple[Living, Parting]] = []
        later: list[Living] = []
        for one in pending:
            if one.grant.above_id is not None and one.grant.above_id not in self.became:
                later.append(one)
                continue
            parting = self._part(one)
            if parting.rootless:
                stuck.append((one, parting))
            else:
                self._finish(one, parting)
        nearest = min((self._depth(parting) for _, parting in stuck), default=0)
        for one, parting in sorted(stuck, key=lambda pair: _widest_first(pair[0])):
            if self._depth(parting) == nearest:
                self._root(one, parting)
                self._finish(one, parting)
            else:
                later.append(one)
        return later

    def _stayed(self, one: Living) -> bool:
        """Let it stand as it stands, if neither its holder nor its grant above goes elsewhere."""
        grant, own, link, was = one.grant, one.grant.region, None, None
        if grant.above_id is not None:
            link, was = self.standing.grants.get(grant.above_id), self.grants[grant.above_id]
            if link is None:
                return False
        homes = list(self.ground.homes_of(grant))
        stays = homes == [(own, grant.holder_id)] and self.ground.may_give(
            grant, was, link, grant.holder_id
        )
        if stays and own is not None:
            self.became[grant.grant_id] = [(own, self.standing.add(grant))]
        return stays

    def _depth(self, parting: Parting) -> int:
        return min(len(self.ground.line(holder)) for _, holder in parting.rootless)

    def _part(self, one: Living) -> Parting:
        above_id = one.grant.above_id
        if above_id is None:
            return self.ground.part(one, None, [(Region(""), None)])
        return self.ground.part(one, self.grants[above_id], self.became[above_id])

    def _root(self, one: Living, parting: Parting) -> None:
        """Find grants above for the parts that need them; what finds none is lost."""
        for part, home in parting.rootless:
            left = [part]
            for link in self.standing.links_for(one, home):
                if not left or (reach := self.standing.reach(link)) is None:
                    continue
                for piece in left:
                    if (both := piece.both(reach.region)) is not None:
                        parting.settled.append(Part(both, home, link, rerooted=True))
                left = [rest for piece in left for rest in piece.minus(reach.region)]
            for rest in left:
                self._lose(one, rest, home)

    def _lose(self, one: Living, part: Region, home: UUID | None) -> None:
        above_id = one.grant.above_id
        gone = above_id is not None and not any(
            known.both(part) for known, _ in self.became[above_id]
        )
        self.lost.append(Lost(one.grant, part, home, (), gone))

    def _finish(self, one: Living, parting: Parting) -> None:
        grant = one.grant
        for part in parting.homeless:
            self._lose(one, part, None)
        self.ends.add(grant.grant_id)
        begun = [(part.region, self._begin(one, part)) for part in parting.settled]
        self.became[grant.grant_id] = [(part, new) for part, new in begun if new is not None]

    def _begin(self, one: Living, part: Part) -> GrantFacts | None:
        grant, above_id = one.grant, part.above.grant_id if part.above else None
        days = grant.days.intersection(self.from_day)
        assert days is not None  # it lives on the day or later
        new = replace(
            grant,
            grant_id=self.new_id(grant.grant_id, part.holder_id, part.region.kle, above_id),
            above_id=above_id,
            holder_id=part.holder_id,
            kle=part.region.kle,
            without=part.region.without,
            days=days,
            # what has not begun yet is taken away whole, so nothing can point at it
            origin_id=grant.grant_id if grant.days.begins < self.on else grant.origin_id,
        )
        if part.rerooted:  # the chain above is another: what the old one narrowed is written out
            outcomes = one.reach.outcomes
            new = replace(
                new,
                action=one.reach.action,
                amount_limit=one.reach.limit,
                outcomes=frozenset() if outcomes is None else outcomes or frozenset({NO_OUTCOME}),
                complexity=one.reach.complexity,
                days=one.days,
            )
        if grant.grant_id in self.signed:
            return self.standing.placed(new)
        known = self.standing.like(new)
        if known is not None:
            return known
        new = self.standing.add(new)
        self.begins.append(new)
        return new

    def result(self) -> Inheritance:
        """As it stands now; what is not alive stands as it stood."""
        after = {
            grant_id: grant
            for grant_id, grant in self.grants.items()
            if grant_id not in self.living
        }
        for grant_id in self.ends:
            grant = self.grants[grant_id]
            if (days := grant.days.until(self.on)) is not None:
                after[grant_id] = replace(grant, days=days)
        told = [
            replace(
                lost, choices=self.standing.givers(self.living[lost.grant.grant_id], lost.region)
            )
            if lost.holder_id is not None and not lost.with_above
            else lost
            for lost in self.lost
            if lost.grant.grant_id not in self.signed
        ]
        return Inheritance(
            frozenset(self.ends) - self.signed,
            tuple(self.begins),
            tuple(told),
            after | self.standing.grants,
            {old: tuple(new for _, new in parts) for old, parts in self.became.items()},
        )


def _widest_first(one: Living) -> tuple[object, ...]:
    grant = one.grant
    return not grant.may_sub_delegate, len(grant.kle), grant.grant_id.int
