"""A reorganisation as authority sees it: what becomes of every grant, read and worked out.

Signing writes what ``succession`` makes of the grants that there are. What was given between
signing and the day is carried over on the day in the same way, on top of what was signed.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID, uuid5

from indgang.catalogue.public import kle_numbers
from indgang.competence.models import Grant
from indgang.competence.queries import all_grants
from indgang.competence.rules import Authority, GrantFacts
from indgang.competence.succession import Inheritance, succeed
from indgang.organisation.public import Change, PostFacts, revision
from indgang.shared.dated import days_before
from indgang.shared.models import DatedWrite
from indgang.ways.public import uptakes

#: Names the grants that begin: the same change makes the same ids at preview and at signing.
_NAMES = UUID("6f7f6c0e-6c3b-4d5e-9b1c-3c0d5f0f1a11")


@dataclass(frozen=True)
class Outcome:
    """Authority on the day without the change and with it, and what leads from one to the other."""

    change: Change
    grants: dict[UUID, GrantFacts]
    inheritance: Inheritance

    @cached_property
    def uptakes_before(self) -> frozenset[tuple[UUID, UUID]]:
        """Ways of working in use on the day without the change."""
        return uptakes(self.change.on)

    @cached_property
    def uptakes_after(self) -> frozenset[tuple[UUID, UUID]]:
        """The same, each by the unit that has the place of the one that uses it."""
        homes, units = self.change.homes, self.change.after.units
        found = set()
        for way_id, unit_id in self.uptakes_before:
            places = set(homes.within(unit_id, "").values()) | {homes.of(unit_id)}
            found |= {(way_id, place) for place in places if place in units}
        return frozenset((way, place) for way, place in found if place is not None)

    @cached_property
    def had(self) -> Authority:
        """Authority on the day without the change."""
        return Authority(self.grants, self.uptakes_before, kle_numbers(self.change.on).on)

    @cached_property
    def has(self) -> Authority:
        """Authority on the day with it."""
        numbers = kle_numbers(self.change.on)
        return Authority(self.inheritance.after, self.uptakes_after, numbers.on)


#: The last change that was worked out: a preview asks for numbers and for troubles.
_latest: tuple[int, Outcome] | None = None


def outcome(change: Change) -> Outcome:
    """What the change makes of the grants that there are now. Writes nothing."""
    global _latest
    current, known = revision("competence"), _latest
    if known is not None and known[0] == current and known[1].change is change:
        return known[1]
    grants = all_grants(change.before)
    found = Outcome(change, grants, _succeed(change, grants))
    _latest = (current, found)
    return found


def outcome_on_the_day(change: Change) -> Outcome:
    """What is still to be carried over, after signing has written the rest. Writes nothing.

    What was signed is read back from the record of dated writes: the grants that began by it stay
    where they are, and those that it ended lead to them.
    """
    grants = all_grants(change.before)
    ended = {key: g for key, g in grants.items() if g.days.ends == change.on}
    later = {key: g for key, g in grants.items() if g.days.begins >= change.on}
    writes = DatedWrite.objects.filter(
        table=Grant._meta.label, row_id__in=[*ended, *later]
    ).order_by("id")
    moving = DatedWrite.objects.filter(  # revoking a grant is dated too, and moves no unit
        cause__in={write.cause for write in writes}, table__startswith="organisation."
    )
    writes = writes.filter(cause__in=set(moving.values_list("cause", flat=True)))
    placed, signed = set(), set()
    for write in writes:
        if write.what == "began" and write.row_id in later:
            placed.add(write.row_id)
            unit = change.after.units.get(later[write.row_id].holder_id)
            kind = unit.kind if unit else ""
            grants[write.row_id] = replace(later[write.row_id], holder_kind=kind)
        elif write.what == "ended" and write.row_id in ended:
            signed.add(write.row_id)
            grants[write.row_id] = replace(ended[write.row_id], days=days_before(write))
    return Outcome(
        change,
        grants,
        _succeed(change, grants, placed=frozenset(placed), signed=frozenset(signed)),
    )


def _succeed(
    change: Change,
    grants: dict[UUID, GrantFacts],
    *,
    placed: frozenset[UUID] = frozenset(),
    signed: frozenset[UUID] = frozenset(),
) -> Inheritance:
    def new_id(origin: UUID, holder: UUID, kle: str, above: UUID | None) -> UUID:
        return uuid5(_NAMES, f"{change.on}:{origin}:{holder}:{kle}:{above}")

    seats_before, seats_after = _seats(change.posts_before), _seats(change.posts_after)

    def seat(person: UUID, home: UUID) -> UUID:
        """A substitute's own authority goes along when the post goes elsewhere."""
        now = seats_after.get(person, frozenset())
        moved = now - seats_before.get(person, frozenset())
        return next(iter(moved)) if home not in now and len(moved) == 1 else home

    return succeed(
        grants,
        change.homes,
        change.before,
        change.after,
        new_id=new_id,
        seat=seat,
        placed=placed,
        signed=signed,
    )


def _seats(posts: tuple[PostFacts, ...]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    for post in posts:
        found.setdefault(post.person_id, set()).add(post.unit_id)
    return {person: frozenset(units) for person, units in found.items()}
