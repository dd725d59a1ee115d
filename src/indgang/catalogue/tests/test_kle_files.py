"""Editions and change files of KLE are read whole, or refused with the line that is wrong."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.catalogue.kle_change_file import read_change
from indgang.catalogue.kle_files import read_edition
from indgang.catalogue.kle_status import read_status
from indgang.shared.errors import BadInput

SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "kle"
PLAIN = st.text(st.characters(exclude_characters="[]", categories=["L", "N", "Zs", "Po"]))
numbers = st.from_regex(r"\d\d(\.\d\d){0,2}", fullmatch=True).filter(str.isascii)


@given(PLAIN.filter(lambda text: text.strip()), st.integers(1000, 9998))
def test_a_year_is_read_from_any_title(title: str, year: int) -> None:
    out = read_status(f"{title} [udgår {year}]")
    assert (out.title, out.ends, out.begins) == (title.strip(), date(year + 1, 1, 1), None)
    new = read_status(f"{title} [ny {year}]")
    assert (new.title, new.begins, new.ends) == (title.strip(), date(year, 1, 1), None)


@given(st.text(max_size=80))
def test_a_status_never_fails_and_loses_nothing(written: str) -> None:
    """Title and marks together are the text as written, but for spaces."""
    read = read_status(written)
    assert "".join((read.title + read.text).split()) == "".join(written.split())
    assert read.begins is None or read.ends is None or read.begins < read.ends


@pytest.mark.parametrize(
    ("mark", "begins", "ends"),
    [
        ("udgår 2027", None, date(2028, 1, 1)),
        ("Udgår i juli 2027", None, date(2027, 8, 1)),
        ("udgår december 2027", None, date(2028, 1, 1)),
        ("udgår 1.7.2027", None, date(2027, 7, 1)),
        ("udgår den 1. juli 2027", None, date(2027, 7, 1)),
        ("udgår 2027-07-01", None, date(2027, 7, 1)),
        ("ny 2026", date(2026, 1, 1), None),
        ("gælder fra 1. maj 2026", date(2026, 5, 1), None),
    ],
)
def test_marks_say_days(mark: str, begins: date | None, ends: date | None) -> None:
    read = read_status(f"Orlov [{mark}]")
    assert (read.title, read.begins, read.ends) == ("Orlov", begins, ends)
    assert read.unknown == ()
    assert read.text == f"[{mark}]"


@pytest.mark.parametrize("mark", ["fagsystem-emne", "udgår 31.2.2027", "udgår snart", "ny"])
def test_an_unknown_mark_is_kept_and_told(mark: str) -> None:
    read = read_status(f"Orlov [{mark}]")
    assert (read.title, read.text, read.unknown) == ("Orlov", f"[{mark}]", (mark,))
    assert (read.begins, read.ends) == (None, None)


def test_marks_that_contradict_are_left_to_a_person() -> None:
    read = read_status("Orlov [ny 2027] [udgår 2025]")
    assert (read.begins, read.ends, read.unknown) == (None, None, ("ny 2027", "udgår 2025"))


def test_an_edition_has_subjects_groups_and_facets() -> None:
    read = read_edition(
        "\ufeffKLENummer='12':KLETitel='Prøver':Keywords[Weight]=\n"
        "KLENummer='12.34':KLETitel='Små prøver':Keywords[Weight]=\n\n"
        "KLENummer='12.34.56':KLETitel='Prøve 'en' [udgår 2027]':"
        "Keywords[Weight]=ord[5];to ord[10];ord[7];lov [ny][1];\n"
        "KLENummer='G01':KLETitel='Generelt':Keywords[Weight]=\n"
    )
    assert [entry.number for entry in read.entries] == ["12", "12.34", "12.34.56"]
    assert [facet.number for facet in read.facets] == ["G01"]
    subject = read.entries[2]
    assert subject.status.title == "Prøve 'en'"
    assert subject.keywords == (("lov [ny]", 1), ("ord", 7), ("to ord", 10))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("hej", "1"),
        ("KLENummer='1.2':KLETitel='x':Keywords[Weight]=", "1"),
        ("\nKLENummer='12':KLETitel=' ':Keywords[Weight]=", "2"),
        ("KLENummer='12':KLETitel='x':Keywords[Weight]=ord", "1"),
        ("KLENummer='12':KLETitel='x':Keywords[Weight]=ord[5]\x00;", "1"),
        ("KLENummer='12':KLETitel='x':Keywords[Weight]=ord[99999999999];", "1"),
        (
            "KLENummer='12':KLETitel='x':Keywords[Weight]=\n"
            "KLENummer='12':KLETitel='y':Keywords[Weight]=",
            "2",
        ),
    ],
)
def test_a_wrong_line_is_named(text: str, line: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_edition(text)
    assert list(refused.value.fields) == [f"Linje {line}"]


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(BadInput):
        read_edition(" \n\n")


CHANGE = {
    "12.34": {"settings": {"title": "2.1: 'Nye prøver'. 2.0: 'Små prøver'"}},
    "12.34.56": {
        "settings": {"title": "2.1: 'Prøve [udgår 2027]'. 2.0: 'Prøve'", "color": "red"},
        "terms": {"ord": {"term": "Only in 2.0"}, "tegn": {"term": "Only in 2.1"}},
    },
    "12.34.57": {"class": "Only in 2.0"},
    "12.34.58": {"class": "Only in 2.1"},
    "moves": [{"old": "12.34.57", "new": "12.34.58"}],
}


def test_all_shapes_of_a_change() -> None:
    read = read_change(json.dumps(CHANGE))
    assert (read.old_edition, read.new_edition) == ("2.0", "2.1")
    assert read.titles["12.34"] == ("Små prøver", "Nye prøver")
    assert read.terms == {"12.34.56": (frozenset({"ord"}), frozenset({"tegn"}))}
    assert (read.appeared, read.gone) == (("12.34.58",), ("12.34.57",))
    assert read.moves == (("12.34.57", "12.34.58"),)
    assert read.unknown == ("12.34.56: color",)


def test_moves_alone() -> None:
    read = read_change('[{"old": "12.34.57", "new": "12.34.58"}]')
    assert read.moves == (("12.34.57", "12.34.58"),)
    assert (read.gone, read.new_edition) == ((), "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nej", None),
        ("[" * 100_000, None),
        ("{}", None),
        ("3", None),
        ('[{"old": "12"}]', "moves 1"),
        ('[{"old": "12.3", "new": "12"}]', "moves 1"),
        ('{"12x": {"class": "Only in 2.0"}}', "12x"),
        ('{"12": {"class": "maybe"}}', "12 class"),
        ('{"12": []}', "12"),
        ('{"12": {"other": 1}}', "12"),
        ('{"12": {"terms": []}}', "12 terms"),
        ('{"12": {"terms": {"ord": {"term": "both"}}}}', "12 terms ord"),
        ('{"12": {"settings": {"title": "nothing"}}}', "12 settings title"),
        ('{"12": {"class": "Only in 2.0"}}', "Udgaver"),
    ],
)
def test_a_wrong_change_is_named(text: str, place: str | None) -> None:
    with pytest.raises(BadInput) as refused:
        read_change(text)
    assert list(refused.value.fields) == ([] if place is None else [place])


def _shared(name: str) -> str:
    path = SHARED / name
    if not path.is_file():
        pytest.skip(f"{name} is not beside the project (it is open data, but not ours)")
    return path.read_text("utf-8")


def test_the_open_edition() -> None:
    read = read_edition(_shared("OS2KLE-3.23.txt"))
    assert len(read.entries) == 2390
    assert sum(len(entry.keywords) for entry in read.entries) == 32295
    out = {entry.number: entry.status.ends for entry in read.entries if entry.status.ends}
    assert out["15.17.12"] == date(2028, 1, 1)
    assert len(out) == 17
    assert {mark for _row, _number, mark in read.unknown} == {
        "fagsystem-emne",
        "jobcenter-fagsystemsag",
    }


def test_the_open_change_file() -> None:
    read = read_change(_shared("OS2KLE-change-3.22-3.23.json"))
    assert (read.old_edition, read.new_edition) == ("3.22", "3.23")
    assert (len(read.titles), len(read.appeared), len(read.gone)) == (196, 18, 22)
    assert sum(len(went | came) for went, came in read.terms.values()) == 105
    assert read.unknown == ()
