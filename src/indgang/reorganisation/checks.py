"""What would be wrong with a plan as far as units, tasks and posts can tell. Pure.

Other rooms tell of what they hold (``organisation.Bearer``). Only what the change makes worse has
to be mended; what was so before is told when the change touches it, or left out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from indgang.organisation.public import Trouble, kle_covers
from indgang.reorganisation import words
from indgang.reorganisation.blueprint import (
    DOING,
    LEADER,
    POLITICAL,
    Blueprint,
    PostNode,
    TaskNode,
)
from indgang.reorganisation.plan import FULL_TIME, Plan
from indgang.reorganisation.steps import Step
from indgang.reorganisation.words import Names

#: Kinds of units that have a leader of their own.
LED = frozenset({"centre", "department", "joint_centre"})


def may_be_signed(code: str, subject: str) -> bool:
    """Can somebody answer for it? Not when the change cannot be written down as it is.

    That is a step that cannot be done, and one post twice (a person, unit and function).
    """
    return code != "step_problem" and not (
        code == "contradicting_posts" and subject.count(":") == 2
    )


def find_troubles(plan: Plan, names: Names, steps: Sequence[Step] = ()) -> tuple[Trouble, ...]:
    """All that is wrong, what must be mended or signed first. The same plan gives the same.

    ``steps`` are those that were planned: a problem can then say which step is in its way.
    """
    found = [*_steps(plan, names, steps)]
    checks: tuple[Callable[[Plan, Names], Iterator[Trouble]], ...] = (
        _tasks,
        _posts,
        _leaders,
        _shares,
        _same_post,
        _leader_and_led,
    )
    for check in checks:
        found += check(plan, names)
    return tuple(sorted(found, key=lambda trouble: not trouble.must))


def _steps(plan: Plan, names: Names, steps: Sequence[Step]) -> Iterator[Trouble]:
    for problem in plan.problems:
        text = _("Trin %(position)s: %(problem)s") % {
            "position": problem.position,
            "problem": words.problem(problem, names, steps),
        }
        yield Trouble("step_problem", f"step:{problem.position}", text)


def _tasks(plan: Plan, names: Names) -> Iterator[Trouble]:
    """``task_without_home``: what a unit did, and no unit gets."""
    for unit in sorted(plan.before.by_id[unit_id].key for unit_id in plan.homes.moves):
        unit_id = plan.before.units[unit].unit_id
        lost: dict[str, set[str]] = {}
        for task in plan.before.tasks_of.get(unit, ()):
            for kle, to in plan.homes.within(unit_id, task.kle).items():
                if to is None and task.role in DOING:
                    lost.setdefault(kle, set()).add(task.role)
        for kle, roles in sorted(lost.items()):
            if not any(wide != kle and kle_covers(wide, kle) for wide in lost):
                yield _task_trouble(plan, names, unit, kle, roles)


def _task_trouble(plan: Plan, names: Names, unit: str, kle: str, roles: set[str]) -> Trouble:
    having = {
        role: sorted(
            task.unit
            for task in plan.after.tasks
            if task.role == role and task.unit != unit and kle_covers(task.kle, kle)
        )
        for role in roles
    }
    told = {"kle": names.subject(kle), "unit": names.unit(unit), "other": ""}
    nobody = not all(having.values())
    if nobody:
        text = _("Opgaven %(kle)s hos %(unit)s har ikke noget hjem bagefter.") % told
    else:
        told["other"] = names.unit(having[min(roles)][0])
        text = _("%(unit)s giver ikke opgaven %(kle)s videre. %(other)s har den i forvejen.") % told
    return Trouble("task_without_home", f"{unit}:{kle}", text, nobody, _choices(plan, unit, kle))


def _choices(plan: Plan, unit: str, kle: str, most: int = 8) -> tuple[str, ...]:
    """Units that could take the task: those who do the like, then where its neighbours went."""

    def shared(task: TaskNode) -> int:
        pairs = zip(task.kle.split("."), kle.split("."), strict=False)
        return next((at for at, (one, other) in enumerate(pairs) if one != other), 3)

    nearness: dict[str, int] = {}
    for task in plan.after.tasks:
        if task.role in DOING and shared(task) and task.kle:
            nearness[task.unit] = max(nearness.get(task.unit, 0), shared(task))
    parent = plan.before.units[unit].parent
    for neighbour in (*plan.before.children.get(parent, ()), parent):
        at = plan.before.units.get(neighbour or "")
        home = None if at is None else plan.homes.of(at.unit_id)
        if home is not None and home in plan.after.by_id:
            nearness.setdefault(plan.after.by_id[home].key, 0)
    near = [
        (-near, key)
        for key, near in nearness.items()
        if key in plan.after.units and plan.after.units[key].kind not in POLITICAL
    ]
    return tuple(key for _near, key in sorted(near)[:most])


def _posts(plan: Plan, names: Names) -> Iterator[Trouble]:
    """``post_without_home``: somebody's unit closes and their post goes nowhere."""
    for move in plan.post_moves:
        if move.to_unit is None:
            text = _("%(person)s mister sin stilling som %(function)s, når %(unit)s lukker.") % {
                "person": names.person(move.person),
                "function": words.function_name(move.from_function),
                "unit": names.unit(move.from_unit),
            }
            subject = f"{move.person}:{move.from_unit}:{move.from_function}"
            above = plan.before.units[move.from_unit].parent
            choices = (above,) if above is not None and above in plan.after.units else ()
            yield Trouble("post_without_home", subject, text, True, choices)


