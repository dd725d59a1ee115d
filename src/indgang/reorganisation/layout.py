"""From a plan to the dated rows that end and begin. Pure.

A row that holds on the day is ended there and another begins; rows that begin later are carried
along: what they change stays changed, what the plan changes is changed in them too.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from indgang.organisation.public import (
    UNWRITTEN,
    DatedRows,
    Rewriting,
    StateRow,
    TaskRow,
    kle_covers,
)
from indgang.reorganisation.blueprint import Blueprint, PostNode, TaskNode, UnitNode
from indgang.reorganisation.moved_posts import moved_posts
from indgang.reorganisation.plan import Plan
from indgang.shared.validity import Days


def blueprint_of(rows: DatedRows) -> Blueprint:
    """The organisation of the day, as the steps see it."""
    today = [row for row in rows.states if rows.on in row.days]
    keys = {row.unit_id: row.key for row in today}
    return Blueprint(
        rows.on,
        {
            row.key: UnitNode(
                row.key, row.unit_id, row.name, row.kind,
                keys.get(row.parent_id) if row.parent_id else None, row.phone,
            )
            for row in today
        },
        frozenset(
            TaskNode(keys[row.unit_id], row.kle, row.role)
            for row in rows.tasks
            if rows.on in row.days and row.unit_id in keys
        ),
        {
            row.row_id: PostNode(
                row.row_id, row.person, row.person_id, keys[row.unit_id], row.function,
                row.title, row.share,
            )
            for row in rows.posts
            if rows.on in row.days and row.unit_id in keys
        },
    )  # fmt: skip


def rewriting(rows: DatedRows, plan: Plan) -> Rewriting:
    """What has to be written for the plan, and nothing that stays as it is."""
    states = _states(rows, plan)
    tasks = _tasks(rows, plan)
    posts = moved_posts(rows, plan)
    begun = plan.after.units.keys() - plan.before.units.keys()
    return Rewriting(
        on=plan.on,
        units={plan.after.units[key].unit_id: key for key in sorted(begun)},
        ended=frozenset(states[0] | tasks[0] | posts[0]),
        states=tuple(states[1]),
        tasks=tuple(tasks[1]),
        posts=tuple(posts[1]),
        homes=plan.homes,
    )


def _rest(days: Days, on: date) -> Days:
    """What is left of the days from ``on``."""
    return Days(max(days.begins, on), days.ends)


def _latest(ends: Sequence[date | None]) -> date | None:
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


# -- units -----------------------------------------------------------------------------------


def _states(rows: DatedRows, plan: Plan) -> tuple[set[UUID], list[StateRow]]:
    ended: set[UUID] = set()
    begun = [
        _state(plan.after, node, Days(plan.on))
        for key, node in sorted(plan.after.units.items())
        if key not in plan.before.units
    ]
    for row in rows.states:
        before, after = plan.before.units.get(row.key), plan.after.units.get(row.key)
        if before is not None and after is None:
            ended |= {row.row_id}  # closed, and what was planned for it falls away
            continue
        if plan.on in row.days and after is not None:
            new = row if before == after else _state(plan.after, after, _rest(row.days, plan.on))
        else:
            new = _later_state(row, plan, before, after)
        if new != row:
            ended |= {row.row_id}
            begun.append(replace(new, row_id=UNWRITTEN))
    return ended, begun


def _state(day: Blueprint, node: UnitNode, days: Days) -> StateRow:
    above = None if node.parent is None else day.units[node.parent].unit_id
    return StateRow(
        UNWRITTEN, node.unit_id, node.key, node.kind, node.name, above, node.phone, days
    )


def _later_state(
    row: StateRow, plan: Plan, before: UnitNode | None, after: UnitNode | None
) -> StateRow:
    """A row of a later day: what it changed itself stays, the rest is as the plan has it."""
    if before is not None and after is not None:
        was, now = _state(plan.before, before, row.days), _state(plan.after, after, row.days)
        row = replace(
            row,
            name=now.name if row.name == was.name else row.name,
            kind=now.kind if row.kind == was.kind else row.kind,
            parent_id=now.parent_id if row.parent_id == was.parent_id else row.parent_id,
            phone=now.phone if row.phone == was.phone else row.phone,
        )
    above = row.parent_id
    if above is not None and above in plan.before.by_id and above not in plan.after.by_id:
        row = replace(row, parent_id=plan.homes.of(above, ""))
    return row


# -- tasks -----------------------------------------------------------------------------------


def _tasks(rows: DatedRows, plan: Plan) -> tuple[set[UUID], list[TaskRow]]:
    ended: set[UUID] = set()
    kept: dict[tuple[UUID, str, str], list[Days]] = {}
    wanted: list[TaskRow] = []
    gone: list[TaskRow] = []
    before, after = plan.before.by_id, plan.after.by_id
    for row in rows.tasks:
        if plan.on in row.days:
            unit = before.get(row.unit_id)
            stays = unit is None or TaskNode(unit.key, row.kle, row.role) in plan.after.tasks
            if not stays:
                gone.append(row)
        else:
            moved = _later_task(row, plan)
            stays = moved == [row]
            wanted += [] if stays else moved
        if stays:
            kept.setdefault((row.unit_id, row.kle, row.role), []).append(row.days)
        else:
            ended.add(row.row_id)
    for task in sorted(plan.after.tasks - plan.before.tasks, key=_order):
        unit_id = plan.after.units[task.unit].unit_id
        ends = _latest([row.days.ends for row in gone if _same_work(row, task)])
        wanted.append(TaskRow(UNWRITTEN, unit_id, task.kle, task.role, Days(plan.on, ends)))
    begun = []
    for row in wanted:
        if row.unit_id in before and row.unit_id not in after:
            continue
        taken = kept.setdefault((row.unit_id, row.kle, row.role), [])
        for days in list(row.days.without(taken)):
            begun.append(replace(row, row_id=UNWRITTEN, days=days))
            taken.append(days)
    return ended, begun


def _order(task: TaskNode) -> tuple[str, str, str]:
    return (task.unit, task.kle, task.role)


def _same_work(row: TaskRow, task: TaskNode) -> bool:
    covers = kle_covers(row.kle, task.kle) or kle_covers(task.kle, row.kle)
    return row.role == task.role and covers


def _later_task(row: TaskRow, plan: Plan) -> list[TaskRow]:
    """A task of a later day goes where its subjects go."""
    return [
        row if (kle, to) == (row.kle, row.unit_id) else replace(row, unit_id=to, kle=kle)
        for kle, to in plan.homes.within(row.unit_id, row.kle).items()
        if to is not None
    ]
