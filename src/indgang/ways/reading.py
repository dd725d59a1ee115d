"""Reads of ways of working for pages: what they are, who uses them, who is trained."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from indgang.organisation.public import staff_lines
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound
from indgang.shared.validity_fields import to_days
from indgang.ways.models import Training, Uptake, WayOfWorking
from indgang.ways.rules import Preparedness, preparedness


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written of a way in both languages; ``steps`` pairs the Danish with the English."""

    title_da: str
    title_en: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WayView:
    """A way of working in the reader's language. ``training`` is in hours."""

    way_id: UUID
    key: str
    kind: str
    title: str
    purpose: str
    kle: str
    procedure: tuple[str, ...]
    wording: Wording
    training: Decimal
    source: str
    synthetic: bool


@dataclass(frozen=True, slots=True)
class UptakeView:
    """A unit uses the way in these days (``ends``: the first day without it)."""

    unit_id: UUID
    begins: date
    ends: date | None
    note: str


@dataclass(frozen=True, slots=True)
class WayInUse:
    """A way that a unit uses on a day, and since when."""

    key: str
    title: str
    since: date


def _view(row: Any, language: str) -> WayView:
    tongue = "en" if language.startswith("en") else "da"
    return WayView(
        row.id,
        row.key,
        row.kind,
        getattr(row, f"title_{tongue}"),
        row.purpose,
        row.kle,
        tuple(step.get(tongue) or step.get("da", "") for step in row.procedure),
        Wording(
            row.title_da,
            row.title_en,
            tuple((step.get("da", ""), step.get("en", "")) for step in row.procedure),
        ),
        row.training_hours,
        row.source,
        row.synthetic,
    )


def all_ways(language: str) -> tuple[WayView, ...]:
    """Every way of working, by title."""
    found = [_view(row, language) for row in WayOfWorking.objects.all()]
    return tuple(sorted(found, key=lambda way: danish_order(way.title)))


def way(key: str, language: str) -> WayView:
    """One way of working. Raises ``NotFound``."""
    row = WayOfWorking.objects.filter(key=key).first()
    if row is None:
        raise NotFound("no_such_way", "")
    return _view(row, language)


def uptakes_of(way_id: UUID) -> tuple[UptakeView, ...]:
    """Every unit that uses, used or will use the way, the earliest first."""
    rows = Uptake.objects.filter(way_id=way_id)
    found = []
    for row in rows:
        days = to_days(row.validity)
        found.append(UptakeView(row.unit_id, days.begins, days.ends, row.note))
    return tuple(sorted(found, key=lambda one: (one.begins, one.unit_id.int)))


def ways_of(unit_id: UUID, at: date, language: str) -> tuple[WayInUse, ...]:
    """The ways that a unit uses on the day, by title."""
    rows = Uptake.objects.valid_at(at).filter(unit_id=unit_id).select_related("way")
    found = [
        WayInUse(row.way.key, _view(row.way, language).title, to_days(row.validity).begins)
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: danish_order(one.title)))


def prepared_of(way_id: UUID, unit_ids: Collection[UUID], at: date) -> Mapping[UUID, Preparedness]:
    """What each unit lacks on the day before it can begin, or has in order (see ``rules``)."""
    row = WayOfWorking.objects.get(pk=way_id)
    trained = trained_in(way_id, at)
    staff = staff_lines(unit_ids, at)
    return {
        unit_id: preparedness(
            kind=row.kind,
            training_hours=row.training_hours,
            steps=len(row.procedure),
            posts=[(line.person_id, line.function) for line in staff.get(unit_id, ())],
            trained=trained.keys(),
        )
        for unit_id in unit_ids
    }


def trained_in(way_id: UUID, at: date) -> dict[UUID, date]:
    """Who was trained in the way on the day or before, and when."""
    rows = Training.objects.filter(way_id=way_id, on__lte=at)
    return dict(rows.values_list("person_id", "on"))
