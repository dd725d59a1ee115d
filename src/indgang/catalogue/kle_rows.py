"""Rows of KLE in the database: those that hold from a day, ended and begun in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from indgang.catalogue.models import KleFacet, KleKeyword, KleSubject
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

Keywords = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the database."""

    row: Any
    number: str
    title: str
    status: str
    days: Days
    keywords: Keywords


def hold_kle_still() -> None:
    """One change of KLE at a time, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('indgang.kle'))")


def from_day(on: date) -> Q:
    """Rows that hold on the day or later."""
    return Q(validity__endswith=None) | Q(validity__endswith__gt=on)


def _keywords_of(subjects: Iterable[UUID]) -> Mapping[UUID, Keywords]:
    found: dict[UUID, list[tuple[str, int]]] = {}
    rows = KleKeyword.objects.filter(subject_id__in=list(subjects))
    for subject, term, weight in rows.values_list("subject_id", "term", "weight"):
        found.setdefault(subject, []).append((term, weight))
    return {subject: tuple(sorted(words)) for subject, words in found.items()}


def known_subjects(on: date) -> dict[str, list[Known]]:
    """Subjects, groups and main groups that hold on the day or later, by number."""
    rows = list(KleSubject.objects.filter(from_day(on)).order_by("number", "validity"))
    words = _keywords_of(row.id for row in rows)
    found: dict[str, list[Known]] = {}
    for row in rows:
        known = Known(
            row, row.number, row.title, row.status, to_days(row.validity), words.get(row.id, ())
        )
        found.setdefault(row.number, []).append(known)
    return found


def known_facets(on: date) -> dict[str, list[Known]]:
    """Facets that hold on the day or later, by code."""
    found: dict[str, list[Known]] = {}
    for row in KleFacet.objects.filter(from_day(on)).order_by("code", "validity"):
        known = Known(row, row.code, row.title, "", to_days(row.validity), ())
        found.setdefault(row.code, []).append(known)
    return found


def end_rows(model: Any, rows: Iterable[Any], on: date) -> None:
    """End rows of KLE on the day; those that have not begun by then go."""
    ended, gone = [], []
    for row in rows:
        left = to_days(row.validity).until(on)
        if left is None:
            gone.append(row.pk)
        else:
            row.validity = to_range(left)
            ended.append(row)
    model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_update(ended, ["validity"], batch_size=1000)


def begin_subjects(wanted: Iterable[tuple[Any, Keywords]]) -> None:
    """Store subjects with their keywords."""
    pairs = list(wanted)
    KleSubject.objects.bulk_create([row for row, _words in pairs], batch_size=2000)
    KleKeyword.objects.bulk_create(
        [
            KleKeyword(subject_id=row.id, term=term, weight=weight)
            for row, words in pairs
            for term, weight in words
        ],
        batch_size=5000,
    )
