"""Authority follows what its holders have, and is conserved: properties over random changes."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.competence.grants import GrantFacts, links_above, reach_of
from indgang.competence.rules import Authority, Matter, verdict
from indgang.competence.succession import Inheritance
from indgang.competence.tests.house import FUNCTIONS, ON, SUBJECTS, Case, cases
from indgang.organisation.public import Organisation
from indgang.shared.actor import HeldPost

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.requirement("O4")]

MATTERS = st.builds(
    Matter,
    st.sampled_from(SUBJECTS),
    st.sampled_from([None, 50, 300, 5000]),
    st.sampled_from(["", "granted", "refused"]),
    st.sampled_from([None, 1, 3]),
)
ACTIONS = st.sampled_from(["decide", "decide", "prepare", "approve", "inform"])
LATER = st.integers(0, 60).map(lambda days: ON + timedelta(days))


def may(book: Authority, unit: UUID, function: str, action: str, matter: Matter, at: date) -> bool:
    post = HeldPost(UUID(int=1), unit, function, "")
    return verdict(posts=[post], authority=book, action=action, matter=matter, at=at).allowed


def _is_lost(found: Inheritance, kle: str, unit: UUID) -> bool:
    return any(lost.region.has(kle) and lost.holder_id == unit for lost in found.lost)


@given(cases(), ACTIONS, MATTERS, st.sampled_from(FUNCTIONS), LATER)
@settings(max_examples=4 * settings().max_examples)
def test_whoever_may_before_their_home_may_after_and_nobody_else(
    case: Case, action: str, matter: Matter, function: str, at: date
) -> None:
    found = case.carried()
    had, has = Authority(case.grants), Authority(found.after)
    heirs: dict[UUID, bool] = {}
    for unit in case.before.units:
        home = case.homes.of(unit, matter.kle)
        assert home is not None
        heirs[home] = heirs.get(home, False) or may(had, unit, function, action, matter, at)
    for unit in {*case.before.units, *case.after.units}:
        now = may(has, unit, function, action, matter, at)
        if now:
            assert heirs.get(unit), "authority out of the air"
        elif heirs.get(unit) and unit in case.after.units:
            assert _is_lost(found, matter.kle, unit), "authority vanished untold"


@given(cases(), ACTIONS, MATTERS, st.sampled_from(FUNCTIONS), st.integers(1, 60))
def test_every_answer_for_a_day_before_is_the_same(
    case: Case, action: str, matter: Matter, function: str, back: int
) -> None:
    found = case.carried()
    at = ON - timedelta(back)
    for unit in case.before.units:
        post = HeldPost(UUID(int=1), unit, function, "")
        was, now = (
            verdict(posts=[post], authority=Authority(grants), action=action, matter=matter, at=at)
            for grants in (case.grants, found.after)
        )
        assert (was.allowed, was.reason, was.limit) == (now.allowed, now.reason, now.limit)
        assert [link.grant_id for link in was.chain] == [link.grant_id for link in now.chain]


@given(cases())
def test_what_is_told_as_lost_could_not_be_had(case: Case) -> None:
    """No unit in the line above could have given it, and each lost part was somebody's."""
    found = case.carried()
    for lost in found.lost:
        chain = links_above(lost.grant, case.grants)
        reach = chain and reach_of(chain)
        assert reach
        if lost.holder_id is None or lost.with_above:
            continue
        line = {up.unit_id for up in case.after.ancestors(lost.holder_id)}
        assert not line & set(lost.choices)


@given(cases(dated=False))
def test_no_two_grants_of_the_day_are_the_same(case: Case) -> None:
    """Duplicates after a merge become one; those that were there before may stay."""
    found = case.carried()
    scopes = [_scope(grant) for grant in found.begins]
    assert len(scopes) == len(set(scopes))
    untouched = {
        _scope(grant)
        for grant_id, grant in found.after.items()
        if grant_id in case.grants and grant_id not in found.ends
    }
    assert not untouched & set(scopes)


def _scope(grant: GrantFacts) -> tuple[object, ...]:
    return (
        grant.holder_id, grant.function, grant.action, grant.kle, grant.without,
        grant.amount_limit, grant.outcomes, grant.complexity, grant.may_sub_delegate,
        grant.above_id, grant.instrument_id, grant.instrument_kind,
    )  # fmt: skip


@given(cases())
def test_what_is_not_touched_is_left_alone(case: Case) -> None:
    found = case.carried()
    for grant_id in found.ends:
        grant = case.grants[grant_id]
        chain = links_above(grant, case.grants)
        assert chain is not None
        touched = any(case.homes.touches(link.holder_id) for link in chain)
        assert touched or _moved(chain, case.before, case.after)
    for new in found.begins:
        assert new.grant_id not in case.grants
        assert new.days.begins >= ON
        assert new.origin_id is None or new.origin_id in case.grants


def _moved(chain: tuple[GrantFacts, ...], before: Organisation, after: Organisation) -> bool:
    return any(
        [up.unit_id for up in before.ancestors(link.holder_id)]
        != [up.unit_id for up in after.ancestors(link.holder_id)]
        for link in chain
    )
