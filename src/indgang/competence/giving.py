"""Who may give authority and take it back, and what a new grant must keep to. Pure.

**The rule.** Authority is given and taken back on behalf of the unit that holds the grant above it.
For a unit the leader speaks, its own or one in a unit above it. For a governing body its secretary
speaks: a post of leader or support in the body itself or, for a committee, in the council above
it; what the body has decided stands in the instrument. A root grant is its own body's matter.
Nobody gives more than the chain above has (Kommunestyrelsesloven §§ 17 and 20; demand O4).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from indgang.competence.grants import (
    GOVERNING_BODIES,
    INCLUDES,
    GrantFacts,
    Reach,
    chain_of,
    reach_of,
)
from indgang.competence.ranges import region
from indgang.competence.rules import Authority
from indgang.organisation.public import Function, Organisation, kle_covers
from indgang.shared.actor import HeldPost

#: Functions of the posts that act for a governing body.
SECRETARY = frozenset({"leader", "support"})
OUTCOMES = frozenset({"granted", "partly", "refused"})
_RANGE = re.compile(r"(?:[0-9]{2}(?:\.[0-9]{2}){0,2})?")
_MOST = 2**31 - 1  #: the database's largest whole number of kroner


def speaks_for(posts: Iterable[HeldPost], unit_id: UUID, org: Organisation) -> bool:
    """May the posts give and take back authority on behalf of the unit?"""
    unit = org.units.get(unit_id)
    if unit is None:
        return False
    if unit.kind not in GOVERNING_BODIES:
        return org.led_by(posts, unit_id)
    bodies = {up.unit_id for up in org.ancestors(unit_id) if up.kind in GOVERNING_BODIES}
    return any(post.unit_id in bodies and post.function in SECRETARY for post in posts)


def leads_somewhere(posts: Iterable[HeldPost], org: Organisation) -> bool:
    """Is one of the posts a leader's, or a governing body's secretary's?"""
    return any(
        post.function == "leader"
        or (
            post.function in SECRETARY
            and post.unit_id in org.units
            and org.units[post.unit_id].kind in GOVERNING_BODIES
        )
        for post in posts
    )


class Fault(StrEnum):
    """What is wrong with a new grant."""

    NO_RANGE = "no_range"  #: not a KLE range
    HOLE_OUTSIDE = "hole_outside"  #: left out, but not in the range
    NO_ACTION = "no_action"
    NO_OUTCOME = "no_outcome"
    NO_AMOUNT = "no_amount"
    NO_COMPLEXITY = "no_complexity"
    NO_FUNCTION = "no_function"
    NO_HOLDER = "no_holder"  #: the unit does not exist on the first day
    NO_ABOVE = "no_above"  #: only a governing body has authority of its own
    CHAIN = "chain"  #: the grant above does not hold on the first day, or may not be given on
    WIDER_RANGE = "wider_range"
    WIDER_ACTION = "wider_action"
    WIDER_OUTCOMES = "wider_outcomes"
    HIGHER_AMOUNT = "higher_amount"
    HIGHER_COMPLEXITY = "higher_complexity"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault with the field that it is about."""

    field: str
    fault: Fault


def faults_of(new: GrantFacts, authority: Authority) -> tuple[Wrong, ...]:
    """Everything that keeps the grant from being given, as of its own first day.

    ``authority`` is that of the first day, without the new grant.
    """
    ill_formed = tuple(_ill_formed(new))
    if ill_formed:
        return ill_formed
    if new.above_id is None:
        body = new.holder_kind in GOVERNING_BODIES
        return () if body else (Wrong("above", Fault.NO_ABOVE),)
    grants = {**authority.grants, new.grant_id: new}
    chain = chain_of(new, grants, new.days.begins)
    if chain is None:
        return (Wrong("above", Fault.CHAIN),)
    above = reach_of(chain[1:])
    return (Wrong("kle", Fault.WIDER_RANGE),) if above is None else tuple(_wider(new, above))


def _ill_formed(new: GrantFacts) -> Iterable[Wrong]:
    if not _RANGE.fullmatch(new.kle):
        yield Wrong("kle", Fault.NO_RANGE)
    for hole in new.without:
        if not _RANGE.fullmatch(hole):
            yield Wrong("without", Fault.NO_RANGE)
        elif hole == new.kle or not kle_covers(new.kle, hole):
            yield Wrong("without", Fault.HOLE_OUTSIDE)
    if new.action not in INCLUDES:
        yield Wrong("action", Fault.NO_ACTION)
    if new.function and new.function not in Function.values:
        yield Wrong("function", Fault.NO_FUNCTION)
    if not new.outcomes <= OUTCOMES:
        yield Wrong("outcomes", Fault.NO_OUTCOME)
    if new.amount_limit is not None and not 0 <= new.amount_limit <= _MOST:
        yield Wrong("amount_limit", Fault.NO_AMOUNT)
    if new.complexity is not None and new.complexity not in (1, 2, 3):
        yield Wrong("complexity", Fault.NO_COMPLEXITY)
    if not new.holder_kind:
        yield Wrong("holder", Fault.NO_HOLDER)


def _wider(new: GrantFacts, above: Reach) -> Iterable[Wrong]:
    own = region(new.kle, new.without)
    if own is None or own.minus(above.region):
        yield Wrong("kle", Fault.WIDER_RANGE)
    if new.action not in above.actions:
        yield Wrong("action", Fault.WIDER_ACTION)
    if new.outcomes and above.outcomes is not None and not new.outcomes <= above.outcomes:
        yield Wrong("outcomes", Fault.WIDER_OUTCOMES)
    if _higher(new.amount_limit, above.limit):
        yield Wrong("amount_limit", Fault.HIGHER_AMOUNT)
    if _higher(new.complexity, above.complexity):
        yield Wrong("complexity", Fault.HIGHER_COMPLEXITY)


def _higher(asked: int | None, limit: int | None) -> bool:
    return asked is not None and limit is not None and asked > limit


def needs_readiness(new: GrantFacts) -> bool:
    """Does the front desk get a task by dispensation? Then the task must be ready (demand E11)."""
    return (
        new.instrument_kind == "dispensation"
        and new.action in ("decide", "approve")
        and new.function in ("", "front_desk")
    )


def giver_of(grant: GrantFacts, authority: Authority) -> UUID | None:
    """The unit on whose behalf a grant is given and taken back; ``None`` when it is not known."""
    if grant.above_id is None:
        return grant.holder_id
    above = authority.grants.get(grant.above_id)
    return None if above is None else above.holder_id


def begins_too_early(begins: date, today: date) -> bool:
    """Authority is not given for days that have passed: what was decided then was decided so."""
    return begins < today
