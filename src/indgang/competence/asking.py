"""Who may, what may a person, where is nobody, where are two. Reads of one day's authority."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from uuid import UUID

from indgang.competence.agreed import BoundaryLine, boundaries, boundary_for
from indgang.competence.authority import Authority, Line
from indgang.competence.queries import authority, lines_that_may
from indgang.competence.rules import GOVERNING_BODIES, GrantFacts, Matter
from indgang.organisation.public import (
    Organisation,
    StaffLine,
    UnitFacts,
    kle_covers,
    organisation,
    posts_of,
    staff_lines,
)
from indgang.shared.actor import HeldPost
from indgang.shared.danish_order import danish_order


@dataclass(frozen=True, slots=True)
class PersonThatMay:
    """Somebody whose post may do it."""

    person_id: UUID
    name: str
    phone: str
    function: str
    title: str


@dataclass(frozen=True, slots=True)
class WhoMay:
    """A unit (``function``: only posts of it, "": every post) that may, by which chain, and who.

    ``limit`` in kroner and ``complexity`` are the lowest on the chain (``None``: none). The chain
    goes from the unit's own grant up to the governing body. No people: it may, and nobody is there.
    """

    unit_id: UUID
    name: str
    phone: str
    function: str
    limit: int | None
    complexity: int | None
    by_dispensation: bool
    chain: tuple[GrantFacts, ...]
    people: tuple[PersonThatMay, ...]


def _people(line: Line, staff: Iterable[StaffLine]) -> tuple[PersonThatMay, ...]:
    return tuple(
        PersonThatMay(post.person_id, post.name, post.phone, post.function, post.title)
        for post in staff
        if line.for_post(
            HeldPost(post.post_id, post.unit_id, post.function, post.title), post.person_id
        )
    )


def who_may(action: str, matter: Matter, at: date) -> tuple[WhoMay, ...]:
    """Every unit below the administrations that may do it, once for each function that may.

    Without dispensation first, then by name. Of grants that say the same the preferred one is
    told (``rules.verdict``).
    """
    org = organisation(at)
    best: dict[tuple[UUID, str, UUID | None], Line] = {}
    for line in lines_that_may(authority(org), action, matter, at):
        grant = line.grant
        key = (grant.holder_id, grant.function, grant.person_id)
        if grant.holder_id in org.units and (
            key not in best or line.preference < best[key].preference
        ):
            best[key] = line
    staff = staff_lines({unit_id for unit_id, _, _ in best}, at)
    found = []
    for line in best.values():
        unit = org.units[line.grant.holder_id]
        reach = line.reach
        found.append(
            WhoMay(
                unit.unit_id,
                unit.name,
                unit.phone,
                line.grant.function,
                reach.limit if reach else None,
                reach.complexity if reach else None,
                line.by_dispensation,
                line.chain,
                _people(line, staff.get(unit.unit_id, ())),
            )
        )
    return tuple(sorted(found, key=lambda m: (m.by_dispensation, danish_order(m.name), m.function)))


@dataclass(frozen=True, slots=True)
class MayDo:
    """What a grant lets a person do on the day. ``kle`` is a range ("": every subject) and
    ``without`` the parts that are not in it; ``outcomes`` ``None``: any; ``taken_up``: whether the
    way of working it waits for is in use."""

    action: str
    kle: str
    without: tuple[str, ...]
    limit: int | None
    complexity: int | None
    outcomes: tuple[str, ...] | None
    by_dispensation: bool
    taken_up: bool
    unit_id: UUID
    unit_name: str
    function: str
    chain: tuple[GrantFacts, ...]


def what_may(
    person_id: UUID, at: date, *, posts: tuple[HeldPost, ...] | None = None
) -> tuple[MayDo, ...]:
    """Every grant that the person's posts may use on the day, strongest action first, by range."""
    org = organisation(at)
    book = authority(org)
    found = {}
    for post in posts_of(person_id, at) if posts is None else posts:
        for lines in book.lines(post.unit_id, at).values():
            for line in lines:
                if line.reach is None or not line.for_post(post, person_id):
                    continue
                found[line.grant.grant_id] = _may_do(line, post, org)
    strongest = ("decide", "approve", "prepare", "receive", "inform")
    return tuple(sorted(found.values(), key=lambda m: (strongest.index(m.action), m.kle)))


def _may_do(line: Line, post: HeldPost, org: Organisation) -> MayDo:
    reach = line.reach
    assert reach is not None
    unit = org.units.get(post.unit_id)
    return MayDo(
        reach.action,
        reach.region.kle,
        tuple(sorted(reach.region.without)),
        reach.limit,
        reach.complexity,
        None if reach.outcomes is None else tuple(sorted(reach.outcomes)),
        line.by_dispensation,
        line.taken_up,
        post.unit_id,
        unit.name if unit else "",
        post.function,
        line.chain,
    )


