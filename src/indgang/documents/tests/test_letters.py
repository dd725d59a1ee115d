"""Letters read back from the PDF: what stands there, in what order, and what never does."""

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from indgang.documents.letters import (
    Fact,
    Letter,
    Recipient,
    Section,
    Sender,
    plain_text,
)
from indgang.documents.tests.letters import DECISION, EVERY_KIND, HEARING, RECEIPT
from indgang.documents.typesetting import render
from indgang.shared.readability import readability


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(letter: Letter) -> str:
    """The letter's words; line breaks are spaces, so that a broken line reads as one."""
    pages = read(render(letter)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


@pytest.mark.requirement("K10")
def test_a_decision_says_the_result_first_then_why_then_how_to_complain() -> None:
    text = text_of(DECISION)
    order = [
        "Helbredstillæg til nye briller",
        "Kære Poul Erik Sørensen",
        "Du får hjælp til dine nye briller.",
        "3.200 kr.",
        "Det har vi lagt vægt på",
        "Brillerne koster 3.765 kr.",
        "Derfor",
        "Vi betaler 85 procent",
        "Reglerne, vi har brugt",
        "Pensionsloven § 14 a.",
        "Hvis du er uenig",
        "Ankestyrelsen",
        "Har du spørgsmål?",
        "Ring til Lise Holm på 33 17 20 14.",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert len(read(render(DECISION)).pages) == 1


def test_a_hearing_says_by_when_and_how_to_answer() -> None:
    text = text_of(HEARING)
    assert "Svar senest den 4. december 2026." in text
    assert "Hører vi ikke fra dig, afgør vi sagen" in text
    assert "Hvis du er uenig" not in text


def test_a_receipt_says_when_and_where_to_come() -> None:
    text = text_of(RECEIPT)
    assert "tirsdag 24. november kl. 10.40" in text
    assert "Socialcenter Bispebjerg, Dortheavej 61" in text
    assert "billed-id, dit seneste brev om husleje" in text


def test_a_protected_address_is_not_printed() -> None:
    pdf = render(HEARING)
    text = text_of(HEARING)
    assert "Skjulte Vænge" not in text and "Beskyttet adresse" in text
    assert b"Skjulte" not in pdf


def test_the_municipality_can_be_left_off_the_letter() -> None:
    letter = replace(DECISION, sender=Sender(municipality="", unit="Jobcenter Syd"))
    text = text_of(letter)
    assert "Jobcenter Syd" in text and "Kommune" not in text
    assert read(render(letter)).metadata["/Author"] == "Jobcenter Syd"  # type: ignore[index]


@pytest.mark.parametrize("letter", EVERY_KIND, ids=lambda letter: letter.kind.value)
def test_it_is_a_tagged_pdf_with_title_and_language(letter: Letter) -> None:
    pdf = read(render(letter))
    catalog: Any = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert str(catalog["/Lang"]).startswith("da")
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None and letter.subject in str(pdf.metadata.title)
    metadata = catalog["/Metadata"].get_data()
    assert b"pdfuaid:part>1<" in metadata or b'pdfuaid:part="1"' in metadata


@pytest.mark.parametrize("letter", EVERY_KIND, ids=lambda letter: letter.kind.value)
def test_our_letters_are_easy_to_read(letter: Letter) -> None:
    assert readability(plain_text(letter)).lix < 45


def test_only_what_is_made_up_is_marked_so() -> None:
    assert "opdigtede" in text_of(DECISION)
    assert "opdigtede" not in text_of(RECEIPT)


def test_the_same_letter_is_the_same_bytes() -> None:
    assert render(DECISION) == render(DECISION)


HOSTILE = '#panic() #eval("1+1") $x^2$ `rå` *fed* _kursiv_ <mærke> @henvisning \\ // /* "] } {'


def test_hostile_text_stands_as_it_was_written() -> None:
    letter = replace(
        DECISION,
        subject=HOSTILE[:60],
        result=HOSTILE,
        reasons=(HOSTILE,),
        rules=(HOSTILE,),
        facts=(Fact(HOSTILE, HOSTILE),),
        sections=(Section("= #include", (HOSTILE,)),),
        recipient=Recipient(name="#panic()", address=HOSTILE),
    )
    text = text_of(letter).replace(" ", "")
    assert text.count('#panic()#eval("1+1")$x^2$`rå`*fed*_kursiv_<mærke>@henvisning\\') >= 5
    assert "=#include" in text


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("Tak 🦄 for hjælpen 👨‍👩‍👧", "Tak [unicorn face] for hjælpen"),
        ("日本", "[cjk unified ideograph-65e5]"),
        ("a\u202egnp.exe\x00\x07b", "agnp.exeb"),
    ],
)
def test_signs_without_a_picture_are_written_out(written: str, stands: str) -> None:
    assert stands in text_of(replace(DECISION, reasons=(written,)))


def test_right_to_left_text_and_foreign_names_keep_their_letters() -> None:
    for name in ("Łukasz Żółć", "Nguyễn Thị Hồng", "שלום", "مرحبا", "Ελένη", "Ирина"):
        assert render(replace(DECISION, recipient=Recipient(name=name))).startswith(b"%PDF")


def test_very_long_words_and_texts_stay_on_the_page() -> None:
    letter = replace(DECISION, reasons=("ø" * 3000, *["Ord og flere ord. " * 40] * 20))
    pdf = read(render(letter))
    assert len(pdf.pages) > 3
    found = "".join(page.extract_text() for page in pdf.pages)
    assert found.count("ø") >= 3000
    assert f"Side 2 af {len(pdf.pages)}" in " ".join(pdf.pages[1].extract_text().split())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300), st.text(min_size=1, max_size=80))
def test_any_text_makes_a_letter(text: str, name: str) -> None:
    letter = replace(
        DECISION, result=text, reasons=(text,), recipient=Recipient(name=name, address=text)
    )
    assert render(letter).startswith(b"%PDF")
