"""Which steps build on which: two that do not may change places. Pure.

Each step leaves a *print*: what it sets (nobody else may touch it), what it reads, and what it
adds to (several may add, in any order; whoever looks at what is added to also sets it). Two steps
are independent when neither sets what the other touches (Bernstein's conditions, with adding as a
write that commutes). It is on the safe side: steps that are called dependent may still be without
influence on one another.

What a unit has (units below it, posts, tasks) needs no entry for its being closed: closing sets
that it is open and the places of those below it, and whoever gives to it or takes from it reads
the one or sets the other. Gathering a function clashes with all that moves a post of the function.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from indgang.organisation.public import kle_intersection
from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.deeds import Taker
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
)
from indgang.reorganisation.working import CannotError, Working

#: A kind of thing, what it belongs to, and for tasks the range ("" is all).
Thing = tuple[str, str, str]


@dataclass
class Print:
    """What a step touches when it is taken here and now."""

    sets: set[Thing] = field(default_factory=set)
    reads: set[Thing] = field(default_factory=set)
    adds: set[Thing] = field(default_factory=set)
    everything: bool = False  #: gathers by range: looks at every unit


def independent(one: Step, other: Step, blueprint: Blueprint, earlier: Sequence[Step] = ()) -> bool:
    """May the two, next to one another after ``earlier``, change places?"""
    working = _after(blueprint, earlier)
    return not _clash(_print(one, working), _print(other, working))


def builds_on(blueprint: Blueprint, steps: Sequence[Step]) -> tuple[tuple[int, ...], ...]:
    """For each step the positions (from 1) of the earlier ones that it cannot come before."""
    working = _after(blueprint, ())
    taker = Taker(working, _any_id, ())
    prints: list[Print] = []
    found: list[tuple[int, ...]] = []
    for position, step in enumerate(steps, start=1):
        here = _print(step, working)
        found.append(tuple(at for at, was in enumerate(prints, start=1) if _clash(was, here)))
        prints.append(here)
        _take(taker, step, position)
    return tuple(found)


def _after(blueprint: Blueprint, steps: Sequence[Step]) -> Working:
    working = Working(blueprint)
    taker = Taker(working, _any_id, ())
    for position, step in enumerate(steps, start=1):
        _take(taker, step, position)
    return working


def _any_id(key: str) -> UUID:
    return UUID(int=0)  # nothing here looks at the ids


def _take(taker: Taker, step: Step, position: int) -> None:
    try:
        taker.take(step, position)
    except CannotError:
        return  # a step that cannot be done changes nothing


def _clash(one: Print, other: Print) -> bool:
    if one.everything or other.everything:
        return True
    return _meet(one.sets, other.sets | other.reads | other.adds) or _meet(
        other.sets, one.reads | one.adds
    )


def _meet(some: set[Thing], others: set[Thing]) -> bool:
    if some & others:
        return True
    ranges: dict[str, list[str]] = {}
    for what, unit, kle in others:
        if what == "task":
            ranges.setdefault(unit, []).append(kle)
    return any(
        kle_intersection(kle, known) is not None
        for what, unit, kle in some
        if what == "task"
        for known in ranges.get(unit, ())
    )


def _print(step: Step, working: Working) -> Print:
    left = Print()
    if isinstance(step, Create):
        left.sets.add(_unit(step.unit))
        left.reads.add(_unit(step.parent))
    elif isinstance(step, Rename):
        left.reads.add(_unit(step.unit))
        left.sets.add(("name", step.unit, ""))
    elif isinstance(step, Move):
        _print_move(left, step, working)
    elif isinstance(step, Merge):
        _print_close(left, step.units, step.into, working)
    elif isinstance(step, Close):
        _print_close(left, (step.unit,), step.to, working)
    elif isinstance(step, TransferTask):
        _print_tasks(left, step.from_unit, step.to_unit, (step.kle,))
    elif isinstance(step, MovePost):
        _print_post(left, step.person, step.from_unit, step.function, step.to_unit)
        gets = step.new_function or step.function
        left.adds |= {("function", gets, ""), ("post", step.to_unit, f"{step.person} {gets}")}
    elif isinstance(step, Split):
        for part in step.parts:
            _print_tasks(left, step.unit, part.unit, part.kle)
            for ref in part.posts:
                _print_post(left, ref.person, step.unit, ref.function, part.unit)
    else:
        _print_gather(left, step, working)
    return left


def _unit(key: str) -> Thing:
    """That the unit is there and open, and its key is taken."""
    return ("unit", key, "")


def _print_move(left: Print, step: Move, working: Working) -> None:
    left.reads |= {_unit(step.unit), _unit(step.parent)}
    left.reads |= {("place", key, "") for key in working.above(step.parent)}
    left.sets.add(("place", step.unit, ""))


def _print_close(left: Print, keys: Sequence[str], into: str, working: Working) -> None:
    if into:
        left.reads.add(_unit(into))
        left.adds.add(("task", into, ""))
        # Below one of those that close it takes that one's place, so all above it counts.
        left.reads |= {("place", key, "") for key in working.above(into)}
    for key in keys:
        if key == into:
            continue
        left.sets |= {_unit(key), ("place", key, "")}
        left.sets |= {("place", child, "") for child in working.children(key)}
        for post in working.posts_in(key):
            left.adds.add(("function", post.function, ""))
            left.adds.add(("post", into, f"{post.person} {post.function}"))


def _print_tasks(left: Print, giver: str, taker: str, ranges: Sequence[str]) -> None:
    left.reads |= {_unit(giver), _unit(taker)}
    left.sets |= {("task", giver, kle) for kle in ranges}
    left.adds |= {("task", taker, kle) for kle in ranges}


def _print_post(left: Print, person: str, giver: str, function: str, taker: str) -> None:
    left.reads |= {_unit(giver), _unit(taker)}
    left.sets.add(("post", giver, f"{person} {function}"))
    left.adds |= {("function", function, ""), ("post", taker, f"{person} {function}")}


def _print_gather(left: Print, step: Gather, working: Working) -> None:
    if step.kle:
        left.everything = True
        return
    left.reads.add(_unit(step.into))
    left.sets.add(("function", step.function, ""))
