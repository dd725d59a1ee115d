"""Verbs of documents: receive a file, issue a letter, let papers follow the case."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from indgang.documents.events import DocumentReceived
from indgang.documents.letters import Letter
from indgang.documents.models import Document, DocumentContent, DocumentKind
from indgang.documents.queries import DocumentView, document
from indgang.documents.rules import clean_name, judge
from indgang.documents.typesetting import render
from indgang.documents.words import complaint
from indgang.shared import audit, outbox
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import NotAllowed
from indgang.shared.many_rows import many_rows
from indgang.shared.uuid_arrays import Moved


@transaction.atomic
def receive(
    *,
    about_id: UUID,
    citizen_id: UUID | None,
    unit_id: UUID,
    filename: str,
    data: bytes,
    by: Actor,
    at: datetime,
    for_citizen: bool = True,
) -> DocumentView:
    """Keep a file on a case or an enquiry.

    The content decides what it is; PDF, JPEG, PNG and plain text of at most 10 MB are received
    when the name's ending says the same. Otherwise ``BadInput`` says what the file really is.
    """
    if by.scope is Scope.CITIZEN and citizen_id not in by.subjects:
        raise NotAllowed("not_yours", _("Du kan kun sende filer i dine egne sager."))
    judgement = judge(filename, data)
    if judgement.fault is not None:
        raise complaint(judgement)
    row = _keep(
        about_id=about_id,
        citizen_id=citizen_id,
        unit_id=unit_id,
        kind=DocumentKind.RECEIVED,
        title=judgement.name,
        media_type=judgement.media_type,
        data=data,
        for_citizen=for_citizen,
        by=by,
        at=at,
    )
    outbox.record(
        DocumentReceived(
            document_id=row.id, about_id=about_id, citizen_id=citizen_id, unit_id=unit_id
        ),
        by=by,
        at=at,
    )
    return document(row.id)


@transaction.atomic
def issue_letter(
    *,
    letter: Letter,
    about_id: UUID,
    citizen_id: UUID | None,
    unit_id: UUID,
    by: Actor,
    at: datetime,
) -> DocumentView:
    """Set the letter as a PDF and keep it, word for word as the citizen gets it."""
    row = _keep(
        about_id=about_id,
        citizen_id=citizen_id,
        unit_id=unit_id,
        kind=DocumentKind.LETTER,
        title=clean_name(f"{letter.subject[:110].replace('/', '-')}.pdf"),
        media_type="application/pdf",
        data=render(letter),
        for_citizen=True,
        by=by,
        at=at,
    )
    return document(row.id)


@transaction.atomic
def move_to_unit(
    *, about_id_from: UUID, about_id_to: UUID, unit_id: UUID, by: Actor, at: datetime
) -> int:
    """Let the papers of an enquiry follow to the case and the unit that take it over.

    Returns how many papers moved. From then on the receiving unit reads them, not the sender.
    """
    moved = Document.objects.filter(about_id=about_id_from).update(
        about_id=about_id_to, unit_id=unit_id
    )
    audit.record(
        "documents.move_to_unit",
        by=by,
        at=at,
        object_id=about_id_to,
        detail={"from": str(about_id_from), "unit": str(unit_id), "papers": moved},
    )
    return moved


@transaction.atomic
def follow(*, moved: Moved, by: Actor, at: datetime) -> int:
    """Let papers follow what they lie on (cases or enquiries).

    A paper that another unit has stays there. Returns how many papers moved.
    """
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE documents_document d SET unit_id = m.got "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS m (about, was, got) "
            "WHERE d.about_id = m.about AND d.unit_id = m.was",
            [moved.things, moved.left, moved.got],
        )
        papers: int = cursor.rowcount
    audit.record("documents.follow", by=by, at=at, detail={"papers": papers})
    return papers


def _keep(
    *,
    about_id: UUID,
    citizen_id: UUID | None,
    unit_id: UUID,
    kind: DocumentKind,
    title: str,
    media_type: str,
    data: bytes,
    for_citizen: bool,
    by: Actor,
    at: datetime,
) -> Document:
    row = Document.objects.create(
        about_id=about_id,
        citizen_id=citizen_id,
        unit_id=unit_id,
        kind=kind,
        title=title,
        media_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).digest(),
        for_citizen=for_citizen,
        added_at=at,
        added_by_id=by.person_id,
    )
    DocumentContent.objects.create(document=row, data=data)
    audit.record(
        f"documents.{'issue_letter' if kind is DocumentKind.LETTER else 'receive'}",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=citizen_id,
        detail={"about": str(about_id), "type": media_type, "size": len(data)},
    )
    return row
