"""What each kind of step does with the organisation. Pure.

Everything that can stop a step is asked for before anything is changed, so that a step that
raises ``CannotError`` has done nothing.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import singledispatch
from uuid import UUID

from indgang.reorganisation.blueprint import COUNCIL, POLITICAL, UnitNode
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Rename,
    Split,
    Step,
    TransferTask,
    faults,
)
from indgang.reorganisation.working import CannotError, Working


class Taker:
    """Takes one step after the other; ``new_id`` and ``taken`` as in ``plan.make_plan``."""

    def __init__(
        self, working: Working, new_id: Callable[[str], UUID], taken: Collection[str]
    ) -> None:
        self.working = working
        self.new_id = new_id
        self.taken = taken

    def take(self, step: Step, position: int) -> None:
        """Do the step. Raises ``CannotError`` when it cannot be done; then nothing is changed."""
        wrong = sorted(faults(step).items())
        if wrong:
            name, fault = wrong[0]
            raise CannotError("bad_step", field=name, fault=fault)
        _do(step, self, position)


@singledispatch
def _do(step: Step, taker: Taker, position: int) -> None:
    raise CannotError("bad_step", field="kind", fault="unknown")


@_do.register
def _create(step: Create, taker: Taker, position: int) -> None:
    working = taker.working
    if step.unit in working.units or step.unit in working.closed or step.unit in taker.taken:
        raise CannotError("key_taken", unit=step.unit)
    parent = working.unit(step.parent)
    new = taker.new_id(step.unit)
    working.add(UnitNode(step.unit, new, step.name, step.kind, parent.key, step.phone))


@_do.register
def _rename(step: Rename, taker: Taker, position: int) -> None:
    was = taker.working.unit(step.unit)
    phone = was.phone if step.phone is None else step.phone
    renamed = replace(was, name=step.name, phone=phone)
    if renamed == was:
        raise CannotError("nothing_changes", unit=step.unit)
    taker.working.change(renamed)


@_do.register
def _move(step: Move, taker: Taker, position: int) -> None:
    working = taker.working
    unit, parent = working.unit(step.unit), working.unit(step.parent)
    _stays_if_council(unit)
    if unit.key in working.above(parent.key):
        raise CannotError("cycle", unit=unit.key, parent=parent.key)
    if unit.parent == parent.key:
        raise CannotError("already_there", unit=unit.key, parent=parent.key)
    working.change(replace(unit, parent=parent.key))


@_do.register
def _merge(step: Merge, taker: Taker, position: int) -> None:
    _close_into(taker.working, step.units, step.into, position)


@_do.register
def _close(step: Close, taker: Taker, position: int) -> None:
    working = taker.working
    if step.to:
        _close_into(working, (step.unit,), step.to, position)
        return
    unit = working.unit(step.unit)
    _stays_if_council(unit)
    below = working.children(unit.key)
    if below:
        raise CannotError("has_children", unit=unit.key, child=below[0], count=str(len(below)))
    working.close(unit.key, None, position)


def _stays_if_council(unit: UnitNode) -> None:
    if unit.kind == COUNCIL:
        raise CannotError("council_stays", unit=unit.key)


def _close_into(working: Working, keys: Iterable[str], into: str, position: int) -> None:
    """The units close, and all they have, also the units below them, goes to ``into``.

    When ``into`` lies below one of them it takes that one's place in the tree.
    """
    taker = working.unit(into)
    closing = [working.unit(key) for key in keys if key != into]
    if not closing:
        raise CannotError("same_unit", unit=into)
    for unit in closing:
        _stays_if_council(unit)
    gone = {unit.key for unit in closing}
    highest = [key for key in working.above(into) if key in gone][-1:]
    if highest:
        working.change(replace(taker, parent=working.units[highest[0]].parent))
    for unit in closing:
        for child in working.children(unit.key):
            if child not in gone:
                working.change(replace(working.units[child], parent=into))
    for unit in closing:
        working.close(unit.key, into, position)


@_do.register
def _split(step: Split, taker: Taker, position: int) -> None:
    working = taker.working
    unit = working.unit(step.unit)
    for part in step.parts:
        if working.unit(part.unit).key == unit.key:
            raise CannotError("same_unit", unit=unit.key)
        for kle in part.kle:
            _must_do(working, unit.key, kle)
        for ref in part.posts:
            working.post(ref.person, unit.key, ref.function)
    ranges = [(kle, part.unit) for part in step.parts for kle in part.kle]
    for kle, to in sorted(ranges, key=lambda each: (-len(each[0]), each[0])):  # most exact first
        working.hand_over(unit.key, kle, to)
    for part in step.parts:
        for ref in part.posts:
            for post in working.post(ref.person, unit.key, ref.function):
                working.change_post(replace(post, unit=part.unit))


def _must_do(working: Working, unit: str, kle: str) -> None:
    if not working.does(unit, kle):
        raise CannotError("nothing_to_move", unit=unit, kle=kle)


@_do.register
def _transfer(step: TransferTask, taker: Taker, position: int) -> None:
    working = taker.working
    giver, to = working.unit(step.from_unit), working.unit(step.to_unit)
    if giver.key == to.key:
        raise CannotError("same_unit", unit=giver.key)
    _must_do(working, giver.key, step.kle)
    working.hand_over(giver.key, step.kle, to.key)


@_do.register
def _gather(step: Gather, taker: Taker, position: int) -> None:
    working = taker.working
    into = working.unit(step.into)
    if step.function:
        posts = [post for post in working.posts_as(step.function) if post.unit != into.key]
        if not posts:
            raise CannotError("nobody_to_gather", unit=into.key, function=step.function)
        for post in posts:
            working.change_post(replace(post, unit=into.key))
        return
    givers = [
        working.unit(key)
        for key in working.doing(step.kle)
        if key != into.key and working.unit(key).kind not in POLITICAL
    ]
    if not givers:
        raise CannotError("nothing_to_gather", unit=into.key, kle=step.kle)
    # Judged before anything moves: a unit does not go whole because another's child left it.
    whole = {
        unit.key
        for unit in givers
        if working.does_only(unit.key, step.kle) and not working.children(unit.key)
    }
    for unit in givers:
        if unit.key in whole:
            working.close(unit.key, into.key, position)
        else:
            working.hand_over(unit.key, step.kle, into.key)


@_do.register
def _move_post(step: MovePost, taker: Taker, position: int) -> None:
    working = taker.working
    giver, to = working.unit(step.from_unit), working.unit(step.to_unit)
    posts = working.post(step.person, giver.key, step.function)
    moved = [
        replace(
            post,
            unit=to.key,
            function=step.new_function or post.function,
            title=step.new_title or post.title,
        )
        for post in posts
    ]
    if moved == list(posts):
        raise CannotError("nothing_changes", unit=giver.key, person=step.person)
    for post in moved:
        working.change_post(post)
