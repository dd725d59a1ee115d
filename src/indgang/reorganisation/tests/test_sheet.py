"""A reorganisation from a spreadsheet: what is read, and what is said when it cannot be."""

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from time import process_time
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from indgang.reorganisation import sheet_rows
from indgang.reorganisation.blueprint import FUNCTIONS, UNIT_KINDS, Blueprint
from indgang.reorganisation.sheet import MAX_STEPS, SHOWN, Sheet, read_sheet
from indgang.reorganisation.sheet_rows import kle_text, text_of
from indgang.reorganisation.sheet_words import FUNCTIONS as FUNCTION_WORDS
from indgang.reorganisation.sheet_words import HEADS, KINDS, STEPS, USES, by_word
from indgang.reorganisation.sheet_writer import write_sheet
from indgang.reorganisation.steps import KINDS as STEP_KINDS
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    PostRef,
    Rename,
    Split,
    Step,
    TransferTask,
    faults,
)
from indgang.reorganisation.tests.towns import CALM, STEP, organisation_of, organisations

pytestmark = [pytest.mark.requirement("O1")]

TOWN = organisation_of(
    [
        ("raad", "council", None),
        ("boern", "department", "raad"),
        ("unge", "department", "raad"),
        ("team-1", "team", "boern"),
        ("team-2", "team", "unge"),
    ],
    [("boern", "32.24", "ansvarlig")],
    [("mette", "boern", "leader", "1"), ("mette-2", "unge", "caseworker", "1")],
)
for key, name in {"boern": "Børnefaglig Afdeling", "team-1": "Team", "team-2": "Team"}.items():
    object.__setattr__(TOWN.units[key], "name", name)
PEOPLE = {"mette": "Mette Juhl", "mette-2": "Mette Juhl", "ali": "Ali Khan"}

DANISH = ["handling", "enhed", "til", "under", "navn", "slags", "telefon", "kle", "person",
          "funktion", "ny funktion", "ny titel"]  # fmt: skip


def _xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for row in rows:
        page.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _csv(rows: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def _row(step: str, **cells: Any) -> list[Any]:
    return [step, *(cells.get(head.replace(" ", "_"), "") for head in DANISH[1:])]


def _read(*rows: Sequence[Any], people: dict[str, str] = PEOPLE) -> Sheet:
    with translation.override("da"):
        return read_sheet(_xlsx([DANISH, *rows]), "plan.xlsx", TOWN, people=people)


def _said(sheet: Sheet) -> list[tuple[int, str, str]]:
    assert sheet.steps == ()
    return [(found.row, found.column, found.text) for found in sheet.problems]


def test_the_words_cover_everything() -> None:
    assert set(STEPS) == set(USES) == set(STEP_KINDS)
    assert set(KINDS) == set(UNIT_KINDS)
    assert set(FUNCTION_WORDS) == set(FUNCTIONS)
    for words in (HEADS, STEPS, KINDS, FUNCTION_WORDS):
        assert len(by_word(words)) == len({w for known in words.values() for w in known})


EVERY: list[Step] = [
    Create("center", "Center for Børn og Unge", "centre", "raad", "12345678"),
    Merge(("boern", "unge"), "center"),
    Move("team-1", "center"),
    Rename("center", "Børn og Unge", "87654321"),
    Split(
        "center",
        (Part("team-1", ("32.24", "27"), (PostRef("mette", "leader"),)), Part("team-2", ("54",))),
    ),
    TransferTask("32.20", "center", "team-2"),
    MovePost("mette-2", "unge", "caseworker", "center", "leader", "Chef"),
    Gather("center", "27.03"),
    Gather("center", "", "economy"),
    Close("team-1", "center"),
    Close("team-2"),
]


def test_every_step_in_danish() -> None:
    sheet = _read(
        _row("Opret", navn="Center for Børn og Unge", enhed="center", slags="Center",
             under="raad", telefon=12345678),
        _row("Læg sammen", enhed="Børnefaglig  afdeling", til="Center for Børn og Unge"),
        [None] * 12,
        _row("læg sammen", enhed="unge", til="center"),
        _row("flyt", enhed="team-1", under="center"),
        _row("omdøb", enhed="center", navn="Børn og Unge", telefon="87654321"),
        _row("del", enhed="Børn og Unge", til="team-1", kle="32.24; 27"),
        _row("del", enhed="center", til="team-2", kle=54),
        _row("del", enhed="center", til="team-1", person="mette", funktion="leder"),
        _row("flyt opgave", enhed="center", til="team-2", kle=32.2),
        _row("flyt stilling", enhed="unge", til="center", person="Mette Juhl",
             ny_funktion="leder", ny_titel="Chef"),
        _row("saml", til="center", kle="27.03"),
        _row("saml", til="center", funktion="økonomi"),
        _row("luk", enhed="team-1", til="center"),
        _row("nedlæg", enhed="team-2"),
    )  # fmt: skip
    assert sheet.problems == ()
    assert [found.step for found in sheet.steps] == EVERY
    assert [found.row for found in sheet.steps] == [2, 3, 6, 7, 8, 11, 12, 13, 14, 15, 16]


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8"), (",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-8")],
)
def test_english_and_csv(delimiter: str, encoding: str) -> None:
    rows = [
        ["Action", "Unit", "To", "Parent", "Name", "Kind", "Note"],
        ["create", "", "", "raad", "Sundhed, Ældre", "centre", "a; b"],
        ["merge", "Børnefaglig Afdeling; unge", "sundhed-aeldre"],
    ]
    sheet = read_sheet(_csv(rows, delimiter, encoding), "plan.csv", TOWN)
    assert [found.step for found in sheet.steps] == [
        Create("sundhed-aeldre", "Sundhed, Ældre", "centre", "raad"),
        Merge(("boern", "unge"), "sundhed-aeldre"),
    ]


