"""Is a unit large enough to be professionally robust for its tasks? (documents A; demand O1)"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.catalogue.public import services
from indgang.competence.authority import Authority
from indgang.competence.carrying import Outcome, outcome
from indgang.competence.queries import ABOVE_UNITS
from indgang.competence.rules import Matter, Reason, judge
from indgang.organisation.public import Change, Homes, PostFacts
from indgang.shared.actor import HeldPost

#: Fewer people than this who may decide a task do not stand illness and leave: one at work, one
#: away, one to ask. Document A names the problem and no number; the number is ours.
LEAST_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Robustness:
    """How many people of a unit may decide a task, before and after. ``None``: the unit may not.

    ``before`` is that of the unit itself, or of the largest of those whose place it takes.
    """

    unit_id: UUID
    name: str
    kle: str
    before: int | None
    after: int | None
    minimum: int

    @property
    def too_small(self) -> bool:
        """Too few afterwards?"""
        return self.after is not None and self.after < self.minimum

    @property
    def worse(self) -> bool:
        """Too few, and fewer than before?"""
        return self.too_small and (self.after or 0) < (self.before or 0)


def deciders(
    book: Authority, posts: Iterable[PostFacts], kles: Iterable[str], at: date
) -> dict[tuple[UUID, str], int]:
    """People by unit and task who may decide it. A unit that may and has nobody is there with 0."""
    staff: dict[UUID, list[PostFacts]] = {}
    for post in posts:
        staff.setdefault(post.unit_id, []).append(post)
    found: dict[tuple[UUID, str], set[UUID]] = {}
    for kle in kles:
        matter = Matter(kle)
        for line in book.about(kle, at):
            unit_id = line.grant.holder_id
            if line.grant.holder_kind in ABOVE_UNITS or line.grant.person_id is not None:
                continue
            if judge(line, "decide", matter) is not Reason.ALLOWED:
                continue
            found.setdefault((unit_id, kle), set()).update(
                post.person_id
                for post in staff.get(unit_id, ())
                if line.for_post(_held(post), post.person_id)
            )
    return {key: len(people) for key, people in found.items()}


def _held(post: PostFacts) -> HeldPost:
    return HeldPost(post.post_id, post.unit_id, post.function, post.title)


def robustness(change: Change, *, minimum: int = LEAST_PEOPLE) -> tuple[Robustness, ...]:
    """Every unit that the change touches, for each service's task it may decide, by name."""
    return robustness_of(outcome(change), minimum=minimum)


def robustness_of(found: Outcome, *, minimum: int = LEAST_PEOPLE) -> tuple[Robustness, ...]:
    """The same, of what is worked out already."""
    change = found.change
    kles = sorted({service.kle for service in services().values() if service.by_municipality})
    had = deciders(found.had, change.posts_before, kles, change.on)
    has = deciders(found.has, change.posts_after, kles, change.on)
    heirs = _largest(had, change.homes)
    units = change.after.units
    lines = [
        Robustness(unit_id, units[unit_id].name, kle, heirs.get((unit_id, kle)),
                   has.get((unit_id, kle)), minimum)
        for unit_id, kle in {*heirs, *has}
        if unit_id in units and heirs.get((unit_id, kle)) != has.get((unit_id, kle))
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.name, line.kle)))


def _largest(had: Mapping[tuple[UUID, str], int], homes: Homes) -> dict[tuple[UUID, str], int]:
    found: dict[tuple[UUID, str], int] = {}
    for (unit_id, kle), people in had.items():
        home = homes.of(unit_id, kle)
        if home is not None:
            found[home, kle] = max(people, found.get((home, kle), 0))
    return found
