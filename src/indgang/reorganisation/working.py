"""The organisation while its steps are being taken. Pure; changes in memory only.

Knows how units, tasks, posts and homes hang together; what each step does with them is in
``deeds``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from uuid import UUID

from indgang.organisation.public import Home, kle_covers, kle_intersection
from indgang.reorganisation.blueprint import DOING, Blueprint, PostNode, TaskNode, UnitNode

#: Parts of a wide task that are no longer in it, although the unit keeps the wide number.
Holes = frozenset[str]


class CannotError(Exception):
    """A step cannot be done. ``code`` and ``args`` are those of ``plan.StepProblem``."""

    def __init__(self, code: str, **text_args: str) -> None:
        super().__init__(code)
        self.code = code
        self.text_args = text_args


class Working:
    """Units, tasks and posts after the steps taken so far, and where everything came from."""

    def __init__(self, start: Blueprint) -> None:
        self.units: dict[str, UnitNode] = dict(start.units)
        self.closed: dict[str, int] = {}  #: key → position of the step that closed it
        self.posts: dict[UUID, PostNode] = dict(start.posts)
        self._children: dict[str | None, set[str]] = {}
        for unit in start.units.values():
            self._children.setdefault(unit.parent, set()).add(unit.key)
        self._tasks: dict[str, dict[tuple[str, str], Holes]] = {}
        self._in_group: dict[str, set[str]] = {}  #: main group → units that have had a task in it
        for task in start.tasks:
            self._receive(task.unit, task.kle, task.role, frozenset())
        self._posts_in: dict[str, set[UUID]] = {}
        self._posts_as: dict[str, set[UUID]] = {}
        for post in start.posts.values():
            self._posts_in.setdefault(post.unit, set()).add(post.post_id)
            self._posts_as.setdefault(post.function, set()).add(post.post_id)
        #: unit at the start → range → the unit that has it now
        self._places: dict[str, dict[str, str | None]] = {key: {"": key} for key in start.units}
        self._held: dict[str, set[str]] = {key: {key} for key in start.units}

    # Units

    def unit(self, key: str) -> UnitNode:
        """An open unit. Raises ``CannotError``, naming the step that closed it."""
        if key in self.closed:
            raise CannotError("closed_unit", unit=key, step=str(self.closed[key]))
        if key not in self.units:
            raise CannotError("unknown_unit", unit=key)
        return self.units[key]

    def children(self, key: str) -> tuple[str, ...]:
        """Keys of the units right below, in order."""
        return tuple(sorted(self._children.get(key, ())))

    def above(self, key: str) -> Iterator[str]:
        """The unit itself and those above it, nearest first. A loop ends the walk."""
        seen: set[str] = set()
        current: str | None = key
        while current is not None and current in self.units and current not in seen:
            seen.add(current)
            yield current
            current = self.units[current].parent

    def add(self, unit: UnitNode) -> None:
        """A new unit, with nothing yet."""
        self.units[unit.key] = unit
        self._children.setdefault(unit.parent, set()).add(unit.key)

    def change(self, unit: UnitNode) -> None:
        """Another name, number or place of a unit that is there."""
        was = self.units[unit.key]
        self._children[was.parent].discard(unit.key)
        self._children.setdefault(unit.parent, set()).add(unit.key)
        self.units[unit.key] = unit

    def close(self, key: str, into: str | None, position: int) -> None:
        """All that the unit has goes ``into`` another, and it closes.

        ``None``: its tasks and posts end, and what it had has no home. Units below it are the
        caller's to place.
        """
        for (kle, role), holes in self._tasks.pop(key, {}).items():
            if into is not None:
                self._receive(into, kle, role, holes)
        for post_id in tuple(self._posts_in.pop(key, ())):
            if into is not None:
                self.change_post(replace(self.posts[post_id], unit=into))
            else:
                self._posts_as[self.posts.pop(post_id).function].discard(post_id)
        self._carry(key, "", into)
        self._children[self.units.pop(key).parent].discard(key)
        self.closed[key] = position

    # Tasks, and what belongs to them

    def does(self, key: str, kle: str) -> bool:
        """Has the unit something to do in the range, be it the whole of it or a part?"""
        return any(
            _still_in(task, holes, kle) is not None
            for (task, role), holes in self._tasks.get(key, {}).items()
            if role in DOING
        )

    def doing(self, kle: str) -> tuple[str, ...]:
        """Keys of the units that have something to do in the range, in order."""
        near = self._in_group.get(kle[:2], set()) | self._in_group.get("", set())
        return tuple(key for key in sorted(near) if self.does(key, kle))

    def does_only(self, key: str, kle: str) -> bool:
        """Does all that the unit has to do lie within the range?"""
        tasks = [task for task, role in self._tasks.get(key, {}) if role in DOING]
        return bool(tasks) and all(kle_covers(kle, task) for task in tasks)

    def hand_over(self, giver: str, kle: str, taker: str) -> None:
        """The range, and what belongs to it, goes to another unit.

        Of a wider task the taker gets the exact range; the giver keeps the wide one.
        """
        for (task, role), holes in list(self._tasks.get(giver, {}).items()):
            part = _still_in(task, holes, kle) if role in DOING else None
            if part == task:
                del self._tasks[giver][task, role]
                self._receive(taker, task, role, holes)
            elif part is not None:
                self._tasks[giver][task, role] = _widest({*holes, kle})
                self._receive(taker, kle, role, frozenset(h for h in holes if kle_covers(kle, h)))
        self._carry(giver, kle, taker)

    def tasks(self) -> Iterator[TaskNode]:
        """Every task there is now."""
        for unit, tasks in self._tasks.items():
            for kle, role in tasks:
                yield TaskNode(unit, kle, role)

    def ranges_of(self, key: str) -> tuple[str, ...]:
        """The ranges that the unit has a role to."""
        return tuple(kle for kle, _ in self._tasks.get(key, ()))

    def _receive(self, unit: str, kle: str, role: str, holes: Holes) -> None:
        own = self._tasks.setdefault(unit, {})
        had = own.get((kle, role))
        # What either of them has whole is whole: only what is missing in both stays missing.
        both = [holes] if had is None else [{kle_intersection(a, b) for a in holes for b in had}]
        own[kle, role] = _widest({hole for hole in both[0] if hole is not None})
        self._in_group.setdefault(kle[:2], set()).add(unit)

    def _carry(self, giver: str, kle: str, taker: str | None) -> None:
        for origin in tuple(self._held.get(giver, ())):
            ranges = self._places[origin]
            goes = [known for known, at in ranges.items() if at == giver and kle_covers(kle, known)]
            if kle not in ranges and ranges[_nearest(ranges, kle)] == giver:
                goes.append(kle)
            for known in goes:
                ranges[known] = taker
            if giver not in ranges.values():
                self._held[giver].discard(origin)
            if goes and taker is not None:
                self._held.setdefault(taker, set()).add(origin)

    def homes(self, ids: Mapping[str, UUID]) -> Iterator[Home]:
        """Where all of it went, in as few lines as say it; ``ids`` of every unit by key."""
        for origin, ranges in self._places.items():
            told: dict[str, str | None] = {}
            for kle in sorted(ranges, key=lambda known: (len(known), known)):
                wider = [known for known in told if kle_covers(known, kle)]
                if ranges[kle] != (told[max(wider, key=len)] if wider else origin):
                    told[kle] = ranges[kle]
            for kle, at in told.items():
                yield Home(ids[origin], kle, None if at is None else ids[at])

    # Posts

    def posts_in(self, key: str) -> tuple[PostNode, ...]:
        """The posts of a unit."""
        return tuple(self.posts[post_id] for post_id in self._posts_in.get(key, ()))

    def posts_as(self, function: str) -> tuple[PostNode, ...]:
        """The posts with a function, wherever they are."""
        return tuple(self.posts[post_id] for post_id in self._posts_as.get(function, ()))

    def post(self, person: str, unit: str, function: str) -> tuple[PostNode, ...]:
        """The person's post in the unit (more than one after a merge). Raises ``CannotError``."""
        found = tuple(
            post
            for post in self.posts_in(unit)
            if post.person == person and post.function == function
        )
        if not found:
            raise CannotError("no_such_post", person=person, unit=unit, function=function)
        return found

    def change_post(self, post: PostNode) -> None:
        """A post in another unit or with another function or title."""
        was = self.posts[post.post_id]
        if was.unit != post.unit:
            self._posts_in.get(was.unit, set()).discard(post.post_id)
            self._posts_in.setdefault(post.unit, set()).add(post.post_id)
        if was.function != post.function:
            self._posts_as[was.function].discard(post.post_id)
            self._posts_as.setdefault(post.function, set()).add(post.post_id)
        self.posts[post.post_id] = post


def _still_in(task: str, holes: Holes, kle: str) -> str | None:
    """The part of ``kle`` that is in the task: all of the task, all of ``kle``, or nothing."""
    part = kle_intersection(task, kle)
    return None if part is None or any(kle_covers(hole, part) for hole in holes) else part


def _nearest(ranges: Iterable[str], kle: str) -> str:
    return max((known for known in ranges if kle_covers(known, kle)), key=len)


def _widest(ranges: set[str]) -> Holes:
    return frozenset(
        one for one in ranges if not any(o != one and kle_covers(o, one) for o in ranges)
    )
