"""May they? Properties over random houses of authority."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.competence.rules import (
    GOVERNING_BODIES,
    INCLUDES,
    Authority,
    GrantFacts,
    Matter,
    Reason,
    chain_limit,
    verdict,
)
from indgang.organisation.public import kle_covers
from indgang.shared.actor import HeldPost
from indgang.shared.validity import Days

pytestmark = [pytest.mark.requirement("O4")]

TODAY = date(2026, 11, 22)
KLE = st.sampled_from(["", "32", "32.03", "32.03.12", "32.24", "23"])
SUBJECT = st.sampled_from(["32.03.12", "32.24.04", "23.09.02"])
KINDS = st.sampled_from(["council", "committee", "administration", "office"])


def _days(begins: int, length: int | None) -> Days:
    start = TODAY + timedelta(begins)
    return Days(start, None if length is None else start + timedelta(length))


DAYS = st.builds(_days, st.integers(-300, 30), st.none() | st.integers(1, 400))


@st.composite
def houses(draw: st.DrawFn) -> Authority:
    """Up to 14 grants, each under an earlier one or a root; also loops, now and then."""
    count = draw(st.integers(1, 14))
    grants: dict[UUID, GrantFacts] = {}
    for number in range(count):
        above = draw(st.none() | st.integers(0, count - 1))
        grants[UUID(int=number + 1)] = GrantFacts(
            grant_id=UUID(int=number + 1),
            above_id=None if above is None else UUID(int=above + 1),
            holder_id=UUID(int=100 + draw(st.integers(0, 5))),
            holder_kind=draw(KINDS),
            function=draw(st.sampled_from(["", "front_desk", "caseworker"])),
            action=draw(st.sampled_from(sorted(INCLUDES))),
            kle=draw(KLE),
            amount_limit=draw(st.none() | st.integers(0, 10_000)),
            outcomes=frozenset(draw(st.sets(st.sampled_from(["granted", "refused"]), max_size=2))),
            may_sub_delegate=draw(st.booleans()),
            days=draw(DAYS),
            instrument_kind=draw(st.sampled_from(["statute", "dispensation"])),
            instrument_days=draw(DAYS),
        )
    return Authority(grants)


POSTS = st.lists(
    st.builds(
        HeldPost,
        st.just(UUID(int=1)),
        st.integers(100, 105).map(lambda n: UUID(int=n)),
        st.sampled_from(["front_desk", "caseworker"]),
        st.just(""),
    ),
    max_size=3,
)
MATTERS = st.builds(
    Matter, SUBJECT, st.none() | st.integers(0, 12_000), st.sampled_from(["", "granted", "refused"])
)
ACTIONS = st.sampled_from(["inform", "receive", "prepare", "decide", "approve"])


@given(houses(), POSTS, ACTIONS, MATTERS)
def test_no_yes_without_a_chain_to_a_governing_body(
    house: Authority, posts: list[HeldPost], action: str, matter: Matter
) -> None:
    answer = verdict(posts=posts, authority=house, action=action, matter=matter, at=TODAY)
    if not answer.allowed:
        assert answer.reason is not Reason.ALLOWED
        return
    chain = answer.chain
    assert chain[-1].holder_kind in GOVERNING_BODIES and chain[-1].above_id is None
    assert answer.post is not None and chain[0].holder_id == answer.post.unit_id
    for lower, upper in pairwise(chain):
        assert lower.above_id == upper.grant_id and upper.may_sub_delegate
    for link in chain:
        assert TODAY in link.days and TODAY in link.instrument_days
        assert kle_covers(link.kle, matter.kle)
        assert action in INCLUDES[link.action]
        assert not (link.outcomes and matter.outcome) or matter.outcome in link.outcomes
    limit = chain_limit(chain)
    assert answer.limit == limit
    assert limit is None or matter.amount is None or matter.amount <= limit


@given(houses(), POSTS, ACTIONS, MATTERS, st.integers(1, 14))
def test_a_grant_that_ends_takes_everything_under_it_along(
    house: Authority, posts: list[HeldPost], action: str, matter: Matter, which: int
) -> None:
    key = UUID(int=which)
    if key not in house.grants:
        return
    ended = replace(house.grants[key], days=Days(date(1990, 1, 1), TODAY))
    after = verdict(
        posts=posts,
        authority=Authority({**house.grants, key: ended}),
        action=action,
        matter=matter,
        at=TODAY,
    )
    before = verdict(posts=posts, authority=house, action=action, matter=matter, at=TODAY)
    assert not (after.allowed and not before.allowed)
    if after.allowed:
        assert key not in {grant.grant_id for grant in after.chain}
    removed = {k: g for k, g in house.grants.items() if k != key}
    without = verdict(
        posts=posts, authority=Authority(removed), action=action, matter=matter, at=TODAY
    )
    assert without.allowed == after.allowed


@given(houses(), POSTS, ACTIONS, MATTERS, st.randoms(use_true_random=False))
def test_the_same_question_gives_the_same_answer(
    house: Authority, posts: list[HeldPost], action: str, matter: Matter, random: object
) -> None:
    keys = list(house.grants)
    random.shuffle(keys)  # type: ignore[attr-defined]  # hypothesis' seeded random
    shuffled = Authority({key: house.grants[key] for key in keys})
    one = verdict(posts=posts, authority=house, action=action, matter=matter, at=TODAY)
    two = verdict(posts=posts, authority=shuffled, action=action, matter=matter, at=TODAY)
    assert (one.allowed, one.reason, one.limit) == (two.allowed, two.reason, two.limit)
    assert [g.grant_id for g in one.chain] == [g.grant_id for g in two.chain]


@given(houses(), POSTS, ACTIONS, MATTERS)
def test_a_smaller_amount_is_never_harder(
    house: Authority, posts: list[HeldPost], action: str, matter: Matter
) -> None:
    if matter.amount is None:
        return
    answer = verdict(posts=posts, authority=house, action=action, matter=matter, at=TODAY)
    smaller = replace(matter, amount=matter.amount // 2)
    if answer.allowed:
        assert verdict(
            posts=posts, authority=house, action=action, matter=smaller, at=TODAY
        ).allowed


@pytest.mark.requirement("O6")
@given(houses(), POSTS, ACTIONS, MATTERS)
def test_a_conflict_of_interest_bars(
    house: Authority, posts: list[HeldPost], action: str, matter: Matter
) -> None:
    barred = verdict(
        posts=posts, authority=house, action=action, matter=matter, at=TODAY, conflict=True
    )
    free = verdict(posts=posts, authority=house, action=action, matter=matter, at=TODAY)
    assert not barred.allowed
    assert (barred.reason is Reason.CONFLICT) == free.allowed
