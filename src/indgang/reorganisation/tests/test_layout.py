"""From any plan to dated rows: the day is as planned, and nothing else has changed."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.organisation.public import (
    DatedRows,
    Home,
    Homes,
    PostRow,
    Rewriting,
    StateRow,
    TaskRow,
)
from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.layout import blueprint_of, rewriting
from indgang.reorganisation.plan import Plan
from indgang.reorganisation.rules import in_turn
from indgang.reorganisation.steps import Step
from indgang.reorganisation.tests.towns import ON, SUBJECTS, drafts, planned
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days

pytestmark = [pytest.mark.requirement("O1")]

BEGAN = date(2020, 1, 1)
LATER = ON + timedelta(days=90)


def _rows_of(day: Blueprint, draw: st.DrawFn) -> DatedRows:
    """Rows that make the day; some end, and some of the same or new ones begin later."""
    ends = st.sampled_from([None, None, LATER, LATER + timedelta(days=30)])
    ids = {key: unit.unit_id for key, unit in day.units.items()}
    states, tasks, posts = [], [], []
    for unit in day.units.values():
        end = draw(ends)
        above = ids[unit.parent] if unit.parent else None
        first = StateRow(
            uuid7(), unit.unit_id, unit.key, unit.kind, unit.name, above, unit.phone,
            Days(BEGAN, end),
        )  # fmt: skip
        states.append(first)
        if end is not None:  # nobody ends here: it is called something else afterwards
            states.append(
                StateRow(uuid7(), unit.unit_id, unit.key, unit.kind, f"{unit.name} 2", above,
                         unit.phone, Days(end))
            )  # fmt: skip
    for task in sorted(day.tasks, key=str):
        tasks.append(TaskRow(uuid7(), ids[task.unit], task.kle, task.role, Days(BEGAN)))
    for unit in day.units.values():
        if draw(st.booleans()):
            kle = draw(st.sampled_from(["32.99", "54"]))
            tasks.append(TaskRow(uuid7(), unit.unit_id, kle, "ansvarlig", Days(LATER)))
    for post in day.posts.values():
        end = draw(ends)
        row = PostRow(
            post.post_id, post.person_id, post.person, ids[post.unit], post.function, post.title,
            post.share, Days(BEGAN, end),
        )  # fmt: skip
        posts.append(row)
        if end is not None and draw(st.booleans()):
            posts.append(
                PostRow(uuid7(), row.person_id, row.person, row.unit_id, row.function, "Senere",
                        Decimal("0.25"), Days(end))
            )  # fmt: skip
    return DatedRows(ON, tuple(states), tuple(tasks), tuple(posts), frozenset(day.units))


@st.composite
def cases(draw: st.DrawFn) -> tuple[DatedRows, Plan]:
    """Rows, and the plan of any list of steps on their day."""
    day, steps = draw(drafts())
    rows = _rows_of(day, draw)
    plan = planned(blueprint_of(rows), _possible(steps))
    return rows, plan


def _possible(steps: Sequence[Step]) -> list[Step]:
    return list(steps)


def _written(rows: Sequence[Any], what: Rewriting, begun: Sequence[Any]) -> list[tuple[Days, Any]]:
    """The rows as they are stored afterwards."""
    found: list[tuple[Days, Any]] = []
    for row in rows:
        left = row.days.until(ON) if row.row_id in what.ended else row.days
        if left is not None:
            found.append((left, row))
    found += [(row.days, row) for row in begun]
    return found


def _key(row: Any) -> tuple[Any, ...]:
    """What may hold once a day (the database's own constraints)."""
    if isinstance(row, StateRow):
        return (row.unit_id,)
    if isinstance(row, TaskRow):
        return (row.unit_id, row.kle, row.role)
    return (row.person_id, row.unit_id, row.function)


def _after(rows: DatedRows, plan: Plan) -> tuple[list[tuple[Days, Any]], Rewriting]:
    what = rewriting(rows, plan)
    stored: list[tuple[Days, Any]] = [
        *_written(rows.states, what, what.states),
        *_written(rows.tasks, what, what.tasks),
        *_written(rows.posts, what, what.posts),
    ]
    return stored, what


def _all(*kinds: Sequence[Any]) -> list[Any]:
    return [row for rows in kinds for row in rows]


def _clean(plan: Plan) -> bool:
    """May it be written at all? (What stops it otherwise is ``checks``'s to say.)"""
    twice = [(p.person_id, p.unit, p.function) for p in plan.after.posts.values()]
    return len(set(twice)) == len(twice)


@given(cases())
def test_the_day_is_as_planned(case: tuple[DatedRows, Plan]) -> None:
    rows, plan = case
    if not _clean(plan):
        return
    stored, _ = _after(rows, plan)
    on = [row for days, row in stored if ON in days]
    ids = {unit.unit_id: key for key, unit in plan.after.units.items()}
    states = {
        row.key: (row.unit_id, row.name, row.kind, row.parent_id, row.phone)
        for row in on
        if isinstance(row, StateRow)
    }
    assert states == {
        key: (
            unit.unit_id, unit.name, unit.kind,
            plan.after.units[unit.parent].unit_id if unit.parent else None, unit.phone,
        )
        for key, unit in plan.after.units.items()
    }  # fmt: skip
    tasks = {(ids[r.unit_id], r.kle, r.role) for r in on if isinstance(r, TaskRow)}
    assert tasks == {(task.unit, task.kle, task.role) for task in plan.after.tasks}
    posts = sorted(
        (row.person, ids[row.unit_id], row.function, row.title, row.share)
        for row in on
        if isinstance(row, PostRow)
    )
    assert posts == sorted(
        (p.person, p.unit, p.function, p.title, p.share) for p in plan.after.posts.values()
    )


@given(cases())
def test_days_before_are_untouched_and_nothing_overlaps(case: tuple[DatedRows, Plan]) -> None:
    rows, plan = case
    if not _clean(plan):
        return
    stored, what = _after(rows, plan)
    eve = ON - timedelta(days=1)
    assert {row.row_id for days, row in stored if eve in days} == {
        row.row_id for row in _all(rows.states, rows.tasks, rows.posts) if eve in row.days
    }
    runs: dict[tuple[Any, ...], list[Days]] = {}
    for days, row in stored:
        held = runs.setdefault((type(row).__name__, *_key(row)), [])
        assert not any(days.overlaps(other) for other in held), row
        held.append(days)
    assert all(r.days.begins >= ON for r in _all(what.states, what.tasks, what.posts))


@given(cases())
def test_full_time_is_conserved_on_later_days_too(case: tuple[DatedRows, Plan]) -> None:
    rows, plan = case
    homeless = any(move.to_unit is None for move in plan.post_moves)
    closed = {plan.before.units[key].unit_id for key in plan.closed}
    gone = {unit for unit in closed if plan.homes.of(unit, "") is None}
    if homeless or gone or not _clean(plan):
        return
    stored, _ = _after(rows, plan)
    for day in (ON, LATER, LATER + timedelta(days=60)):
        before: dict[UUID, Decimal] = {}
        after: dict[UUID, Decimal] = {}
        for row in rows.posts:
            if day in row.days:
                before[row.person_id] = before.get(row.person_id, Decimal(0)) + row.share
        for days, row in stored:
            if day in days and isinstance(row, PostRow):
                after[row.person_id] = after.get(row.person_id, Decimal(0)) + row.share
        for person, share in before.items():
            most_in_one = share <= 1
            assert after[person] == share or not most_in_one
        assert after.keys() == before.keys()


@given(cases())
def test_a_plan_that_changes_nothing_writes_nothing(case: tuple[DatedRows, Plan]) -> None:
    rows, _ = case
    what = rewriting(rows, planned(blueprint_of(rows), []))
    assert not what.ended and not what.units
    assert not (what.states or what.tasks or what.posts)


UNITS = [UUID(int=number) for number in range(5)]
homes = st.dictionaries(
    st.sampled_from(UNITS),
    st.dictionaries(
        st.sampled_from(["", "27", "27.03", "32", "32.24"]),
        st.sampled_from([*UNITS, None]),
        max_size=4,
    ),
    max_size=4,
).map(lambda moves: Homes(ON, moves))


@given(homes, homes)
def test_two_changes_in_turn_are_one(first: Homes, second: Homes) -> None:
    both = in_turn(first, second)
    for unit in UNITS:
        for kle in SUBJECTS:
            middle = first.of(unit, kle)
            assert both.of(unit, kle) == (None if middle is None else second.of(middle, kle))


@given(homes)
def test_homes_can_be_stored_as_lines(one: Homes) -> None:
    again = Homes.of_rows(ON, (Home(h.from_unit, h.kle, h.to_unit) for h in one.rows()))
    for unit in UNITS:
        for kle in SUBJECTS:
            assert again.of(unit, kle) == one.of(unit, kle)
