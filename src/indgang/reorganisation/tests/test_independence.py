"""Steps that do not build on one another may come in any order."""

from random import Random

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.independence import builds_on, independent
from indgang.reorganisation.plan import Plan
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Rename,
    Step,
    TransferTask,
)
from indgang.reorganisation.tests.towns import (
    CALM,
    STEP,
    drafts,
    organisation_of,
    planned,
    steps_for,
)

pytestmark = [pytest.mark.requirement("O1")]


def _what(plan: Plan, steps: list[Step]) -> tuple[object, ...]:
    """All that the plan says, but for the positions of the steps."""
    homes = {(row.from_unit, row.kle): row.to_unit for row in plan.homes.rows()}
    refused = {(repr(steps[found.position - 1]), found.code) for found in plan.problems}
    return plan.after, homes, plan.post_moves, set(plan.closed), refused


@CALM
@given(drafts(most=4), st.data(), st.lists(STEP, max_size=3))
def test_two_independent_neighbours_may_change_places(
    made: tuple[Blueprint, list[Step]], data: st.DataObject, later: list[Step]
) -> None:
    blueprint, earlier = made
    day = planned(blueprint, earlier).after
    one, other = data.draw(steps_for(day)), data.draw(steps_for(day))
    assume(independent(one, other, blueprint, earlier))
    here = [*earlier, one, other, *later]
    there = [*earlier, other, one, *later]
    first, second = planned(blueprint, here), planned(blueprint, there)
    done = not {len(earlier) + 1, len(earlier) + 2} & {p.position for p in first.problems}
    event("both are done" if done else "one is refused")
    assert _what(first, here) == _what(second, there)


@CALM
@given(drafts(), st.randoms(use_true_random=False))
def test_any_order_that_keeps_what_builds_on_what(
    made: tuple[Blueprint, list[Step]], random: Random
) -> None:
    blueprint, steps = made
    needs = builds_on(blueprint, steps)
    left, order = list(range(1, len(steps) + 1)), []
    while left:
        ready = [at for at in left if not set(needs[at - 1]) & set(left)]
        chosen = random.choice(ready)
        left.remove(chosen)
        order.append(steps[chosen - 1])
    event(f"moved {sum(one is not other for one, other in zip(order, steps, strict=True))}")
    assert _what(planned(blueprint, steps), steps) == _what(planned(blueprint, order), order)


TOWN = organisation_of(
    [
        ("raad", "council", None),
        ("a", "administration", "raad"),
        ("b", "administration", "raad"),
        ("a1", "department", "a"),
        ("a2", "department", "a"),
        ("b1", "department", "b"),
        ("b2", "team", "b1"),
        ("b3", "team", "b2"),
    ],
    [("a1", "32.24", "ansvarlig"), ("a2", "32", "ansvarlig"), ("b1", "27", "ansvarlig")],
    [
        ("mette", "a1", "caseworker", "1"),
        ("ole", "a2", "caseworker", "0.5"),
        ("ole", "b1", "leader", "0.5"),
    ],
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Merge(("a1",), "b1"), Merge(("a2",), "b1")),
        (Create("c", "C", "centre", "raad"), Rename("a1", "Nyt navn")),
        (TransferTask("32.24", "a2", "b1"), TransferTask("32.30", "a2", "a1")),
        (MovePost("ole", "b1", "leader", "a"), MovePost("mette", "a1", "caseworker", "b1")),
        (Move("a1", "b"), Move("a2", "b")),
        (Gather("b", function="leader"), Gather("b", function="caseworker")),
        (Merge(("a1",), "a2"), Rename("a2", "Nyt navn")),
    ],
)
def test_independent(one: Step, other: Step) -> None:
    assert independent(one, other, TOWN)
    assert independent(other, one, TOWN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Create("c", "C", "centre", "raad"), Merge(("a1",), "c")),
        (Merge(("a1",), "b1"), Merge(("b1",), "a2")),
        (Move("a", "b"), Move("b", "a")),
        (Rename("a1", "Et"), Rename("a1", "To")),
        (Merge(("b1",), "b"), Gather("b", function="leader")),
        (Merge(("b",), "b3"), Move("b2", "a")),
        (Close("b"), Move("b1", "a")),
        (Close("b"), Merge(("b1",), "a")),
        (Merge(("b",), "a"), Move("b1", "a")),
        (TransferTask("32", "a2", "b1"), TransferTask("32.24", "a2", "a1")),
        (MovePost("ole", "b1", "leader", "a"), Gather("b", function="leader")),
        (Merge(("a1",), "b1"), MovePost("mette", "a1", "caseworker", "b")),
        (Gather("b1", kle="32"), TransferTask("32.24", "a1", "a2")),
    ],
)
def test_not_independent(one: Step, other: Step) -> None:
    assert not independent(one, other, TOWN)
    assert not independent(other, one, TOWN)


def test_a_step_names_those_it_builds_on() -> None:
    steps: list[Step] = [
        Create("c", "C", "centre", "raad"),
        Rename("b1", "Nyt navn"),
        Merge(("a1",), "c"),
        Merge(("c",), "b1"),
    ]
    assert builds_on(TOWN, steps) == ((), (), (1,), (1, 3))
