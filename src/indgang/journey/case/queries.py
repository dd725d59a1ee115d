"""Reads of cases. Content is shown only to those whom row security lets at it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, Sum

from indgang.journey.case.models import Case, CaseMove, CaseStateStep, JournalNote, Party
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case without its content."""

    case_id: UUID
    number: str
    title: str
    public_title: str
    citizen_id: UUID
    citizen_name: str
    unit_id: UUID
    caseworker_id: UUID | None
    caseworker: str
    service_code: str
    service_title_da: str
    service_title_en: str
    kle: str
    sensitivity: int
    hidden: bool
    state: str
    local_state: str
    amount: int | None
    opened_at: datetime
    due_on: date | None
    enquiry_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note of the journal."""

    note_id: UUID
    at: datetime
    person: str
    theme: str
    text: str
    corrects: UUID | None


@dataclass(frozen=True, slots=True)
class PartyView:
    """Somebody whose rights the case touches."""

    citizen_id: UUID
    name: str
    role: str


#: The columns of ``CaseView`` in its order. One citizen's cases is what the house is asked most,
#: so the question is written out: no texts of the catalogue, and no columns that nobody shows.
_CASES = """
SELECT c.id, c.number, c.title, c.public_title, c.citizen_id, z.name, c.responsible_unit_id,
  c.caseworker_id, coalesce(w.name, ''), c.service_id, s.title_da, s.title_en, c.kle,
  c.sensitivity, c.hidden, c.state, c.local_state, c.amount, c.opened_at, c.due_on, c.enquiry_id,
  c.version
FROM case_case c
JOIN citizens_citizen z ON z.id = c.citizen_id
JOIN catalogue_service s ON s.code = c.service_id
LEFT JOIN organisation_person w ON w.id = c.caseworker_id
"""
#: The first move after the day says what was before it.
_BEFORE_IT_MOVED = """LEFT JOIN LATERAL (
  SELECT m.id, m.from_unit_id, m.from_caseworker_id FROM case_casemove m
  WHERE m.case_id = c.id AND m."on" > %s ORDER BY m."on", m.id LIMIT 1) m ON true
