"""What holds for every reorganisation of every organisation."""

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indgang.organisation.public import Homes, kle_covers
from indgang.reorganisation.blueprint import DOING, Blueprint
from indgang.reorganisation.checks import find_troubles
from indgang.reorganisation.plan import Plan, make_plan
from indgang.reorganisation.steps import Step
from indgang.reorganisation.tests.towns import (
    CALM,
    NONSENSE,
    STEP,
    SUBJECTS,
    drafts,
    ident,
    lawful,
    organisations,
    planned,
)
from indgang.reorganisation.words import Names, problem, sentence

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.requirement("O2")]

LAWFUL = tuple[Blueprint, list[Step]]


def _stands(day: Blueprint) -> None:
    """Every parent is there, nothing goes in a circle, tasks and posts are in open units."""
    for key, unit in day.units.items():
        seen = {key}
        while unit.parent is not None:
            assert unit.parent in day.units
            assert unit.parent not in seen
            seen.add(unit.parent)
            unit = day.units[unit.parent]
    assert all(task.unit in day.units for task in day.tasks)
    assert all(post.unit in day.units for post in day.posts.values())
    assert len(day.by_id) == len(day.units)


def _full_time(day: Blueprint) -> Counter[str]:
    total: Counter[str] = Counter()
    for post in day.posts.values():
        total[post.person] += int(post.share * 100)
    return total


@CALM
@given(drafts(), st.lists(st.one_of(STEP, NONSENSE), max_size=6))
def test_never_raises_and_never_orphans(made: LAWFUL, more: list[Step]) -> None:
    blueprint, steps = made[0], [*more[:3], *made[1], *more[3:]]
    plan = planned(blueprint, steps)
    _stands(plan.after)
    names = Names.of(blueprint, steps)
    for found in plan.problems:
        assert problem(found, names, steps)
        assert sentence(steps[found.position - 1], names)
    for trouble in find_troubles(plan, names, steps):
        assert trouble.text
        assert len(trouble.subject) <= 200
        assert all(choice in plan.after.units for choice in trouble.choices)


@CALM
@given(lawful())
def test_totals_of_posts_and_full_time_are_kept(made: LAWFUL) -> None:
    plan = planned(*made)
    assert plan.problems == ()
    assert _full_time(plan.after) == _full_time(plan.before)
    joined = [move for move in plan.post_moves if move.joins is not None]
    assert len(plan.after.posts) + len(joined) == len(plan.before.posts)
    assert all(move.joins in plan.after.posts for move in joined)
    assert {post.person for post in plan.after.posts.values()} == {
        post.person for post in plan.before.posts.values()
    }


@CALM
@given(lawful(), st.data())
def test_cases_are_kept(made: LAWFUL, data: st.DataObject) -> None:
    plan = planned(*made)
    ids = st.sampled_from(sorted(plan.before.by_id, key=str))
    cases = data.draw(st.lists(st.tuples(ids, st.sampled_from(SUBJECTS)), max_size=30))
    for unit, kle in cases:
        assert plan.homes.of(unit, kle) in plan.after.by_id


@CALM
@given(lawful())
def test_homes_agree_with_the_tasks(made: LAWFUL) -> None:
    plan = planned(*made)
    for task in plan.before.tasks:
        if task.role not in DOING:
            continue
        unit_id = plan.before.units[task.unit].unit_id
        for kle, to in plan.homes.within(unit_id, task.kle).items():
            assert to is not None
            receiver = plan.after.tasks_of.get(plan.after.by_id[to].key, ())
            assert any(has.role == task.role and kle_covers(has.kle, kle) for has in receiver)


@CALM
@given(lawful())
def test_no_line_of_the_homes_says_what_the_others_say(made: LAWFUL) -> None:
    homes = planned(*made).homes
    for row in homes.rows():
        without = Homes.of_rows(homes.on, [other for other in homes.rows() if other != row])
        assert without.of(row.from_unit, row.kle) != row.to_unit