def test_a_made_key_is_nobody_elses() -> None:
    sheet = _read(
        _row("opret", navn="Unge", slags="team", under="boern"),
        _row("opret", navn="Unge!", slags="team", under="boern"),
    )
    keys = [found.step.unit for found in sheet.steps if isinstance(found.step, Create)]
    assert keys == ["unge-2", "unge-3"]


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (_row("sammenføj"), "A", "Vi kender ikke handlingen “sammenføj”."),
        (_row("", enhed="unge"), "A", "Udfyld feltet."),
        (_row("luk", enhed="Ungee"), "B", "Vi kender ikke enheden “Ungee”. Mener du “Unge”?"),
        (_row("luk", enhed="xyz"), "B", "Vi kender ikke enheden “xyz”."),
        (_row("luk", enhed="Team"), "B",
         "Flere enheder hedder “Team”. Skriv nøglen: team-1, team-2."),
        (_row("luk"), "B", "Udfyld feltet."),
        (_row("luk", enhed="unge", under="raad"), "D",
         "Feltet bruges ikke, når handlingen er “luk”."),
        (_row("læg sammen", enhed="unge"), "C", "Udfyld feltet."),
        (_row("opret", enhed="unge", navn="Andre", slags="team", under="raad"), "B",
         "Der er allerede en enhed med nøglen “unge”."),
        (_row("opret", navn="Ny", slags="byråd", under="raad"), "F",
         "Vælg en af de slags enheder, vi kender."),
        (_row("opret", slags="team", under="raad"), "E", "Udfyld feltet."),
        (_row("flyt opgave", enhed="boern", til="unge", kle="32.2"), "H",
         "Skriv et KLE-nummer som 32, 32.24 eller 32.24.04."),
        (_row("flyt opgave", enhed="boern", til="unge", kle=date(2004, 3, 27)), "H",
         "Regnearket har lavet KLE-nummeret om til en dato. Skriv det som tekst."),
        (_row("saml", til="unge", kle="27", funktion="leder"), "H",
         "Vælg enten et KLE-nummer eller en funktion, og kun den ene."),
        (_row("saml", til="unge", funktion="konge"), "J",
         "Vælg en af de funktioner, vi kender."),
        (_row("flyt stilling", enhed="raad", til="unge", person="Mette Juhl", funktion="leder"),
         "I", "Flere medarbejdere hedder “Mette Juhl”. Skriv nøglen: mette, mette-2."),
        (_row("flyt stilling", enhed="boern", til="unge", person="Ali Kan", funktion="leder"),
         "I", "Vi kender ikke medarbejderen “Ali Kan”. Mener du “Ali Khan”?"),
        (_row("flyt stilling", enhed="boern", til="unge", person="ali"), "J",
         "Skriv, hvilken funktion det gælder."),
        (_row("del", enhed="boern", til="unge"), "H", "Udfyld feltet."),
        (_row("del", enhed="boern", til="unge", kle="27", funktion="leder"), "I",
         "Udfyld feltet."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_row_and_column(row: list[Any], column: str, text: str) -> None:
    good = _row("luk", enhed="team-1")
    assert _said(_read(good, row)) == [(3, column, text)]


def test_the_same_twice_in_rows_that_belong_together() -> None:
    merged = _row("læg sammen", enhed="unge", til="boern")
    assert _said(_read(merged, merged)) == [(3, "B", "Det samme står to gange.")]
    part = _row("del", enhed="boern", til="unge", kle="32.24")
    assert _said(_read(part, part)) == [(3, "H", "Det samme står to gange.")]


def test_all_that_is_wrong_is_said_at_once_and_points_there() -> None:
    sheet = _read(
        _row("luk", enhed="a"), _row("luk", enhed="b"), _row("flyt", enhed="c", under="d")
    )
    assert sheet.problem_count == 4
    with translation.override("da"):
        assert [found.where for found in sheet.problems] == [
            "Række 2, kolonne B (enhed)",
            "Række 3, kolonne B (enhed)",
            "Række 4, kolonne B (enhed)",
            "Række 4, kolonne D (under)",
        ]


def test_a_unit_that_could_not_be_created_is_not_reported_again() -> None:
    sheet = _read(
        _row("opret", navn="Center", under="raad"), _row("læg sammen", enhed="unge", til="Center")
    )
    assert _said(sheet) == [(2, "F", "Udfyld feltet.")]


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (["handling", "enhed"], [(1, "", "Kolonnen “til” mangler. Skriv den i første række.")]),
        (["enhed", "til"], [(1, "", "Kolonnen “handling” mangler. Skriv den i første række.")]),
        (
            ["handling", "enhed", "til", "farve"],
            [(1, "D", "Vi kender ikke kolonnen “farve”. Kald den “bemærkning”.")],
        ),
        (
            ["handling", "enhed", "til", "into"],
            [(1, "D", "Kolonnen “into” står der to gange.")],
        ),
    ],
)
def test_the_heads_must_be_known(heads: list[str], said: list[tuple[int, str, str]]) -> None:
    with translation.override("da"):
        sheet = read_sheet(_csv([heads, ["luk", "unge"]]), "a.csv", TOWN)
    assert _said(sheet) == said


