"""The organisation of a day as a tree to look at, and what a change does to each unit. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from indgang.organisation.public import Homes
from indgang.reorganisation.blueprint import RESPONSIBLE, Blueprint
from indgang.shared.danish_order import danish_order


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A unit in the tree of one day, with what it has itself (not those below it).

    ``tasks`` are the KLE ranges it is responsible for. ``change`` is one of: "" (as it was), new,
    closed, renamed, moved, changed (it gives or gets things).
    """

    key: str
    unit_id: UUID
    name: str
    kind: str
    children: tuple["TreeNode", ...]
    posts: int
    full_time: Decimal
    cases: int
    tasks: tuple[str, ...]
    change: str


def changes_of(before: Blueprint, after: Blueprint, homes: Homes) -> dict[str, str]:
    """What happens to each unit that something happens to (``TreeNode.change``)."""
    found: dict[str, str] = {}
    touched = {unit for home in homes.rows() for unit in (home.from_unit, home.to_unit)}
    for key in {*before.units, *after.units}:
        one, other = before.units.get(key), after.units.get(key)
        if one is None:
            found[key] = "new"
        elif other is None:
            found[key] = "closed"
        elif one.name != other.name:
            found[key] = "renamed"
        elif one.parent != other.parent:
            found[key] = "moved"
        elif one.unit_id in touched or _posts(before, key) != _posts(after, key):
            found[key] = "changed"
    return found


def _posts(day: Blueprint, key: str) -> list[tuple[str, str, Decimal]]:
    return sorted((post.person, post.function, post.share) for post in day.posts_in.get(key, ()))


def tree(
    day: Blueprint, cases: Mapping[UUID, int], changes: Mapping[str, str]
) -> tuple[TreeNode, ...]:
    """The units of the day from the top, in Danish order."""

    def below(parent: str | None, seen: frozenset[str]) -> tuple[TreeNode, ...]:
        keys = [key for key in day.children.get(parent, ()) if key not in seen]
        nodes = [node(key, seen | {key}) for key in keys]
        return tuple(sorted(nodes, key=lambda each: danish_order(each.name)))

    def node(key: str, seen: frozenset[str]) -> TreeNode:
        unit, posts = day.units[key], day.posts_in.get(key, ())
        return TreeNode(
            key=key,
            unit_id=unit.unit_id,
            name=unit.name,
            kind=unit.kind,
            children=below(key, seen),
            posts=len(posts),
            full_time=sum((post.share for post in posts), Decimal(0)),
            cases=cases.get(unit.unit_id, 0),
            tasks=tuple(t.kle for t in day.tasks_of.get(key, ()) if t.role == RESPONSIBLE),
            change=changes.get(key, ""),
        )

    return below(None, frozenset())


def people_touched(day: Blueprint, changes: Mapping[str, str]) -> int:
    """Those whose unit, or a unit above it, is not as it was."""
    affected: set[str] = set()

    def walk(keys: Iterable[str]) -> None:
        for key in keys:
            if key not in affected:
                affected.add(key)
                walk(day.children.get(key, ()))

    walk(key for key in changes if key in day.units and changes[key] != "changed")
    affected |= {key for key, change in changes.items() if change == "changed"}
    return len({post.person_id for post in day.posts.values() if post.unit in affected})