@CALM
@given(lawful())
def test_every_task_comes_from_somebody(made: LAWFUL) -> None:
    plan = planned(*made)
    for task in plan.after.tasks:
        assert any(
            had.role == task.role and kle_covers(had.kle, task.kle) for had in plan.before.tasks
        )


@CALM
@given(drafts())
def test_what_has_no_home_is_told(made: LAWFUL) -> None:
    blueprint, steps = made
    plan = planned(blueprint, steps)
    codes = {
        (trouble.code, trouble.subject) for trouble in find_troubles(plan, Names.of(blueprint))
    }
    for post in plan.before.posts.values():
        if _full_time(plan.after)[post.person] < _full_time(plan.before)[post.person]:
            assert any(
                code == "post_without_home" and subject.startswith(post.person + ":")
                for code, subject in codes
            )
    for task in plan.before.tasks:
        parts = plan.homes.within(plan.before.units[task.unit].unit_id, task.kle)
        for kle, to in parts.items():
            if task.role in DOING and to is None:
                told = [
                    subject.split(":") for code, subject in codes if code == "task_without_home"
                ]
                assert any(at == task.unit and kle_covers(wide, kle) for at, wide in told)


@CALM
@given(drafts(), st.lists(STEP, max_size=3))
def test_a_step_that_cannot_be_done_changes_nothing(made: LAWFUL, more: list[Step]) -> None:
    blueprint, steps = made[0], [*more[:2], *made[1], *more[2:]]
    plan = planned(blueprint, steps)
    refused = {found.position for found in plan.problems}
    kept = [step for at, step in enumerate(steps, start=1) if at not in refused]
    again = planned(blueprint, kept)
    assert again.problems == ()
    assert _what(again) == _what(plan)


@CALM
@given(organisations(), st.lists(st.one_of(STEP, NONSENSE), max_size=10))
def test_the_same_again_is_the_same(blueprint: Blueprint, steps: list[Step]) -> None:
    one, other = planned(blueprint, steps), planned(blueprint, steps)
    assert one == other
    names = Names.of(blueprint, steps)
    assert find_troubles(one, names, steps) == find_troubles(other, names, steps)


@CALM
@given(organisations())
def test_no_steps_change_nothing(blueprint: Blueprint) -> None:
    plan = planned(blueprint, [])
    assert plan.after == plan.before
    assert plan.homes.rows() == ()
    assert plan.post_moves == ()
    assert all(not trouble.must for trouble in find_troubles(plan, Names.of(blueprint)))


@CALM
@given(lawful(), st.integers(0, 8), st.sampled_from(SUBJECTS))
def test_two_plans_in_turn_are_one(made: LAWFUL, cut: int, kle: str) -> None:
    """Where things are after the first and then the second plan is where both together say."""
    blueprint, (steps, later) = made[0], (made[1][:cut], made[1][cut:])
    first = planned(blueprint, steps)
    second = planned(first.after, later)
    both = planned(blueprint, [*steps, *later])
    # What a first plan took out of a wide task is known within one plan only, and so are posts
    # that are the same post only once the first plan is signed.
    refused = {found.position + len(steps) for found in second.problems}
    assume(refused == {found.position for found in both.problems})
    for unit in blueprint.by_id:
        middle = first.homes.of(unit, kle)
        assert middle is not None
        assert both.homes.of(unit, kle) == second.homes.of(middle, kle)
    assert both.after.units == second.after.units


@CALM
@given(organisations(), STEP)
def test_a_key_that_is_another_units_is_not_given(blueprint: Blueprint, step: Step) -> None:
    plan = make_plan(blueprint, [step], new_id=ident, taken={"ny-0", "ny-1", "ny-2", "ny-3"})
    assert set(plan.after.units) <= set(blueprint.units)


def _what(plan: Plan) -> tuple[object, ...]:
    homes = {(row.from_unit, row.kle): row.to_unit for row in plan.homes.rows()}
    return plan.after, homes, plan.post_moves, set(plan.closed)
