"""The door of ``documents``: files that come in, letters that go out."""

from indgang.documents.actions import follow, issue_letter, move_to_unit, receive
from indgang.documents.events import DocumentReceived
from indgang.documents.letters import (
    Appointment,
    Fact,
    Letter,
    LetterKind,
    Recipient,
    Section,
    Sender,
)
from indgang.documents.queries import (
    DocumentView,
    content,
    document,
    documents_about,
    documents_of,
)
from indgang.documents.rules import LARGEST
from indgang.documents.typesetting import render

__all__ = [
    "LARGEST",
    "Appointment",
    "DocumentReceived",
    "DocumentView",
    "Fact",
    "Letter",
    "LetterKind",
    "Recipient",
    "Section",
    "Sender",
    "content",
    "document",
    "documents_about",
    "documents_of",
    "follow",
    "issue_letter",
    "move_to_unit",
    "receive",
    "render",
]