def _leaders(plan: Plan, names: Names) -> Iterator[Trouble]:
    """``unit_without_leader`` and ``two_leaders`` of units that the change touches."""
    for key in sorted(plan.after.units):
        was, now = _leaders_of(plan.before, key), _leaders_of(plan.after, key)
        if not _touched(plan, key):
            continue
        told = {"unit": names.unit(key), "leaders": ""}
        if not now and plan.after.units[key].kind in LED:
            must = bool(was) or key not in plan.before.units
            text = _("%(unit)s har ingen leder.") % told
            yield Trouble("unit_without_leader", key, text, must)
        elif len(now) > 1:
            told["leaders"] = words.listed(names.person(person) for person in now)
            text = _("%(unit)s har mere end én leder: %(leaders)s.") % told
            yield Trouble("two_leaders", key, text, len(now) > max(len(was), 1))


def _leaders_of(blueprint: Blueprint, key: str) -> tuple[str, ...]:
    posts = blueprint.posts_in.get(key, ())
    return tuple(dict.fromkeys(post.person for post in posts if post.function == LEADER))


def _touched(plan: Plan, key: str) -> bool:
    return _all_of(plan.before, key) != _all_of(plan.after, key)


def _all_of(day: Blueprint, key: str) -> tuple[object, ...]:
    has = (day.posts_in, day.tasks_of, day.children)
    return (day.units.get(key), *(each.get(key, ()) for each in has))


def _shares(plan: Plan, names: Names) -> Iterator[Trouble]:
    """More than full time in all, of those whose posts change: told, for no step makes it more."""
    changed = {move.person for move in plan.post_moves}
    total: dict[str, Decimal] = {}
    for post in plan.after.posts.values():
        total[post.person] = total.get(post.person, Decimal(0)) + post.share
    for person in sorted(changed):
        if total.get(person, Decimal(0)) > FULL_TIME:
            text = _("%(person)s har stillinger på mere end fuld tid: %(percent)s %%.") % {
                "person": names.person(person),
                "percent": round(total[person] * 100),
            }
            yield Trouble("contradicting_posts", f"{person}:share", text, must=False)


def _same_post(plan: Plan, names: Names) -> Iterator[Trouble]:
    """Two posts that are one and the same, and more than full time together."""
    times = Counter(_place(post) for post in plan.after.posts.values())
    for (person, unit, function), count in sorted(times.items()):
        if count > 1:
            text = _(
                "%(person)s har to stillinger som %(function)s i %(unit)s. De kan ikke lægges "
                "sammen, for det bliver mere end fuld tid."
            ) % {
                "person": names.person(person),
                "function": words.function_name(function),
                "unit": names.unit(unit),
            }
            yield Trouble("contradicting_posts", f"{person}:{unit}:{function}", text)


def _place(post: PostNode) -> tuple[str, str, str]:
    return post.person, post.unit, post.function


def _leader_and_led(plan: Plan, names: Names) -> Iterator[Trouble]:
    """``contradicting_posts``: one who leads a unit and is led in it, and was not before."""
    before = _both_in(plan.before)
    for person, unit in sorted(_both_in(plan.after)):
        if (person, unit) not in before:
            text = _("%(person)s bliver både leder og medarbejder i %(unit)s.") % {
                "person": names.person(person),
                "unit": names.unit(unit),
            }
            yield Trouble("contradicting_posts", f"{person}:{unit}", text)


def _both_in(blueprint: Blueprint) -> set[tuple[str, str]]:
    leads = {(p.person, p.unit) for p in blueprint.posts.values() if p.function == LEADER}
    led = {(p.person, p.unit) for p in blueprint.posts.values() if p.function != LEADER}
    return leads & led