def test_a_column_that_a_step_needs_is_missed_in_its_row() -> None:
    with translation.override("da"):
        sheet = read_sheet(
            _csv([["handling", "enhed", "til"], ["flyt", "unge", ""]]), "a.csv", TOWN
        )
    assert _said(sheet) == [(2, "", "Kolonnen “under” mangler. Skriv den i første række.")]


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(3):
            parts.writestr(f"{number}.xml", b"0" * (sheet_rows.MAX_UNPACKED // 2))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (b"", "a.csv", "Arket er tomt."),
        (b"handling;enhed;til\n", "a.csv", "Der er ingen trin under overskrifterne."),
        (b"\xd0\xcf\x11\xe0 gammelt", "a.xls", "gammelt Excel-ark"),
        (b"%PDF-1.7 \0", "a.pdf", "Vi kan ikke læse filen."),
        (b"handling;enhed;til", "a.xlsx", "Vi kan ikke læse filen."),
        (b"PK\x03\x04 i stykker", "a.xlsx", "Regnearket er i stykker."),
        (b"x" * (sheet_rows.MAX_BYTES + 1), "a.csv", "Filen fylder mere end 20 MB."),
        (b'handling;enhed;til\n"' + b"x" * 200_000, "a.csv", "Vi kan ikke læse filen som .csv."),
    ],
    ids=["empty", "no-rows", "xls", "pdf", "not-xlsx", "damaged", "large", "field"],
)
def test_files_that_are_no_spreadsheets(content: bytes, name: str, text: str) -> None:
    with translation.override("da"):
        [(_row_number, _column, said)] = _said(read_sheet(content, name, TOWN))
    assert text in said


def test_a_small_file_that_unpacks_to_a_large_one() -> None:
    content = _bomb()
    assert len(content) < sheet_rows.MAX_BYTES
    with translation.override("da"):
        [(row, _column, said)] = _said(read_sheet(content, "a.xlsx", TOWN))
    assert (row, said) == (0, "Regnearket er for stort. Fjern ark, der ikke er trin.")


@CALM
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", ""]))
def test_any_bytes_are_told_about(content: bytes, name: str) -> None:
    for start in (b"", b"PK", b"handling;enhed;til\nluk;"):
        sheet = read_sheet(start + content, name, TOWN)
        assert bool(sheet.steps) != bool(sheet.problems)


def test_a_damaged_spreadsheet_anywhere() -> None:
    """Any single part of the file may be cut or turned; it is told, never raised."""
    whole = _xlsx([DANISH, _row("luk", enhed="unge")])
    for at in range(0, len(whole), 97):
        for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            sheet = read_sheet(broken, "a.xlsx", TOWN)
            assert bool(sheet.steps) != bool(sheet.problems)


def _hundred_thousand() -> list[list[Any]]:
    return [DANISH[:3], *(["luk", f"enhed nummer {n}"] for n in range(100_000))]