LEFT JOIN organisation_person w
  ON w.id = CASE WHEN m.id IS NULL THEN c.caseworker_id ELSE m.from_caseworker_id END"""
#: The same columns as they stood on a day.
_CASES_ON = (
    _CASES.replace("c.responsible_unit_id", "coalesce(m.from_unit_id, c.responsible_unit_id)")
    .replace("  c.caseworker_id,", "  w.id,")
    .replace("LEFT JOIN organisation_person w ON w.id = c.caseworker_id", _BEFORE_IT_MOVED)
)


def _cases(where: str, params: list[Any], *, question: str = _CASES) -> list[CaseView]:
    """The cases that ``where`` (written in this module) asks for."""
    with connection.cursor() as cursor:
        cursor.execute(question + where, params)
        rows: Any = cursor.fetchall()
    return [CaseView(*row) for row in rows]


def case(case_id: UUID) -> CaseView:
    """One case. Raises ``NotFound`` (also when row security hides it)."""
    found = _cases("WHERE c.id = %s", [case_id])
    if not found:
        raise NotFound("no_such_case", "")
    return found[0]


def cases_of(citizen_id: UUID, *, limit: int = 200, at: date | None = None) -> list[CaseView]:
    """All cases of a citizen, newest first; the picture decides what of them is shown.

    With ``at``: with the unit and the caseworker they had on that day.
    """
    where = "WHERE c.citizen_id = %s ORDER BY c.opened_at DESC, c.id DESC LIMIT %s"
    if at is None:
        return _cases(where, [citizen_id, limit])
    return _cases(where, [at, citizen_id, limit], question=_CASES_ON)


def work_list(
    unit_ids: frozenset[UUID],
    *,
    caseworker_id: UUID | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[CaseView]:
    """Open cases of these units, the nearest deadline first, those without one after.

    What is decided and only waits to be closed comes last.
    """
    return _cases(
        "WHERE c.responsible_unit_id = ANY (%s) AND c.state <> 'afsluttet' "
        "AND (%s::uuid IS NULL OR c.caseworker_id = %s::uuid) "
        "ORDER BY c.state = 'afgjort', c.due_on NULLS LAST, c.opened_at, c.id LIMIT %s OFFSET %s",
        [list(unit_ids), caseworker_id, caseworker_id, limit, offset],
    )


@dataclass(frozen=True, slots=True)
class WorkSums:
    """The line under a work list. ``applied`` is in whole kroner."""

    total: int
    late: int
    soon: int
    unassigned: int
    applied: int


def work_sums(
    unit_ids: frozenset[UUID], at: date, *, caseworker_id: UUID | None = None
) -> WorkSums:
    """How many open cases, how many late, due within a week, without a caseworker; kroner."""
    rows = Case.objects.filter(responsible_unit_id__in=unit_ids).exclude(state="afsluttet")
    if caseworker_id is not None:
        rows = rows.filter(caseworker_id=caseworker_id)
    undecided = ~Q(state="afgjort")
    found = rows.aggregate(
        total=Count("id"),
        late=Count("id", filter=undecided & Q(due_on__lt=at)),
        soon=Count("id", filter=undecided & Q(due_on__range=(at, at + timedelta(days=7)))),
        unassigned=Count("id", filter=Q(caseworker=None)),
        applied=Sum("amount"),
    )
    return WorkSums(**{name: value or 0 for name, value in found.items()})


def case_of_handover(handover_id: UUID) -> UUID:
    """The case that began when the hand-over was accepted. Raises ``NotFound``."""
    found = Case.objects.filter(handover_id=handover_id).values_list("id", flat=True).first()
    if found is None:
        raise NotFound("no_such_case", "")
    return found


def notes(case_id: UUID) -> list[NoteView]:
    """The journal, oldest first."""
    rows = JournalNote.objects.filter(case_id=case_id).select_related("person").order_by("at", "id")
    return [
        NoteView(
            row.id,
            row.at,
            row.person.name if row.person else "",
            row.theme,
            row.text,
            row.corrects_id,
        )
        for row in rows
    ]


def parties(case_id: UUID) -> list[PartyView]:
    """Those whose rights the case touches, the primary party first."""
    rows = Party.objects.filter(case_id=case_id).select_related("citizen")
    found = [PartyView(row.citizen_id, row.citizen.name, row.role) for row in rows]
    return sorted(found, key=lambda party: (party.role != "primary", party.name))


def states(case_id: UUID) -> list[tuple[str, datetime]]:
    """The states reached, with when."""
    rows = CaseStateStep.objects.filter(case_id=case_id).order_by("at", "id")
    return [(row.state, row.at) for row in rows]


def unit_of_case_at(case_id: UUID, day: date) -> UUID:
    """The unit that answered for the case on the day (before it began: the first one).

    Raises ``NotFound`` (also when row security hides the case).
    """
    moved = CaseMove.objects.filter(case_id=case_id, on__gt=day).order_by("on", "id")
    first = moved.values_list("from_unit_id", flat=True).first()
    return case(case_id).unit_id if first is None else first


@dataclass(frozen=True, slots=True)
class MoveView:
    """The case went to another unit, or lost its caseworker, in a reorganisation (``cause``)."""

    on: date
    from_unit_id: UUID
    to_unit_id: UUID
    from_caseworker: str
    to_caseworker: str
    cause: UUID


def moves(case_id: UUID) -> list[MoveView]:
    """Where the case has been, the earliest move first."""
    rows = CaseMove.objects.filter(case_id=case_id).order_by("on", "id")
    return [
        MoveView(
            row.on,
            row.from_unit_id,
            row.to_unit_id,
            row.from_caseworker.name if row.from_caseworker else "",
            row.to_caseworker.name if row.to_caseworker else "",
            row.cause,
        )
        for row in rows.select_related("from_caseworker", "to_caseworker")
    ]


def undecided_cases(unit_ids: Collection[UUID]) -> Mapping[tuple[UUID, str], int]:
    """How many undecided cases the units have, by unit and subject (KLE)."""
    rows = (
        Case.objects.filter(responsible_unit_id__in=unit_ids, state__in=["opstaaet", "oplyst"])
        .values_list("responsible_unit_id", "kle")
        .annotate(number=Count("id"))
        .order_by()
    )
    return {(unit, kle): number for unit, kle, number in rows}
