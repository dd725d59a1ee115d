"""Sentences that count, names that are chosen from, and the file with what moves."""

import csv
import io

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from indgang.reorganisation.public import CarriedLine, Totals
from indgang.shared.spoken_numbers import spoken_number
from indgang.steering.moving_sheet import as_csv, as_xlsx
from indgang.steering.reorganisation_choices import Names, new_key, slug
from indgang.steering.reorganisation_words import counting_sentence

pytestmark = pytest.mark.requirement("O1")

TOTALS = Totals(
    {"administration": 4, "department": 19, "council": 1, "team": 8},
    {"centre": 11, "council": 1, "team": 8},
    912,
    {"case": 60214},
    {},
)


def test_the_sentence_counts_what_changes() -> None:
    with translation.override("da"):
        assert counting_sentence(TOTALS, 2) == (
            "4 forvaltninger og 19 afdelinger → 11 centre · 912 medarbejdere · "
            "60.214 åbne sager · 2 opgaver mangler et hjem"
        )


def test_one_is_not_many_and_nothing_is_not_told() -> None:
    with translation.override("da"):
        said = counting_sentence(Totals({"centre": 2}, {"centre": 2}, 1, {"case": 1}, {}), 0)
    assert said == "1 medarbejder · 1 åben sag"


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    with translation.override("da"):
        assert spoken_number(1234567) == "1.234.567"
    with translation.override("en"):
        assert spoken_number(1234567) == "1,234,567"


NAMES = Names.of(
    [
        ("a", "Team Unge", "Familie"),
        ("b", "Team Unge", "Job"),
        ("c", "Økonomi", ""),
        ("d", "Ål", ""),
    ]
)


def test_two_of_the_same_name_are_told_apart() -> None:
    labels = ["Team Unge (Familie)", "Team Unge (Job)", "Økonomi", "Ål"]
    assert list(NAMES.labels.values()) == labels  # in Danish order
    assert NAMES.key_of("team unge  (JOB)") == "b"
    assert NAMES.key_of("Team Unge") is None
    assert NAMES.key_of("c") == "c"


def test_a_slip_of_the_finger_is_answered_with_what_was_meant() -> None:
    assert NAMES.like("Økonmi") == ("Økonomi",)
    assert NAMES.like("xyz") == ()


@given(st.text(max_size=300), st.sets(st.text(alphabet="abc-", max_size=4)))
def test_a_new_unit_gets_a_key_that_can_be_stored(name: str, taken: set[str]) -> None:
    key = new_key(name, taken)
    assert key
    assert len(key) <= 80
    assert key not in taken
    assert all(c.isascii() and (c.isalnum() or c == "-") for c in key)


def test_keys_read_like_names() -> None:
    assert slug("Center for Børn & Unge") == "center-for-boern-unge"
    assert slug("Café Ærø") == "cafe-aeroe"
    assert new_key("Team", {"team", "team-2"}) == "team-3"
    assert new_key("☃", set()) == "enhed"


LINES = (
    CarriedLine("case", "a", "=HYPERLINK(1)", "b", "Center Å; Ø", 3),
    CarriedLine("task", "a", "+45", "", "", 1),
)


def test_the_csv_is_read_back_and_is_no_formula() -> None:
    with translation.override("da"):
        text = as_csv(LINES).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Slags", "Fra", "Til", "Antal"]
    assert rows[1] == ["Åbne sager", "'=HYPERLINK(1)", "Center Å; Ø", "3"]
    assert rows[2][2] == "mangler et hjem"


def test_the_spreadsheet_holds_names_as_text() -> None:
    with translation.override("da"):
        sheet = load_workbook(io.BytesIO(as_xlsx(LINES))).active
    assert sheet is not None
    cell = sheet["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
    assert [each.value for each in sheet[3]] == ["Opgaver", "+45", "mangler et hjem", 1]
