"""What stands in a letter that a person can understand.

Order of a letter: what it means for you in one sentence, then why, then what you can do. Reasons
name the rules, the main considerations and the facts (Forvaltningsloven § 24); complaint guidance
stands in the letter itself (§ 25).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from indgang.shared.spoken_dates import day_and_time, full_date


class LetterKind(StrEnum):
    """What a letter is for."""

    DECISION = "decision"
    HEARING = "hearing"  #: party hearing (Forvaltningsloven § 19)
    RECEIPT = "receipt"  #: we have it; or it was handed over, and to whom
    NOTICE = "notice"  #: something is otherwise from now on; nothing is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes. ``municipality`` is "" where the law keeps its name off the letter."""

    municipality: str
    unit: str
    phone: str = ""
    address: str = ""
    opening: str = ""  #: "mandag–fredag kl. 10–15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets it. ``address`` has one line a line; a protected one is never printed."""

    name: str
    address: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the letter builds on: what it is, and what it is here."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A plain heading with its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The time that goes with the letter. ``bring`` is what to take along."""

    begins: datetime
    place: str
    address: str = ""
    with_name: str = ""
    bring: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that stands in a letter. ``result`` is the one sentence a person must take away.

    ``answer_by`` belongs to a hearing, ``complaint`` to a decision. ``number`` is the case's or the
    enquiry's. ``language`` is "da" or "en" and rules the letter's own words.
    """

    kind: LetterKind
    sender: Sender
    recipient: Recipient
    number: str
    on: date
    subject: str
    result: str
    amount: str = ""
    facts: tuple[Fact, ...] = ()
    reasons: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    answer_by: date | None = None
    appointment: Appointment | None = None
    complaint: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    language: str = "da"
    synthetic: bool = False


def _headings(letter: Letter) -> dict[str, str]:
    """The headings of this kind of letter, in the language that is switched on."""
    facts = {
        LetterKind.DECISION: _("Det har vi lagt vægt på"),
        LetterKind.HEARING: _("Det har vi fået at vide"),
        LetterKind.RECEIPT: _("Det har vi skrevet ned"),
        LetterKind.NOTICE: _("Her ligger det, du har hos os"),
    }
    eyebrow = {
        LetterKind.DECISION: _("Vores afgørelse"),
        LetterKind.HEARING: _("Vi vil høre din mening"),
        LetterKind.RECEIPT: _("Kvittering"),
        LetterKind.NOTICE: _("Godt at vide"),
    }
    return {
        "eyebrow": eyebrow[letter.kind],
        "facts": facts[letter.kind],
        "reasons": _("Derfor"),
        "rules": _("Reglerne, vi har brugt"),
        "appointment": _("Din tid"),
        "answer": _("Sådan svarer du"),
        "complaint": _("Hvis du er uenig"),
        "contact": _("Har du spørgsmål?"),
    }


def _labels(letter: Letter) -> dict[str, str]:
    return {
        "date": _("Dato"),
        "number": _("Nummer"),
        "phone": _("Telefon"),
        "opening": _("Åbent"),
        "address": _("Adresse"),
        "amount": _("Beløb"),
        "when": _("Hvornår"),
        "where": _("Hvor"),
        "with": _("Hvem"),
        "bring": _("Tag med"),
        "code": _("Din kode"),
        "page": _("Side {page} af {pages}"),
        "synthetic": _("Eksempel. Personer og oplysninger er opdigtede."),
    }


def _how_to_answer(letter: Letter) -> list[str]:
    if letter.answer_by is None:
        return []
    day = full_date(letter.answer_by, letter.language)
    return [
        _("Svar senest den %(day)s.") % {"day": day},
        _("Du kan svare på Min side, ringe til os eller komme forbi."),
        _("Hører vi ikke fra dig, afgør vi sagen med de oplysninger, vi har."),
    ]


def _contact(letter: Letter) -> list[str]:
    name, phone = letter.contact_name, letter.contact_phone or letter.sender.phone
    if name and phone:
        first = _("Ring til %(name)s på %(phone)s.") % {"name": name, "phone": phone}
    elif phone:
        first = _("Ring til os på %(phone)s.") % {"phone": phone}
    else:
        first = _("Skriv til os på Min side.")
    return [first, _("Sig nummeret %(number)s, så finder vi din sag.") % {"number": letter.number}]


def as_data(letter: Letter) -> dict[str, Any]:
    """What the setter gets: the letter's words and data in its own language, nothing else."""
    with translation.override(letter.language):
        recipient = letter.recipient
        address = _("Beskyttet adresse") if recipient.protected else recipient.address
        visit = letter.appointment
        return {
            "language": letter.language,
            "title": f"{letter.subject} · {letter.number}",
            "sender": {
                "municipality": letter.sender.municipality,
                "unit": letter.sender.unit,
                "phone": letter.sender.phone,
                "address": letter.sender.address,
                "opening": letter.sender.opening,
            },
            "recipient": [recipient.name, *address.splitlines()],
            "date": full_date(letter.on, letter.language),
            "number": letter.number,
            "subject": letter.subject,
            "greeting": _("Kære %(name)s") % {"name": recipient.name},
            "result": letter.result,
            "amount": letter.amount,
            "facts": [[fact.label, fact.text] for fact in letter.facts],
            "reasons": list(letter.reasons),
            "rules": list(letter.rules),
            "sections": [[part.heading, list(part.paragraphs)] for part in letter.sections],
            "appointment": None
            if visit is None
            else {
                "when": day_and_time(visit.begins, letter.language, today=letter.on),
                "where": ", ".join(part for part in (visit.place, visit.address) if part),
                "with": visit.with_name,
                "bring": ", ".join(visit.bring),
                "code": visit.code,
            },
            "answer": _how_to_answer(letter),
            "complaint": list(letter.complaint),
            "contact": _contact(letter),
            "closing": [_("Venlig hilsen"), letter.contact_name, letter.sender.unit],
            "headings": _headings(letter),
            "labels": _labels(letter),
            "synthetic": letter.synthetic,
        }


def plain_text(letter: Letter) -> str:
    """What the citizen reads, without the letter's frame, for the count of its LIX."""
    data = as_data(letter)
    heads = data["headings"]
    parts = [data["result"]]
    for key in ("reasons", "rules"):
        parts += [heads[key], *data[key]] if data[key] else []
    if data["facts"]:
        parts += [heads["facts"], *(f"{label}: {text}" for label, text in data["facts"])]
    for heading, paragraphs in data["sections"]:
        parts += [heading, *paragraphs]
    for key in ("answer", "complaint", "contact"):
        parts += [heads[key], *data[key]] if data[key] else []
    return "\n\n".join(parts)
