"""Whose cases a reorganisation touched: who is to be told, and of what."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from indgang.journey.case.models import Case, CaseMove, CaseState

_FETCH = 5000


@dataclass(frozen=True, slots=True)
class MovedCitizen:
    """Somebody who has open cases that went from one unit to another.

    ``another_caseworker``: one of them has got another caseworker, or has lost the one it had.
    """

    citizen_id: UUID
    from_unit: UUID
    to_unit: UUID
    another_caseworker: bool


_MOVED = """
SELECT c.citizen_id, m.from_unit_id, m.to_unit_id,
       bool_or(m.from_caseworker_id IS NOT NULL
               AND m.from_caseworker_id IS DISTINCT FROM m.to_caseworker_id)
FROM case_casemove m JOIN case_case c ON c.id = m.case_id
WHERE m.cause = %s AND c.state <> 'afsluttet'
GROUP BY 1, 2, 3
"""


def moved_citizens(cause: UUID) -> Iterator[MovedCitizen]:
    """Everybody with an open case that the reorganisation ``cause`` moved."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, [cause])
        while rows := cursor.fetchmany(_FETCH):
            for row in rows:
                yield MovedCitizen(*row)


def open_citizens(unit_ids: Collection[UUID]) -> tuple[tuple[UUID, UUID], ...]:
    """(unit, citizen) of every open case of these units, each pair once."""
    rows: Any = (
        Case.objects.filter(responsible_unit_id__in=unit_ids)
        .exclude(state=CaseState.AFSLUTTET)
        .values_list("responsible_unit_id", "citizen_id")
        .distinct()
    )
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class TouchedCase:
    """An open case of a unit that got something; ``from_unit`` where it came from, if it moved."""

    citizen_id: UUID
    number: str
    public_title: str
    unit_id: UUID
    from_unit: UUID | None
    caseworker: str


def touched_cases(
    citizen_ids: Collection[UUID], unit_ids: Collection[UUID], on: date
) -> dict[UUID, tuple[TouchedCase, ...]]:
    """The open cases of these citizens in these units, with the move of the day ``on``."""
    rows = (
        Case.objects.filter(citizen_id__in=citizen_ids, responsible_unit_id__in=unit_ids)
        .exclude(state=CaseState.AFSLUTTET)
        .select_related("caseworker")
        .order_by("opened_at", "id")
    )
    came: dict[UUID, UUID] = dict(
        CaseMove.objects.filter(case__in=[row.id for row in rows], on=on)
        .order_by("-id")
        .values_list("case_id", "from_unit_id")
    )
    found: dict[UUID, list[TouchedCase]] = {}
    for row in rows:
        found.setdefault(row.citizen_id, []).append(
            TouchedCase(
                row.citizen_id, row.number, row.public_title, row.responsible_unit_id,
                came.get(row.id), row.caseworker.name if row.caseworker else "",
            )
        )  # fmt: skip
    return {citizen: tuple(cases) for citizen, cases in found.items()}
