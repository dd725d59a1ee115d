"""May they? A pure answer from grants, posts and conflicts of interest on one day.

A grant is authority that a unit holds. It comes from the grant above it, and so on up to a root,
which only a governing body holds (the council, or a committee by the governing statute:
Kommunestyrelsesloven §§ 17 and 20). Every link must hold on the day; each link can only narrow
subject, amount and outcome. So a grant that ends takes everything under it along, and nobody
has authority out of the air (Forvaltningsloven's principle of competence; demand O4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from indgang.organisation.public import kle_covers, kle_intersection
from indgang.shared.actor import HeldPost
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


@dataclass(frozen=True)
class Authority:
    """Every grant, as the organisation stood on one day."""

    grants: Mapping[UUID, GrantFacts]

    @cached_property
    def by_holder(self) -> Mapping[UUID, tuple[GrantFacts, ...]]:
        """The grants of each unit."""
        found: dict[UUID, list[GrantFacts]] = {}
        for grant in self.grants.values():
            found.setdefault(grant.holder_id, []).append(grant)
        return {holder: tuple(grants) for holder, grants in found.items()}

    def held_by(self, post: HeldPost) -> tuple[GrantFacts, ...]:
        """The grants that a post may use."""
        return tuple(
            grant
            for grant in self.by_holder.get(post.unit_id, ())
            if grant.function in ("", post.function)
        )


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be done: a KLE subject, and if known the amount (kroner) and the outcome."""

    kle: str
    amount: int | None = None
    outcome: str = ""


class Reason(StrEnum):
    """Why the answer is what it is. The order is from farthest to nearest to a yes."""

    NO_POST = "no_post"
    NO_GRANT = "no_grant"
    CHAIN_BROKEN = "chain_broken"
    ACTION = "action"
    OUTCOME = "outcome"
    AMOUNT = "amount"
    CONFLICT = "conflict"
    ALLOWED = "allowed"


_NEARNESS = {reason: number for number, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, with the chain from the post's own grant up to the governing body.

    ``limit`` is the lowest amount limit on the chain in kroner (``None``: no limit). A refusal
    keeps the chain that came nearest, so that it can be explained.
    """

    allowed: bool
    reason: Reason
    matter: Matter
    action: str
    at: date
    chain: tuple[GrantFacts, ...] = ()
    post: HeldPost | None = None
    limit: int | None = None

    @property
    def by_dispensation(self) -> bool:
        """Does a link of the chain rest on a dispensation?"""
        return any(grant.instrument_kind == "dispensation" for grant in self.chain)


def chain_of(
    grant: GrantFacts, grants: Mapping[UUID, GrantFacts], at: date
) -> tuple[GrantFacts, ...] | None:
    """From ``grant`` up to a governing body; ``None`` when a link is missing, void or not given on.

    Every link and its instrument must hold on ``at``; a link above another must allow
    sub-delegation; the root must be held by a governing body.
    """
    chain: list[GrantFacts] = []
    current: GrantFacts | None = grant
    while current is not None:
        if at not in current.days or at not in current.instrument_days:
            return None
        if chain and not current.may_sub_delegate:
            return None
        if len(chain) >= LONGEST_CHAIN:
            return None
        chain.append(current)
        if current.above_id is None:
            return tuple(chain) if current.holder_kind in GOVERNING_BODIES else None
        current = grants.get(current.above_id)
    return None


def chain_kle(chain: Iterable[GrantFacts]) -> str | None:
    """The subjects that every link covers; ``None`` when they have none in common."""
    result: str | None = ""
    for grant in chain:
        if result is None:
            return None
        result = kle_intersection(result, grant.kle)
    return result


def chain_limit(chain: Iterable[GrantFacts]) -> int | None:
    """The lowest amount limit of the links in kroner; ``None`` when none has a limit."""
    return min((g.amount_limit for g in chain if g.amount_limit is not None), default=None)


def _judge(chain: tuple[GrantFacts, ...], action: str, matter: Matter) -> Reason:
    if any(action not in INCLUDES[grant.action] for grant in chain):
        return Reason.ACTION
    if matter.outcome and any(g.outcomes and matter.outcome not in g.outcomes for g in chain):
        return Reason.OUTCOME
    limit = chain_limit(chain)
    if limit is not None and matter.amount is not None and matter.amount > limit:
        return Reason.AMOUNT
    return Reason.ALLOWED


def verdict(
    *,
    posts: Iterable[HeldPost],
    authority: Authority,
    action: str,
    matter: Matter,
    at: date,
    conflict: bool = False,
) -> Verdict:
    """May a person with these posts do ``action`` in ``matter`` on the day ``at``?

    The same question gives the same answer: grants are weighed in a fixed order (allowed first,
    then without dispensation before with, highest limit, shortest chain, id).
    """
    held = tuple(posts)
    if not held:
        return Verdict(False, Reason.NO_POST, matter, action, at)
    found = [
        (_order(answer, grant), answer)
        for post in held
        for grant in authority.held_by(post)
        if (answer := _weigh(grant, post, authority, action, matter, at)) is not None
    ]
    if not found:
        return Verdict(False, Reason.NO_GRANT, matter, action, at, post=held[0])
    best = min(found, key=lambda pair: pair[0])[1]
    if best.allowed and conflict:
        return replace(best, allowed=False, reason=Reason.CONFLICT)
    return best


def _weigh(
    grant: GrantFacts,
    post: HeldPost,
    authority: Authority,
    action: str,
    matter: Matter,
    at: date,
) -> Verdict | None:
    """What this one grant gives; ``None`` when it has nothing to do with the matter or the day."""
    if at not in grant.days or not kle_covers(grant.kle, matter.kle):
        return None
    chain = chain_of(grant, authority.grants, at)
    if chain is None:
        return Verdict(False, Reason.CHAIN_BROKEN, matter, action, at, (grant,), post)
    common = chain_kle(chain)
    if common is None or not kle_covers(common, matter.kle):
        return None
    reason = _judge(chain, action, matter)
    return Verdict(
        reason is Reason.ALLOWED, reason, matter, action, at, chain, post, chain_limit(chain)
    )


def _order(answer: Verdict, grant: GrantFacts) -> tuple[object, ...]:
    return (
        -_NEARNESS[answer.reason],
        answer.by_dispensation,
        -(answer.limit if answer.limit is not None else 2**62),
        len(answer.chain),
        grant.grant_id.int,
    )
