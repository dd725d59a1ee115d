"""A grant, the chain above it, and what the chain reaches. Pure.

A grant is authority that a unit holds. It comes from the grant above it, and so on up to a root,
which only a governing body holds (the council, or a committee by the governing statute:
Kommunestyrelsesloven §§ 17 and 20). Every link must hold on the day; each link can only narrow
subject, action, outcome, complexity and amount.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from uuid import UUID

from indgang.competence.ranges import Region, region
from indgang.organisation.public import kle_intersection
from indgang.shared.validity import Days

#: What a kind of authority also lets one do. Deciding includes preparing; approving another's
#: proposal is an authority of its own and does not include deciding alone.
INCLUDES: Mapping[str, frozenset[str]] = {
    "inform": frozenset({"inform"}),
    "receive": frozenset({"inform", "receive"}),
    "prepare": frozenset({"inform", "receive", "prepare"}),
    "decide": frozenset({"inform", "receive", "prepare", "decide"}),
    "approve": frozenset({"inform", "receive", "prepare", "approve"}),
}

#: Who may hold a grant without one above it.
GOVERNING_BODIES = frozenset({"council", "committee"})

#: A chain longer than this is a mistake in the data (council → … → post is five links).
LONGEST_CHAIN = 12

#: Stands for "no outcome at all" in a grant, where an empty set means any outcome.
NO_OUTCOME = "none"


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """One grant with its instrument, as the rules need it (see ``models.Grant``)."""

    grant_id: UUID
    above_id: UUID | None
    holder_id: UUID
    holder_kind: str
    function: str
    action: str
    kle: str
    amount_limit: int | None
    outcomes: frozenset[str]
    may_sub_delegate: bool
    days: Days
    instrument_kind: str
    instrument_days: Days
    without: frozenset[str] = frozenset()
    person_id: UUID | None = None
    way_id: UUID | None = None
    complexity: int | None = None
    instrument_id: UUID | None = None
    origin_id: UUID | None = None

    @property
    def region(self) -> Region | None:
        """The subjects that the grant itself is about; ``None`` when it is about nothing."""
        return region(self.kle, self.without)


Chain = tuple[GrantFacts, ...]


def links_above(grant: GrantFacts, grants: Mapping[UUID, GrantFacts]) -> Chain | None:
    """From ``grant`` up to a governing body, whatever the day; ``None`` when there is no such way.

    A link above another must allow sub-delegation and be a unit's, not one person's; the root must
    be held by a governing body.
    """
    chain: list[GrantFacts] = []
    current: GrantFacts | None = grant
    while current is not None and len(chain) < LONGEST_CHAIN:
        if chain and (not current.may_sub_delegate or current.person_id is not None):
            return None
        chain.append(current)
        if current.above_id is None:
            return tuple(chain) if current.holder_kind in GOVERNING_BODIES else None
        current = grants.get(current.above_id)
    return None


def holds_on(chain: Chain, at: date) -> bool:
    """Do all links and their instruments hold on the day?"""
    return all(at in link.days and at in link.instrument_days for link in chain)


def chain_of(grant: GrantFacts, grants: Mapping[UUID, GrantFacts], at: date) -> Chain | None:
    """The chain of the grant on the day; ``None`` when a link is missing, void or not given on."""
    chain = links_above(grant, grants)
    return chain if chain is not None and holds_on(chain, at) else None


def chain_kle(chain: Iterable[GrantFacts]) -> str | None:
    """The range that every link covers; ``None`` when they have none in common."""
    result: str | None = ""
    for grant in chain:
        if result is None:
            return None
        result = kle_intersection(result, grant.kle)
    return result


def chain_limit(chain: Iterable[GrantFacts]) -> int | None:
    """The lowest amount limit of the links in kroner; ``None`` when none has a limit."""
    return min((g.amount_limit for g in chain if g.amount_limit is not None), default=None)


@dataclass(frozen=True, slots=True)
class Reach:
    """What a chain lets its lowest link do. ``None`` for a limit, outcomes or complexity: any."""

    region: Region
    actions: frozenset[str]
    limit: int | None
    outcomes: frozenset[str] | None
    complexity: int | None

    @property
    def action(self) -> str:
        """The one kind of authority that includes exactly these actions."""
        return max(
            (kind for kind, includes in INCLUDES.items() if includes <= self.actions),
            key=lambda kind: len(INCLUDES[kind]),
        )

    def holds(self, other: "Reach") -> bool:
        """Is all that ``other`` may do, apart from its subjects, within this?"""
        return (
            other.actions <= self.actions
            and _within(other.limit, self.limit)
            and _within(other.complexity, self.complexity)
            and (
                self.outcomes is None
                or (other.outcomes is not None and other.outcomes <= self.outcomes)
            )
        )


def _within(low: int | None, high: int | None) -> bool:
    return high is None or (low is not None and low <= high)


def reach_of(chain: Chain) -> Reach | None:
    """What the links leave, each narrowing the one above; ``None`` when they share no subject."""
    regions = [link.region for link in chain]
    common = reduce(lambda one, other: one and other and one.both(other), regions)
    if common is None:
        return None
    named = [link.outcomes for link in chain if link.outcomes]
    return Reach(
        common,
        frozenset.intersection(*(INCLUDES[link.action] for link in chain)),
        chain_limit(chain),
        frozenset.intersection(*named) if named else None,
        min((link.complexity for link in chain if link.complexity is not None), default=None),
    )


def chain_days(chain: Chain) -> Days | None:
    """The days on which every link and every instrument holds."""
    days: Days | None = Days(date.min)
    for link in chain:
        for run in (link.days, link.instrument_days):
            days = days and days.intersection(run)
    return days
