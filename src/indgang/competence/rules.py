"""May they? A pure answer from grants, posts and conflicts of interest on one day.

A grant that ends takes everything under it along, and nobody has authority out of the air
(Forvaltningsloven's principle of competence; demand O4). See ``grants`` for chains.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.competence.authority import Authority, Line
from indgang.competence.grants import (
    GOVERNING_BODIES,
    INCLUDES,
    GrantFacts,
    chain_kle,
    chain_limit,
    chain_of,
)
from indgang.competence.ranges import ranges_above
from indgang.organisation.public import kle_intersection
from indgang.shared.actor import HeldPost

__all__ = [
    "GOVERNING_BODIES",
    "INCLUDES",
    "Authority",
    "GrantFacts",
    "Line",
    "Matter",
    "Reason",
    "Verdict",
    "chain_kle",
    "chain_limit",
    "chain_of",
    "judge",
    "verdict",
]


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be done: a KLE subject, and if known the amount (kroner), the outcome and the
    complexity (1: the rules leave little to weigh … 3: much)."""

    kle: str
    amount: int | None = None
    outcome: str = ""
    complexity: int | None = None


class Reason(StrEnum):
    """Why the answer is what it is. The order is from farthest to nearest to a yes."""

    NO_POST = "no_post"
    NO_GRANT = "no_grant"
    CHAIN_BROKEN = "chain_broken"
    ACTION = "action"
    NOT_TAKEN_UP = "not_taken_up"
    OUTCOME = "outcome"
    COMPLEXITY = "complexity"
    AMOUNT = "amount"
    OWN_PROPOSAL = "own_proposal"
    CONFLICT = "conflict"
    ALLOWED = "allowed"


_FARNESS = {reason: -number for number, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, with the chain from the post's own grant up to the governing body.

    ``limit`` is the lowest amount limit on the chain in kroner, ``complexity`` the heaviest matter
    it is for (``None``: no limit). A refusal keeps the chain that came nearest, so that it can be
    explained.
    """

    allowed: bool
    reason: Reason
    matter: Matter
    action: str
    at: date
    chain: tuple[GrantFacts, ...] = ()
    post: HeldPost | None = None
    limit: int | None = None
    complexity: int | None = None

    @property
    def by_dispensation(self) -> bool:
        """Does a link of the chain rest on a dispensation?"""
        return any(grant.instrument_kind == "dispensation" for grant in self.chain)


def judge(line: Line, action: str, matter: Matter) -> Reason | None:
    """What this grant says to the matter; ``None`` when it is not about the subject.

    The line's range is known to hold the subject (``Authority.lines`` finds it by that).
    """
    reach = line.reach
    without = line.grant.without if reach is None else reach.region.without
    for hole in without:
        if kle_intersection(hole, matter.kle) is not None:
            return None
    if reach is None:
        return Reason.CHAIN_BROKEN
    if action not in reach.actions:
        return Reason.ACTION
    if not line.taken_up:
        return Reason.NOT_TAKEN_UP
    if matter.outcome and reach.outcomes is not None and matter.outcome not in reach.outcomes:
        return Reason.OUTCOME
    if _over(matter.complexity, reach.complexity):
        return Reason.COMPLEXITY
    return Reason.AMOUNT if _over(matter.amount, reach.limit) else Reason.ALLOWED


def by_the_days_number(matter: Matter, authority: Authority) -> Matter:
    """The matter under the number that KLE gives its subject on the day."""
    kle = authority.number_of(matter.kle)
    return matter if kle == matter.kle else replace(matter, kle=kle)


def _over(asked: int | None, limit: int | None) -> bool:
    return limit is not None and asked is not None and asked > limit


def verdict(
    *,
    posts: Iterable[HeldPost],
    authority: Authority,
    action: str,
    matter: Matter,
    at: date,
    conflict: bool = False,
    person_id: UUID | None = None,
    own_proposal: bool = False,
) -> Verdict:
    """May a person with these posts do ``action`` in ``matter`` on the day ``at``?

    The same question gives the same answer: grants are weighed in a fixed order (allowed first,
    then without dispensation before with, highest limit, shortest chain, id). ``person_id`` opens
    grants to that person alone. ``own_proposal``: the person made what is now to be approved
    (four eyes: nobody approves their own).
    """
    held = tuple(posts)
    if not held:
        return Verdict(False, Reason.NO_POST, matter, action, at)
    best: tuple[int, tuple[bool, int, int, int]] | None = None
    chosen: tuple[Reason, Line, HeldPost] | None = None
    asked = by_the_days_number(matter, authority)
    ranges = ranges_above(asked.kle)
    for post in held:
        lines = authority.lines(post.unit_id, at)
        for wide in ranges if lines else ():
            for line in lines.get(wide, ()):
                if not line.for_post(post, person_id):
                    continue
                reason = judge(line, action, asked)
                if reason is None:
                    continue
                order = (_FARNESS[reason], line.preference)
                if best is None or order < best:
                    best, chosen = order, (reason, line, post)
    if chosen is None:
        return Verdict(False, Reason.NO_GRANT, matter, action, at, post=held[0])
    reason, line, post = chosen
    if reason is Reason.ALLOWED and conflict:
        reason = Reason.CONFLICT
    elif reason is Reason.ALLOWED and own_proposal and action == "approve":
        reason = Reason.OWN_PROPOSAL
    reach = line.reach
    return Verdict(
        reason is Reason.ALLOWED,
        reason,
        matter,
        action,
        at,
        line.chain,
        post,
        None if reach is None else reach.limit,
        None if reach is None else reach.complexity,
    )
