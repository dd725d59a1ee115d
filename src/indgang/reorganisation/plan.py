"""From a blueprint and steps to the plan: what is there afterwards and where all of it went. Pure.

The steps are taken in their order. One that cannot be done is told and left out; the rest is
planned all the same, so that a draft shows everything that is wrong with it at once.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from indgang.organisation.public import Homes
from indgang.reorganisation.blueprint import Blueprint, PostNode
from indgang.reorganisation.deeds import Taker
from indgang.reorganisation.steps import Step
from indgang.reorganisation.working import CannotError, Working

FULL_TIME = Decimal(1)


@dataclass(frozen=True)
class StepProblem:
    """A step that cannot be done. ``position`` is its place in the list, from 1.

    ``text_args`` holds keys of units and people and numbers of steps; ``words.problem`` says it.
    """

    position: int
    code: str
    text_args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostMove:
    """A post that is not as it was. ``None`` in ``to_unit``: it has no home and ends.

    ``joins``: it is added to this post of the same person, unit and function, which carries on
    with the shares of both; ``share`` is this post's own.
    """

    post_id: UUID
    person: str
    person_id: UUID
    from_unit: str
    to_unit: str | None
    from_function: str
    function: str
    share: Decimal
    joins: UUID | None = None


@dataclass(frozen=True)
class Plan:
    """The day ``on`` without the steps (``before``) and with them (``after``).

    ``homes`` says where what a unit had is found (ids of units). ``closed``: keys of units that
    are there before and not after, with the position of the step that closed them. A post in
    ``after`` carries the id of the post it continues.
    """

    on: date
    before: Blueprint
    after: Blueprint
    homes: Homes
    post_moves: tuple[PostMove, ...]
    problems: tuple[StepProblem, ...]
    closed: Mapping[str, int] = field(default_factory=dict)


def make_plan(
    blueprint: Blueprint,
    steps: Sequence[Step],
    *,
    new_id: Callable[[str], UUID],
    taken: Collection[str] = (),
) -> Plan:
    """Plan the steps. Never raises for any list of steps.

    ``new_id`` gives a created unit's id from its key; ``taken`` are keys of units that are not
    in the blueprint (gone, or still to come) and cannot be given to a new unit.
    """
    working = Working(blueprint)
    taker = Taker(working, new_id, taken)
    problems = []
    for position, step in enumerate(steps, start=1):
        try:
            taker.take(step, position)
        except CannotError as problem:
            problems.append(StepProblem(position, problem.code, problem.text_args))
    posts, joins = _join(blueprint, working)
    ids = {unit.key: unit.unit_id for unit in (*blueprint.units.values(), *working.units.values())}
    return Plan(
        on=blueprint.on,
        before=blueprint,
        after=Blueprint(blueprint.on, working.units, frozenset(working.tasks()), posts),
        homes=Homes.of_rows(blueprint.on, working.homes(ids)),
        post_moves=tuple(_post_moves(blueprint, working, posts, joins)),
        problems=tuple(problems),
        closed={key: at for key, at in working.closed.items() if key in blueprint.units},
    )


def _join(before: Blueprint, working: Working) -> tuple[dict[UUID, PostNode], dict[UUID, UUID]]:
    """The posts afterwards, and which were added to which.

    A person's posts with one function that end up in one unit become the post held longest (the
    least id, for ids are in the order of time), with the shares of all, if that is a full-time
    post at most. Done at the end and not step by step, so that the order does not matter.
    """
    groups: dict[tuple[str, str, str], list[PostNode]] = {}
    for post in working.posts.values():
        groups.setdefault((post.person, post.unit, post.function), []).append(post)
    posts, joins = dict(working.posts), {}
    for group in groups.values():
        share = sum((post.share for post in group), Decimal(0))
        moved = any(before.posts[post.post_id] != post for post in group)
        if len(group) > 1 and moved and share <= FULL_TIME:
            group.sort(key=lambda post: post.post_id.int)
            posts[group[0].post_id] = replace(group[0], share=share)
            for post in group[1:]:
                del posts[post.post_id]
                joins[post.post_id] = group[0].post_id
    return posts, joins


def _post_moves(
    before: Blueprint,
    working: Working,
    posts: Mapping[UUID, PostNode],
    joins: Mapping[UUID, UUID],
) -> Iterator[PostMove]:
    for post_id, was in before.posts.items():
        if posts.get(post_id) != was:
            now = working.posts.get(post_id)
            yield PostMove(
                post_id=post_id,
                person=was.person,
                person_id=was.person_id,
                from_unit=was.unit,
                to_unit=None if now is None else now.unit,
                from_function=was.function,
                function=was.function if now is None else now.function,
                share=was.share,
                joins=joins.get(post_id),
            )
