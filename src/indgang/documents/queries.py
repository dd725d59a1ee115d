"""Reads of documents. Row security decides which there are and whose content opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.documents.models import Document, DocumentContent
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document's name card. ``size`` is in bytes, ``sha256`` in hexadecimal."""

    document_id: UUID
    about_id: UUID
    citizen_id: UUID | None
    unit_id: UUID
    kind: str
    title: str
    media_type: str
    size: int
    sha256: str
    for_citizen: bool
    added_at: datetime
    added_by_id: UUID | None
    added_by: str


_COLUMNS = (
    *("id", "about_id", "citizen_id", "unit_id", "kind", "title", "media_type", "size"),
    *("sha256", "for_citizen", "added_at", "added_by_id", "added_by__name"),
)


def _views(rows: Any) -> tuple[DocumentView, ...]:
    return tuple(
        DocumentView(
            document_id=row["id"],
            about_id=row["about_id"],
            citizen_id=row["citizen_id"],
            unit_id=row["unit_id"],
            kind=row["kind"],
            title=row["title"],
            media_type=row["media_type"],
            size=row["size"],
            sha256=bytes(row["sha256"]).hex(),
            for_citizen=row["for_citizen"],
            added_at=row["added_at"],
            added_by_id=row["added_by_id"],
            added_by=row["added_by__name"] or "",
        )
        for row in rows.values(*_COLUMNS)
    )


def documents_about(about_id: UUID) -> tuple[DocumentView, ...]:
    """The papers on a case or an enquiry, oldest first."""
    return _views(Document.objects.filter(about_id=about_id).order_by("added_at", "id"))


def documents_of(citizen_id: UUID) -> tuple[DocumentView, ...]:
    """The citizen's papers that the citizen may see, newest first."""
    rows = Document.objects.filter(citizen_id=citizen_id, for_citizen=True)
    return _views(rows.order_by("-added_at", "-id"))


def document(document_id: UUID) -> DocumentView:
    """One name card. Raises ``NotFound``, also when row security hides it."""
    found = _views(Document.objects.filter(pk=document_id))
    if not found:
        raise _nothing()
    return found[0]


def content(document_id: UUID) -> tuple[DocumentView, bytes]:
    """Name card and bytes. Raises ``NotFound`` when the content is not the asker's to read.

    Content opens for the unit that has the document and for its citizen (row security, and the
    two reasons for a no look alike on purpose).
    """
    data = DocumentContent.objects.filter(pk=document_id).values_list("data", flat=True).first()
    if data is None:
        raise _nothing()
    return document(document_id), bytes(data)


def _nothing() -> NotFound:
    return NotFound(
        "no_such_document", _("Vi kan ikke finde dokumentet, eller du har ikke adgang til det.")
    )
