"""Lists of instruments and grants, with names, as pages and sheets need them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from indgang.competence.models import Grant, Instrument
from indgang.competence.queries import authority
from indgang.organisation.public import UnitFacts, kle_intersection, organisation
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """A written source of authority. ``kles`` are the ranges that its grants are about."""

    instrument_id: UUID
    key: str
    kind: str
    title: str
    source: str
    text: str
    begins: date
    ends: date | None
    grants: int
    kles: tuple[str, ...]
    synthetic: bool


def _instrument(row: Any, language: str, kles: Collection[str]) -> InstrumentLine:
    english = language.startswith("en")
    return InstrumentLine(
        row.id,
        row.key,
        row.kind,
        row.title_en if english else row.title_da,
        row.source,
        (row.text_en if english else "") or row.text_da,
        row.days.begins,
        row.days.ends,
        row.count,
        tuple(sorted(kles)),
        row.synthetic,
    )


def instruments(
    *, at: date | None = None, kind: str = "", words: str = "", language: str = "da"
) -> tuple[InstrumentLine, ...]:
    """Instruments of a kind, in their days on ``at`` (``None``: ever), with words in the title."""
    rows: Any = Instrument.objects
    rows = rows.annotate(count=Count("grants"))
    if at is not None:
        rows = rows.valid_at(at)
    if kind:
        rows = rows.filter(kind=kind)
    kles: dict[UUID, set[str]] = {}
    held: Any = Grant.objects
    for instrument_id, kle in held.values_list("instrument_id", "kle").distinct():
        kles.setdefault(instrument_id, set()).add(kle)
    found = [_instrument(row, language, kles.get(row.id, ())) for row in rows]
    sought = words.casefold().strip()
    return tuple(
        sorted(
            (
                line
                for line in found
                if sought in line.title.casefold() or sought in line.source.casefold()
            ),
            key=lambda line: danish_order(line.title),
        )
    )


def instrument(instrument_id: UUID, *, language: str = "da") -> InstrumentLine:
    """One instrument. Raises ``NotFound``."""
    rows: Any = Instrument.objects
    row = rows.annotate(count=Count("grants")).filter(pk=instrument_id).first()
    if row is None:
        raise NotFound("no_such_instrument", "")
    held: Any = Grant.objects
    kles = set(held.filter(instrument_id=instrument_id).values_list("kle", flat=True))
    return _instrument(row, language, kles)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A grant with names, as it is stored (its chain may narrow it). ``kle`` "": every subject.

    ``in_force``: its whole chain holds on the day asked about. ``amount_limit`` in kroner.
    """

    grant_id: UUID
    above_id: UUID | None
    origin_id: UUID | None
    holder_id: UUID
    holder: str
    function: str
    person_id: UUID | None
    person: str
    action: str
    kle: str
    without: tuple[str, ...]
    amount_limit: int | None
    complexity: int | None
    outcomes: tuple[str, ...]
    may_sub_delegate: bool
    way_id: UUID | None
    begins: date
    ends: date | None
    instrument_id: UUID
    instrument: str
    instrument_kind: str
    in_force: bool


def grants(
    at: date,
    *,
    holder_ids: Collection[UUID] | None = None,
    instrument_id: UUID | None = None,
    kind: str = "",
    kle: str = "",
    action: str = "",
    person_id: UUID | None = None,
    above_id: UUID | None = None,
    grant_ids: Collection[UUID] | None = None,
    all_days: bool = False,
    language: str = "da",
) -> tuple[GrantLine, ...]:
    """Grants in their days on ``at`` (``all_days``: ever), by holder and range.

    ``kle`` keeps those whose range has something in common with it.
    """
    rows = Grant.objects.all() if all_days else Grant.objects.valid_at(at)
    narrow = Q()
    for name, value in (
        ("holder_id__in", holder_ids), ("instrument_id", instrument_id),
        ("instrument__kind", kind or None), ("action", action or None),
        ("person_id", person_id), ("above_id", above_id), ("pk__in", grant_ids),
    ):  # fmt: skip
        if value is not None:
            narrow &= Q(**{name: value})
    org = organisation(at)
    book = authority(org)
    found = [
        row
        for row in rows.filter(narrow).select_related("instrument", "person")
        if not kle or kle_intersection(row.kle, kle) is not None
    ]
    force = {
        line.grant.grant_id
        for holder in {row.holder_id for row in found}
        for lines in book.lines(holder, at).values()
        for line in lines
        if line.in_force
    }
    lines = [_grant(row, org.units.get(row.holder_id), row.id in force, language) for row in found]
    return tuple(
        sorted(
            lines, key=lambda line: (danish_order(line.holder), line.kle, line.action, line.begins)
        )
    )


def grant(grant_id: UUID, at: date, *, language: str = "da") -> GrantLine:
    """One grant, whenever it holds. Raises ``NotFound``."""
    found = grants(at, grant_ids=[grant_id], all_days=True, language=language)
    if not found:
        raise NotFound("no_such_grant", _("Bemyndigelsen findes ikke."))
    return found[0]


def _grant(row: Any, unit: UnitFacts | None, in_force: bool, language: str) -> GrantLine:
    instrument_ = row.instrument
    return GrantLine(
        grant_id=row.id,
        above_id=row.above_id,
        origin_id=row.origin_id,
        holder_id=row.holder_id,
        holder=unit.name if unit else "",
        function=row.function,
        person_id=row.person_id,
        person=row.person.name if row.person else "",
        action=row.action,
        kle=row.kle,
        without=tuple(row.without),
        amount_limit=row.amount_limit,
        complexity=row.complexity,
        outcomes=tuple(row.outcomes),
        may_sub_delegate=row.may_sub_delegate,
        way_id=row.way_id,
        begins=row.days.begins,
        ends=row.days.ends,
        instrument_id=instrument_.id,
        instrument=instrument_.title_en if language.startswith("en") else instrument_.title_da,
        instrument_kind=instrument_.kind,
        in_force=in_force,
    )