@pytest.mark.parametrize("make", [_csv, pytest.param(_xlsx, marks=pytest.mark.long)])
def test_a_hundred_thousand_rows_are_read_with_the_first_problems_shown(
    make: Callable[[Sequence[Sequence[Any]]], bytes],
) -> None:
    content = make(_hundred_thousand())
    begun = process_time()
    sheet = read_sheet(content, "stort", TOWN)
    took = process_time() - begun
    assert sheet.problem_count == 100_000
    assert [found.row for found in sheet.problems] == list(range(2, SHOWN + 2))
    assert sheet.steps == ()
    assert took < 20


def test_too_many_rows_and_too_many_steps() -> None:
    with translation.override("da"):
        sheet = read_sheet(_csv([DANISH[:3], *[["luk", "x"]] * 100_001]), "a.csv", TOWN)
        assert sheet.problem_count == 100_001
        many = read_sheet(_csv([DANISH[:3], *[["luk", "unge"]] * 100_000]), "a.csv", TOWN)
    assert _said(many) == [(MAX_STEPS + 2, "", "Et udkast kan højst have 2000 trin.")]


def test_reading_does_not_hold_the_whole_sheet() -> None:
    rows = [DANISH, *(_row("læg sammen", enhed="unge", til="x" * 50) for _ in range(5_000))]
    content = _csv(rows)
    tracemalloc.start()
    read_sheet(content, "a.csv", TOWN)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * len(content)  # the text and a row at a time, not all the rows


@CALM
@given(
    organisations(),
    st.lists(STEP.filter(lambda step: not faults(step)), max_size=8),
    st.sampled_from(["da", "en"]),
)
def test_what_is_written_is_read_again(
    blueprint: Blueprint, steps: list[Step], language: str
) -> None:
    known = set(blueprint.units)
    kept: list[Step] = []
    for step in steps:
        named = _named(step)
        if isinstance(step, Create):
            if step.unit in known or step.parent not in known:
                continue
            known.add(step.unit)
        elif not named <= known or not _people(step) <= {
            post.person for post in blueprint.posts.values()
        }:
            continue
        kept.append(step)
    content = write_sheet(kept, blueprint, language=language)
    sheet = read_sheet(content, "udkast.xlsx", blueprint)
    assert [found.text for found in sheet.problems if kept] == []
    assert [found.step for found in sheet.steps] == kept


def _named(step: Step) -> set[str]:
    names = {"unit", "parent", "into", "to", "from_unit", "to_unit"}
    found = {getattr(step, name, "") for name in names} | set(getattr(step, "units", ()))
    found |= {part.unit for part in getattr(step, "parts", ())}
    return found - {""}


def _people(step: Step) -> set[str]:
    found = {getattr(step, "person", "")} - {""}
    return found | {ref.person for part in getattr(step, "parts", ()) for ref in part.posts}


def test_a_draft_is_written_with_a_guide_and_the_units() -> None:
    steps: list[Step] = [*EVERY, Create("ny", "=1+1", "team", "findes-ikke")]
    book = load_workbook(io.BytesIO(write_sheet(steps, TOWN)))
    first, guide, units = book.worksheets
    assert [cell.value for cell in first[1]] == [heads[0] for heads in HEADS.values()]
    assert {row[0].value for row in guide.iter_rows(min_row=2)} == {w[0] for w in STEPS.values()}
    assert units.max_row == len(TOWN.units) + 1
    cells = [cell for row in first.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)  # a name, not a formula
    kept = read_sheet(write_sheet(EVERY, TOWN), "a.xlsx", TOWN, people=PEOPLE)
    assert [found.step for found in kept.steps] == EVERY


def test_a_form_without_steps_can_be_read_as_empty() -> None:
    with translation.override("da"):
        sheet = read_sheet(write_sheet([], TOWN), "skema.xlsx", TOWN)
        assert _said(sheet) == [(0, "", "Der er ingen trin under overskrifterne.")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(27, "27"), (5, "05"), (32.2, "32.20"), (32.24, "32.24"), (5.01, "05.01"), (27.0, "27"),
     ("32.24.04", "32.24.04"), (132.5, "132.5"), (-1, "-1"), (0.125, "0.125")],
)  # fmt: skip
def test_kle_numbers_that_became_numbers(cell: float | str, text: str) -> None:
    assert kle_text(cell) == text


def test_cells_as_text() -> None:
    assert [text_of(cell) for cell in (None, " a ", 12345678, 7.0, Decimal("0.5"))] == [
        "", "a", "12345678", "7", "0.5",
    ]  # fmt: skip