@dataclass(frozen=True, slots=True)
class Gap:
    """A subject that nobody may decide on the day. ``units`` may, but have nobody in the post."""

    kle: str
    units: tuple[UnitFacts, ...]


def gaps(at: date, kles: Iterable[str], *, action: str = "decide") -> tuple[Gap, ...]:
    """Subjects that no unit below the administrations may decide, or where nobody is there."""
    org = organisation(at)
    book = authority(org)
    lines = {kle: _in_house(book, action, kle, at, org) for kle in dict.fromkeys(kles)}
    staff = staff_lines({line.grant.holder_id for some in lines.values() for line in some}, at)
    found = []
    for kle, some in lines.items():
        if not any(_people(line, staff.get(line.grant.holder_id, ())) for line in some):
            units = {line.grant.holder_id: org.units[line.grant.holder_id] for line in some}
            found.append(Gap(kle, tuple(units.values())))
    return tuple(found)


def _in_house(book: Authority, action: str, kle: str, at: date, org: Organisation) -> list[Line]:
    found = lines_that_may(book, action, Matter(kle), at)
    return [line for line in found if line.grant.holder_id in org.units]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may: the branch of the house, and the units in it that may.

    ``stands_in``: all of it in another's place, by ``dispensation`` or ``substitution``; "": own.
    """

    branch: UnitFacts
    units: tuple[UnitFacts, ...]
    stands_in: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two branches of the house may decide the same. ``agreement``: what settles it (K8)."""

    kle: str
    first: Side
    other: Side
    agreement: BoundaryLine | None

    @property
    def settled(self) -> bool:
        """By an agreement, or because one of them has it in the other's place."""
        return self.agreement is not None or bool(self.first.stands_in) != bool(
            self.other.stands_in
        )


def branch_of(unit_id: UUID, org: Organisation) -> UnitFacts:
    """The topmost unit above (or the unit itself) that is not a governing body."""
    below = [up for up in org.ancestors(unit_id) if up.kind not in GOVERNING_BODIES]
    return below[-1] if below else org.unit(unit_id)


def overlaps(at: date, kles: Iterable[str], *, action: str = "decide") -> tuple[Overlap, ...]:
    """Subjects that units of two branches may decide; the unsettled first.

    A branch is an administration or a centre with all below it. Units of one branch that share a
    subject (by district, by function) have a leader in common and are no overlap.
    """
    org = organisation(at)
    book = authority(org)
    agreed = boundaries(at=at)
    found = []
    for kle in dict.fromkeys(kles):
        sides: dict[UUID, dict[UUID, set[str]]] = {}
        for line in _in_house(book, action, kle, at, org):
            holder = line.grant.holder_id
            units = sides.setdefault(branch_of(holder, org).unit_id, {})
            units.setdefault(holder, set()).add(_in_place_of(line))
        for one, other in combinations(
            sorted((_side(b, units, org) for b, units in sides.items()), key=_side_order), 2
        ):
            found.append(Overlap(kle, one, other, _settling(agreed, kle, one, other, org)))
    return tuple(sorted(found, key=lambda o: (o.settled, o.kle)))


def _in_place_of(line: Line) -> str:
    """The kind of instrument by which the line acts in another's place; "" when it does not."""
    kinds = {link.instrument_kind for link in line.chain}
    return next((kind for kind in ("substitution", "dispensation") if kind in kinds), "")


def _side(branch: UUID, units: dict[UUID, set[str]], org: Organisation) -> Side:
    ways = set[str]().union(*units.values())
    return Side(
        org.units[branch],
        tuple(
            sorted((org.units[unit_id] for unit_id in units), key=lambda u: danish_order(u.name))
        ),
        "" if "" in ways else min(ways),  # dispensation before substitution
    )


def _side_order(side: Side) -> tuple[bool, object]:
    return bool(side.stands_in), danish_order(side.branch.name)


def _settling(
    agreed: tuple[BoundaryLine, ...], kle: str, one: Side, other: Side, org: Organisation
) -> BoundaryLine | None:
    """The most exact agreement that names a unit of each side, or a unit above it."""
    ones, others = _names(one, org), _names(other, org)
    return boundary_for(
        [
            line
            for line in agreed
            if kle_covers(line.kle, kle)
            and (
                (line.first_id in ones and line.other_id in others)
                or (line.first_id in others and line.other_id in ones)
            )
        ]
    )


def _names(side: Side, org: Organisation) -> set[UUID]:
    return {
        up.unit_id
        for unit in side.units
        for up in org.ancestors(unit.unit_id)
        if up.kind not in GOVERNING_BODIES
    }
