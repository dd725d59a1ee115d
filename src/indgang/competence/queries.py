"""Reads of authority. Grants are kept in memory until a change of the room is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from indgang.competence.models import ConflictOfInterest, Grant
from indgang.competence.rules import Authority, GrantFacts, Matter, Reason, Verdict, verdict
from indgang.organisation.public import (
    Organisation,
    kle_covers,
    organisation,
    posts_of,
    revision,
)
from indgang.shared.actor import HeldPost
from indgang.shared.danish_order import danish_order
from indgang.shared.validity_fields import to_days

_memory: dict[date, tuple[tuple[int, int], Authority]] = {}


def authority(org: Organisation) -> Authority:
    """Every grant as the organisation ``org`` stood; never older than the last committed change."""
    current = (revision("competence"), org.revision)
    known = _memory.get(org.at)
    if known is not None and known[0] == current:
        return known[1]
    grants = {}
    for row in Grant.objects.select_related("instrument"):
        holder = org.units.get(row.holder_id)
        grants[row.id] = GrantFacts(
            grant_id=row.id,
            above_id=row.above_id,
            holder_id=row.holder_id,
            holder_kind=holder.kind if holder else "",
            function=row.function,
            action=row.action,
            kle=row.kle,
            amount_limit=row.amount_limit,
            outcomes=frozenset(row.outcomes),
            may_sub_delegate=row.may_sub_delegate,
            days=to_days(row.validity),
            instrument_kind=row.instrument.kind,
            instrument_days=to_days(row.instrument.validity),
        )
    found = Authority(grants)
    if len(_memory) > 30:
        _memory.clear()
    _memory[org.at] = (current, found)
    return found


def has_conflict(person_id: UUID, subject_id: UUID) -> bool:
    """Is the person barred from the citizen's cases (Forvaltningsloven § 3)?"""
    return ConflictOfInterest.objects.filter(
        person_id=person_id, subject_id=subject_id, ended_at=None
    ).exists()


def may(
    person_id: UUID,
    action: str,
    matter: Matter,
    at: date,
    *,
    subject_id: UUID | None = None,
    posts: tuple[HeldPost, ...] | None = None,
) -> Verdict:
    """May the person do ``action`` in ``matter`` on the day? (``competence.public.verdict``)

    ``posts`` saves a read when the caller knows the person's posts of that day.
    """
    org = organisation(at)
    return verdict(
        posts=posts_of(person_id, at) if posts is None else posts,
        authority=authority(org),
        action=action,
        matter=matter,
        at=at,
        conflict=subject_id is not None and has_conflict(person_id, subject_id),
    )


def may_each(
    posts: tuple[HeldPost, ...], action: str, matters: Iterable[Matter], at: date
) -> list[Verdict]:
    """The answer for many matters at once, in their order; conflicts belong to citizens."""
    book = authority(organisation(at))
    return [
        verdict(posts=posts, authority=book, action=action, matter=matter, at=at)
        for matter in matters
    ]


@dataclass(frozen=True, slots=True)
class UnitThatMay:
    """A unit whose posts may do it, and up to which amount (kroner; ``None``: no limit)."""

    unit_id: UUID
    name: str
    phone: str
    function: str
    limit: int | None
    by_dispensation: bool


def units_that_may(action: str, matter: Matter, at: date) -> tuple[UnitThatMay, ...]:
    """Who may decide this? Units in the order of: no dispensation first, then by name."""
    org = organisation(at)
    book = authority(org)
    found: dict[UUID, UnitThatMay] = {}
    for grant in book.grants.values():
        unit = org.units.get(grant.holder_id)
        if unit is None or unit.kind in ("council", "committee", "administration"):
            continue
        if not kle_covers(grant.kle, matter.kle):
            continue
        post = HeldPost(grant.grant_id, unit.unit_id, grant.function, "")
        answer = verdict(posts=(post,), authority=book, action=action, matter=matter, at=at)
        if answer.reason is Reason.ALLOWED:
            found[unit.unit_id] = UnitThatMay(
                unit.unit_id,
                unit.name,
                unit.phone,
                grant.function,
                answer.limit,
                answer.by_dispensation,
            )
    return tuple(sorted(found.values(), key=lambda m: (m.by_dispensation, danish_order(m.name))))


def instrument_titles(grant_ids: list[UUID], language: str) -> dict[UUID, tuple[str, str]]:
    """Title and source of the instrument behind each grant."""
    title = "title_en" if language == "en" else "title_da"
    rows = Grant.objects.filter(pk__in=grant_ids).select_related("instrument")
    return {row.id: (getattr(row.instrument, title), row.instrument.source) for row in rows}
