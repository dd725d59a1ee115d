"""Verbs of cases."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.catalogue.public import deadline_days, service
from indgang.competence.public import has_conflict
from indgang.documents.public import move_to_unit
from indgang.journey.case import rules
from indgang.journey.case.events import CaseClosed, CaseOpened
from indgang.journey.case.models import (
    Case,
    CaseState,
    CaseStateStep,
    JournalNote,
    Party,
    PartyRole,
)
from indgang.journey.enquiry.public import enquiry
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import spoken_number, uuid7
from indgang.shared.typed_text import without_controls


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case and the number that people say."""

    case_id: UUID
    number: str


@transaction.atomic
def open_case(
    *,
    citizen_id: UUID,
    service_code: str,
    unit_id: UUID,
    story: str,
    by: Actor,
    at: datetime,
    amount: int | None = None,
    enquiry_id: UUID | None = None,
    handover_id: UUID | None = None,
) -> Opened:
    """Begin a case in a unit, with the story as the journal's first note.

    The case keeps the published deadline as it was on the day the application came, and counts it
    from that day (Retssikkerhedsloven § 3, stk. 2). It takes over the papers of the enquiry. The
    first note is the duty to note (Offentlighedsloven § 13).
    """
    what = service(service_code)
    came = clock.day_of(at if enquiry_id is None else enquiry(enquiry_id).received_at)
    days = deadline_days(service_code, came)
    mine = unit_id in by.unit_ids and not has_conflict(by.employee_id, citizen_id)
    row = Case.objects.create(
        id=uuid7(),
        number=spoken_number("S"),
        title=what.title_da,
        public_title=what.title_da,
        citizen_id=citizen_id,
        responsible_unit_id=unit_id,
        caseworker_id=by.person_id if mine else None,
        service_id=service_code,
        kle=what.kle,
        sensitivity=what.sensitivity,
        amount=amount,
        opened_at=at,
        due_on=rules.due_on(came, days),
        deadline_days=days,
        enquiry_id=enquiry_id,
        handover_id=handover_id,
    )
    CaseStateStep.objects.create(case=row, state=CaseState.OPSTAAET, at=at, person_id=by.person_id)
    Party.objects.create(case=row, citizen_id=citizen_id, role=PartyRole.PRIMARY)
    JournalNote.objects.create(
        case=row,
        at=at,
        person_id=by.person_id,
        unit_id=unit_id,
        theme="Henvendelse",
        text=without_controls(story),
    )
    if enquiry_id is not None:
        move_to_unit(about_id_from=enquiry_id, about_id_to=row.id, unit_id=unit_id, by=by, at=at)
    audit.record("case.open_case", by=by, at=at, object_id=row.id, subject_id=citizen_id)
    outbox.record(CaseOpened(case_id=row.id), by=by, at=at)
    return Opened(row.id, row.number)


def locked(case_id: UUID, by: Actor, *, version: int | None = None) -> Case:
    """The case for writing. The person must have a post in the unit that answers for it.

    Whoever has a conflict of interest takes no part at all (Forvaltningsloven § 3, stk. 3).
    ``version`` is the one the person saw: if somebody was faster, nothing is written over.
    """
    row = Case.objects.select_for_update().filter(pk=case_id).first()
    if row is None:
        raise NotFound("no_such_case", _("Vi kan ikke finde sagen."))
    if row.responsible_unit_id not in by.unit_ids:
        raise NotAllowed("not_your_unit", _("En anden enhed har ansvaret for sagen."))
    if has_conflict(by.employee_id, row.citizen_id, row.id):
        raise NotAllowed("conflict", _("Du er inhabil i denne sag. En kollega skal tage den."))
    if version is not None and version != row.version:
        raise Refused(
            "case_changed",
            _("En kollega har ændret sagen, mens du skrev."),
            next_step=_("Din tekst står her endnu. Se, hvad der er nyt, og prøv igen."),
        )
    return row


@transaction.atomic
def reach(*, case_id: UUID, state: str, by: Actor, at: datetime) -> None:
    """Bring the case to a later state; the states between are written too (SF1470)."""
    row = locked(case_id, by)
    try:
        reached = rules.states_to_reach(row.state, state)
    except rules.BackwardsError:
        raise Refused("state_passed", _("Sagen er allerede nået længere.")) from None
    for each in reached:
        CaseStateStep.objects.create(case=row, state=each, at=at, person_id=by.person_id)
    row.state = state
    row.version += 1
    row.save(update_fields=["state", "version"])
    audit.record(
        "case.reach",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=row.citizen_id,
        detail={"state": state},
    )
    if state == CaseState.AFSLUTTET:
        outbox.record(CaseClosed(case_id=row.id), by=by, at=at)


@transaction.atomic
def write_note(
    *,
    case_id: UUID,
    theme: str,
    text: str,
    by: Actor,
    at: datetime,
    corrects: UUID | None = None,
) -> UUID:
    """Add to the journal. What was written stays; a correction is a note that points at it."""
    row = locked(case_id, by)
    theme, text = without_controls(theme), without_controls(text)
    if not theme or not text:
        raise BadInput(
            _("Skriv både emne og tekst."),
            fields={
                name: _("Skal udfyldes.")
                for name, value in (("theme", theme), ("text", text))
                if not value
            },
        )
    if len(text) > 20_000 or len(theme) > 120:
        raise BadInput(
            _("Notatet er for langt. Del det i flere."), fields={"text": _("For langt.")}
        )
    if corrects is not None and not row.notes.filter(pk=corrects).exists():
        message = _("Det notat, du retter, findes ikke i sagen.")
        raise BadInput(message, fields={"corrects": message})
    note = JournalNote.objects.create(
        case=row,
        at=at,
        person_id=by.person_id,
        unit_id=row.responsible_unit_id,
        theme=theme,
        text=text,
        corrects_id=corrects,
    )
    audit.record("case.write_note", by=by, at=at, object_id=row.id, subject_id=row.citizen_id)
    return note.id


@transaction.atomic
def take(*, case_id: UUID, by: Actor, at: datetime) -> None:
    """Become the caseworker of a case in one's own unit."""
    row = locked(case_id, by)
    row.caseworker_id = by.person_id
    row.version += 1
    row.save(update_fields=["caseworker", "version"])
    audit.record("case.take", by=by, at=at, object_id=row.id, subject_id=row.citizen_id)
