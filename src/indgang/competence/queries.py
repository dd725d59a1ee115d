"""May they, who may, and the authority of a day kept in memory until a change is counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from indgang.catalogue.public import kle_numbers
from indgang.competence.models import ConflictOfInterest, Grant, Handling
from indgang.competence.rules import (
    GOVERNING_BODIES,
    Authority,
    GrantFacts,
    Line,
    Matter,
    Reason,
    Verdict,
    by_the_days_number,
    judge,
    verdict,
)
from indgang.organisation.public import Organisation, organisation, posts_of, revision
from indgang.shared.actor import HeldPost
from indgang.shared.danish_order import danish_order
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days
from indgang.ways.public import uptakes

_memory: dict[date, tuple[tuple[int, int], Authority]] = {}

_COLUMNS = (
    "id", "above_id", "holder_id", "function", "action", "kle", "amount_limit", "outcomes",
    "may_sub_delegate", "validity", "instrument__kind", "instrument_id", "instrument__validity",
    "without", "person_id", "way_id", "complexity", "origin_id",
)  # fmt: skip


def all_grants(org: Organisation) -> dict[UUID, GrantFacts]:
    """Every grant there is or was, its holder as the organisation ``org`` stood."""
    instruments: dict[UUID, Days] = {}
    found = {}
    rows: Iterable[Any] = Grant.objects.values_list(*_COLUMNS)
    for (
        grant_id, above, holder, function, action, kle, limit, outcomes, further, validity, kind,
        instrument, instrument_validity, without, person, way, complexity, origin,
    ) in rows:  # fmt: skip
        if instrument not in instruments:
            instruments[instrument] = to_days(instrument_validity)
        unit = org.units.get(holder)
        found[grant_id] = GrantFacts(
            grant_id, above, holder, unit.kind if unit else "", function, action, kle, limit,
            frozenset(outcomes), further, to_days(validity), kind, instruments[instrument],
            frozenset(without), person, way, complexity, instrument, origin,
        )  # fmt: skip
    return found


def standing(at: date) -> tuple[Organisation, Authority]:
    """The organisation and authority of the day; never older than the last committed change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT room, number FROM shared_revision WHERE room IN ('competence', 'organisation')"
        )
        numbers: dict[str, int] = dict(cursor.fetchall())
    org = organisation(at, as_of=numbers.get("organisation", 0))
    return org, authority(org, as_of=numbers.get("competence", 0))


def authority(org: Organisation, *, as_of: int | None = None) -> Authority:
    """Every grant as the organisation ``org`` stood; never older than the last committed change.

    ``as_of`` is the room's revision when the caller has just asked for it.
    """
    current = (revision("competence") if as_of is None else as_of, org.revision)
    known = _memory.get(org.at)
    if known is not None and known[0] == current:
        return known[1]
    found = Authority(all_grants(org), uptakes(org.at), kle_numbers(org.at).on)
    if len(_memory) > 30:
        _memory.clear()
    _memory[org.at] = (current, found)
    return found


def has_conflict(person_id: UUID, subject_id: UUID, case_id: UUID | None = None) -> bool:
    """Is the person barred from the citizen's cases, or from this one (Forvaltningsloven § 3)?

    A leader who found that nobody else can take the case has lifted the bar for it (§ 4, stk. 1).
    """
    about = Q(case_id=None) if case_id is None else Q(case_id=None) | Q(case_id=case_id)
    rows = ConflictOfInterest.objects.filter(
        about, person_id=person_id, subject_id=subject_id, ended_at=None
    )
    handlings = set(rows.values_list("handling", flat=True))
    return bool(handlings) and Handling.NO_OTHER not in handlings


def may(
    person_id: UUID,
    action: str,
    matter: Matter,
    at: date,
    *,
    subject_id: UUID | None = None,
    posts: tuple[HeldPost, ...] | None = None,
    case_id: UUID | None = None,
    proposed_by: UUID | None = None,
) -> Verdict:
    """May the person do ``action`` in ``matter`` on the day? (``competence.public.verdict``)

    ``posts`` saves a read when the caller knows the person's posts of that day. ``subject_id`` and
    ``case_id``: whose matter and which case, for conflicts of interest. ``proposed_by``: who made
    what is to be approved (nobody approves their own).
    """
    return verdict(
        posts=posts_of(person_id, at) if posts is None else posts,
        authority=standing(at)[1],
        action=action,
        matter=matter,
        at=at,
        conflict=subject_id is not None and has_conflict(person_id, subject_id, case_id),
        person_id=person_id,
        own_proposal=proposed_by == person_id,
    )


def may_each(
    posts: tuple[HeldPost, ...],
    action: str,
    matters: Iterable[Matter],
    at: date,
    *,
    person_id: UUID | None = None,
) -> list[Verdict]:
    """The answer for many matters at once, in their order; conflicts belong to citizens."""
    _, book = standing(at)
    return [
        verdict(
            posts=posts, authority=book, action=action, matter=matter, at=at, person_id=person_id
        )
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


#: Those who hold authority to give it on; the deciding itself is done below them.
ABOVE_UNITS = GOVERNING_BODIES | {"administration"}


def lines_that_may(book: Authority, action: str, matter: Matter, at: date) -> list[Line]:
    """Every grant by which a unit below the governing bodies and administrations may do it."""
    asked = by_the_days_number(matter, book)
    return [
        line
        for line in book.about(asked.kle, at)
        if line.grant.holder_kind not in ABOVE_UNITS
        and judge(line, action, asked) is Reason.ALLOWED
    ]


def units_that_may(action: str, matter: Matter, at: date) -> tuple[UnitThatMay, ...]:
    """Who may decide this? Units in the order of: no dispensation first, then by name."""
    org, book = standing(at)
    found: dict[UUID, UnitThatMay] = {}
    best: dict[UUID, Line] = {}
    for line in lines_that_may(book, action, matter, at):
        unit = org.units.get(line.grant.holder_id)
        known = best.get(line.grant.holder_id)
        if unit is None or line.grant.person_id is not None:
            continue  # what one person may is not the unit's
        if known is not None and known.preference <= line.preference:
            continue
        best[unit.unit_id] = line
        found[unit.unit_id] = UnitThatMay(
            unit.unit_id,
            unit.name,
            unit.phone,
            line.grant.function,
            line.reach.limit if line.reach else None,
            line.by_dispensation,
        )
    return tuple(sorted(found.values(), key=lambda m: (m.by_dispensation, danish_order(m.name))))


def instrument_titles(grant_ids: list[UUID], language: str) -> dict[UUID, tuple[str, str]]:
    """Title and source of the instrument behind each grant."""
    title = "title_en" if language == "en" else "title_da"
    rows = Grant.objects.filter(pk__in=grant_ids).select_related("instrument")
    return {row.id: (getattr(row.instrument, title), row.instrument.source) for row in rows}
