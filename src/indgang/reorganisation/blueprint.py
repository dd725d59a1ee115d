"""The organisation of one day as a reorganisation sees it: units, tasks and posts. Pure.

Units are named by their lasting keys (slugs), people by theirs, so that a step written today
still means the same when it is planned again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from uuid import UUID

#: What a unit can be (as ``organisation`` stores it); the council is neither made nor closed here.
COUNCIL = "council"
UNIT_KINDS = (
    "committee",
    "administration",
    "centre",
    "department",
    "team",
    "office",
    "joint_centre",
)
#: Bodies of politicians: their responsibility is not a unit's task and stays where it is.
POLITICAL = frozenset({COUNCIL, "committee"})

LEADER = "leader"
FUNCTIONS = (
    "front_desk",
    "caseworker",
    "specialist",
    LEADER,
    "coordinator",
    "librarian",
    "economy",
    "support",
)

RESPONSIBLE = "ansvarlig"
PERFORMING = "udfoerende"
INSIGHT = "indsigt"
#: The roles that are a task to be done; ``INSIGHT`` is only a right to look.
DOING = frozenset({RESPONSIBLE, PERFORMING})


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit; ``parent`` is the key of the one above it, ``None`` at the top."""

    key: str
    unit_id: UUID
    name: str
    kind: str
    parent: str | None
    phone: str = ""


@dataclass(frozen=True, slots=True)
class TaskNode:
    """A unit's role (KLE's own three) to a range of KLE subjects."""

    unit: str
    kle: str
    role: str


@dataclass(frozen=True, slots=True)
class PostNode:
    """A person's post in a unit; ``share`` of full time, 0 < share ≤ 1."""

    post_id: UUID
    person: str
    person_id: UUID
    unit: str
    function: str
    title: str
    share: Decimal


@dataclass(frozen=True)
class Blueprint:
    """All units, tasks and posts of the day ``on``."""

    on: date
    units: Mapping[str, UnitNode]
    tasks: frozenset[TaskNode]
    posts: Mapping[UUID, PostNode]

    @cached_property
    def by_id(self) -> Mapping[UUID, UnitNode]:
        """The units by their id."""
        return {unit.unit_id: unit for unit in self.units.values()}

    @cached_property
    def children(self) -> Mapping[str | None, tuple[str, ...]]:
        """Keys of the units right below each, in the order of their keys."""
        below: dict[str | None, list[str]] = {}
        for key in sorted(self.units):
            below.setdefault(self.units[key].parent, []).append(key)
        return {parent: tuple(keys) for parent, keys in below.items()}

    @cached_property
    def posts_in(self) -> Mapping[str, tuple[PostNode, ...]]:
        """The posts of each unit, in the order of the people's keys."""
        found: dict[str, list[PostNode]] = {}
        for post in sorted(self.posts.values(), key=lambda post: (post.person, post.function)):
            found.setdefault(post.unit, []).append(post)
        return {unit: tuple(posts) for unit, posts in found.items()}

    @cached_property
    def tasks_of(self) -> Mapping[str, tuple[TaskNode, ...]]:
        """The tasks of each unit, in the order of their KLE numbers."""
        found: dict[str, list[TaskNode]] = {}
        for task in sorted(self.tasks, key=lambda task: (task.kle, task.role)):
            found.setdefault(task.unit, []).append(task)
        return {unit: tuple(tasks) for unit, tasks in found.items()}
