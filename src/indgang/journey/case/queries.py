"""Reads of cases. Content is shown only to those whom row security lets at it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from indgang.journey.case.models import Case, CaseStateStep, JournalNote, Party
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


def _cases() -> "QuerySet[Case]":
    return Case.objects.select_related("citizen", "caseworker", "service")


def _view(row: Case) -> CaseView:
    return CaseView(
        row.id,
        row.number,
        row.title,
        row.public_title,
        row.citizen_id,
        row.citizen.name,
        row.responsible_unit_id,
        row.caseworker_id,
        row.caseworker.name if row.caseworker else "",
        row.service_id,
        row.service.title_da,
        row.service.title_en,
        row.kle,
        row.sensitivity,
        row.hidden,
        row.state,
        row.local_state,
        row.amount,
        row.opened_at,
        row.due_on,
        row.enquiry_id,
        row.version,
    )


def case(case_id: UUID) -> CaseView:
    """One case. Raises ``NotFound`` (also when row security hides it)."""
    row = _cases().filter(pk=case_id).first()
    if row is None:
        raise NotFound("no_such_case", "")
    return _view(row)


def cases_of(citizen_id: UUID, *, limit: int = 200) -> list[CaseView]:
    """All cases of a citizen, newest first; the picture decides what of them is shown."""
    rows = _cases().filter(citizen_id=citizen_id).order_by("-opened_at")[:limit]
    return [_view(row) for row in rows]


def work_list(
    unit_ids: frozenset[UUID], *, caseworker_id: UUID | None = None, limit: int = 200
) -> list[CaseView]:
    """Open cases of these units, the nearest deadline first (those without one last)."""
    rows = _cases().filter(responsible_unit_id__in=unit_ids).exclude(state="afsluttet")
    if caseworker_id is not None:
        rows = rows.filter(caseworker_id=caseworker_id)
    return [_view(row) for row in rows.order_by("due_on", "opened_at")[:limit]]


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
