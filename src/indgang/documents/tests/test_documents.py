"""Receiving, reading and passing on papers, by those who may and by those who may not."""

import hashlib
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import translation

from indgang.documents.models import Document, DocumentContent
from indgang.documents.permissions import FIELDS
from indgang.documents.public import (
    LARGEST,
    DocumentView,
    content,
    documents_about,
    documents_of,
    issue_letter,
    move_to_unit,
    receive,
)
from indgang.documents.tests.conftest import People
from indgang.documents.tests.letters import DECISION
from indgang.documents.tests.test_files import JPEG, PDF, archive
from indgang.shared.actor import SYSTEM, Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound
from indgang.shared.models import AuditEntry
from indgang.shared.rowsecurity import enter

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def hand_in(people: People, by: Actor, **other: Any) -> DocumentView:
    values: dict[str, Any] = {
        "about_id": people.about,
        "citizen_id": people.anna_id,
        "unit_id": people.unit_of(people.desk),
        "filename": "kontrakt.pdf",
        "data": PDF,
        "by": by,
        "at": NOW,
    }
    enter(by, purpose="case")
    return receive(**{**values, **other})


@pytest.mark.requirement("E9")
def test_a_citizen_hands_in_a_file_and_reads_it_again(people: People) -> None:
    made = hand_in(people, people.anna)
    assert (made.title, made.media_type, made.size) == ("kontrakt.pdf", "application/pdf", len(PDF))
    assert made.sha256 == hashlib.sha256(PDF).hexdigest()
    assert content(made.document_id) == (made, PDF)
    assert documents_of(people.anna_id) == documents_about(people.about) == (made,)
    enter(SYSTEM, purpose="test")
    line = AuditEntry.objects.get(verb="documents.receive")
    assert (line.object_id, line.subject_id) == (made.document_id, people.anna_id)
    assert "kontrakt" not in str(line.detail)


@pytest.mark.parametrize(
    ("filename", "data", "says"),
    [
        ("foto.jpg", archive(), "er et ZIP-arkiv"),
        ("foto.pdf", JPEG, "indholdet er et billede i formatet JPEG"),
        ("kontrakt.docx", PDF, "ender på .pdf"),
        ("kontrakt.pdf", b"", "er tom"),
        ("kontrakt.pdf", b"MZ\x90\x00" + b"\x00" * 60, "er et program"),
        ("kontrakt.pdf", b"\x00\x01\x02", "Vi kan ikke se, hvad filen"),
        ("stor.pdf", PDF + b" " * LARGEST, "højst fylde 10 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_changes_nothing(
    people: People, filename: str, data: bytes, says: str
) -> None:
    with translation.override("da"), pytest.raises(BadInput) as refusal:
        hand_in(people, people.anna, filename=filename, data=data)
    assert says in refusal.value.message
    assert refusal.value.fields["file"]
    enter(SYSTEM, purpose="test")
    assert not Document.objects.exists() and not AuditEntry.objects.exists()


def test_a_citizen_hands_in_only_on_their_own(people: People) -> None:
    with pytest.raises(NotAllowed):
        hand_in(people, people.ibrahim)


@pytest.mark.requirement("K10")
def test_content_opens_for_its_unit_and_its_citizen_only(people: People) -> None:
    made = hand_in(people, people.desk)
    for reader in (people.anna, people.desk):
        enter(reader, purpose="case")
        assert content(made.document_id)[1] == PDF
    for stranger in (people.ibrahim, people.centre):
        enter(stranger, purpose="case")
        with pytest.raises(NotFound):
            content(made.document_id)
    with pytest.raises(NotFound):
        content(uuid4())


@pytest.mark.requirement("K10")
def test_what_is_not_for_the_citizen_does_not_show_at_all(people: People) -> None:
    made = hand_in(people, people.desk, for_citizen=False)
    enter(people.anna, purpose="")
    assert documents_of(people.anna_id) == documents_about(people.about) == ()
    with pytest.raises(NotFound):
        content(made.document_id)
    enter(people.desk, purpose="case")
    assert documents_about(people.about) == (made,)


@pytest.mark.requirement("E10")
def test_papers_follow_to_the_unit_that_takes_over(people: People) -> None:
    made = hand_in(people, people.desk)
    case_id = uuid4()
    moved = move_to_unit(
        about_id_from=people.about,
        about_id_to=case_id,
        unit_id=people.unit_of(people.centre),
        by=people.desk,
        at=NOW,
    )
    assert moved == 1
    with pytest.raises(NotFound):
        content(made.document_id)
    enter(people.centre, purpose="case")
    assert content(made.document_id)[1] == PDF
    assert [paper.document_id for paper in documents_about(case_id)] == [made.document_id]
    assert documents_about(people.about) == ()


def test_kept_bytes_cannot_be_changed(people: People) -> None:
    made = hand_in(people, people.desk)
    enter(SYSTEM, purpose="test")
    kept = DocumentContent.objects.filter(pk=made.document_id)
    for change in (lambda: kept.update(data=b"other"), lambda: kept.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert content(made.document_id)[1] == PDF


def test_a_letter_is_kept_word_for_word(people: People) -> None:
    enter(people.centre, purpose="case")
    made = issue_letter(
        letter=DECISION,
        about_id=people.about,
        citizen_id=people.anna_id,
        unit_id=people.unit_of(people.centre),
        by=people.centre,
        at=NOW,
    )
    assert (made.kind, made.added_by) == ("letter", "Lise Holm")
    assert made.title == "Helbredstillæg til nye briller.pdf"
    enter(people.anna, purpose="")
    assert content(made.document_id)[1].startswith(b"%PDF")


def test_lists_ask_once_and_never_read_the_bytes(
    people: People, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        hand_in(people, people.desk, filename=f"{number}.pdf")
    with django_assert_num_queries(1) as asked:
        assert len(documents_about(people.about)) == 3
    assert "documentcontent" not in asked.captured_queries[0]["sql"]


def test_every_field_is_classified() -> None:
    for model in apps.get_app_config("documents").get_models():
        assert set(FIELDS[model.__name__]) == {f.name for f in model._meta.concrete_fields}
