"""The organisation out as a workbook, in again, and refused with the cell that is wrong."""

import time
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from indgang.organisation.exchange import export_workbook
from indgang.organisation.intake_actions import Intake, import_workbook
from indgang.organisation.models import Person, Post, Unit, UnitState, UnitTask
from indgang.organisation.queries import organisation
from indgang.organisation.sheet_rows import COLUMNS
from indgang.places.tests.conftest import forget_the_organisation
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput
from indgang.shared.models import AuditEntry
from indgang.shared.rowsecurity import as_system

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY, ON = date(2026, 11, 22), date(2027, 1, 1)
Rows = dict[str, list[tuple[Any, ...]]]

TOWN: Rows = {
    "Enheder": [
        ("raad", "Kommunalbestyrelsen", "Kommunalbestyrelse", None, None, None, None),
        ("kff", "Kultur og Fritid", "Forvaltning", "raad", "33 66 33 66", None, None),
        ("bs", "Borgerservice", "Kontor", "kff", None, None, None),
        ("valby", "Fælles center Valby", "fælles center", "kff", None, None, None),
    ],
    "Opgaver": [
        ("bs", "23", "Ansvarlig", None, None),
        ("bs", "32.24.04", "Indsigt", None, date(2026, 12, 31)),
    ],
    "Stillinger": [
        ("anna", "Anna Bech", "12 34", "bs", "Skranke", "Medarbejder", 0.5, None, None),
        ("anna", "Anna Bech", "12 34", "valby", "Skranke", "Medarbejder", "0,25", None, None),
        ("bo", "Bo =1+1 Dam", None, "bs", "Leder", "=Leder", 1, None, None),
    ],
}


def _book(rows: Rows, columns: Any = COLUMNS) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, header in columns.items():
        sheet = book.create_sheet(name)
        sheet.append(header)
        for row in rows.get(name, []):
            sheet.append(row)
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _rows(content: bytes) -> Rows:
    book = load_workbook(BytesIO(content))
    return {
        sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=1)]
        for sheet in book.worksheets
    }


def _import(rows: Rows, on: date = TODAY, *, check: bool = False) -> Intake:
    return import_workbook(content=_book(rows), on=on, by=SYSTEM, at=NOW, check=check)


def _with(name: str, row: int, **cells: Any) -> Rows:
    """The town with other values in one row."""
    changed = list(TOWN[name][row])
    for column, value in cells.items():
        changed[COLUMNS[name].index(column.replace("_", " "))] = value
    return {**TOWN, name: [*TOWN[name][:row], tuple(changed), *TOWN[name][row + 1 :]]}


def _count() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Unit, UnitState, UnitTask, Person, Post))


@pytest.fixture(autouse=True)
def _fresh_memory(db: None) -> None:
    forget_the_organisation()


def test_an_empty_municipality_becomes_as_the_sheet_says() -> None:
    report = _import(TOWN)
    assert (report.units.new, report.tasks.new, report.posts.new, report.new_people) == (4, 2, 3, 2)
    org = organisation(TODAY)
    assert org.by_key["valby"].kind == "joint_centre"
    assert org.by_key["bs"].parent_id == org.by_key["kff"].unit_id
    assert organisation(TODAY - timedelta(1)).units == {}
    assert {(task.kle, task.role) for task in org.tasks} == {
        ("23", "ansvarlig"),
        ("32.24.04", "indsigt"),
    }
    assert [task.kle for task in organisation(ON).tasks] == ["23"]
    assert Post.objects.get(unit__key="valby").share * 4 == 1
    assert Person.objects.get(key="bo").name == "Bo =1+1 Dam"
    with as_system("test"):
        assert AuditEntry.objects.get(verb="organisation.take_in").detail["source"] == "sheet"


def test_out_in_and_out_again_is_the_same() -> None:
    _import(TOWN)
    first = export_workbook(TODAY)
    again = import_workbook(content=first, on=TODAY, by=SYSTEM, at=NOW)
    assert (again.units.unchanged, again.tasks.unchanged, again.posts.unchanged) == (4, 2, 3)
    assert again.lines == ()
    for model in (Post, Person, UnitTask, UnitState, Unit):
        model.objects.all().delete()
    import_workbook(content=first, on=TODAY, by=SYSTEM, at=NOW)
    assert _rows(export_workbook(TODAY)) == _rows(first)
    assert ("bo", "Bo =1+1 Dam", None, "bs", "Leder", "=Leder", 1, None, None) in _rows(first)[
        "Stillinger"
    ]


def test_a_changed_row_is_a_change_from_the_day() -> None:
    _import(TOWN)
    changed = _with("Enheder", 2, Navn="Borgercenter", Hører_under="raad")
    before = _count()
    preview = _import(changed, ON, check=True)
    assert _count() == before
    report = _import(changed, ON)
    assert report == preview
    assert (report.units.changed, report.units.unchanged) == (1, 3)
    assert [(line.what, line.about, line.on, line.place) for line in report.lines] == [
        ("changed", ("bs",), ON, "Enheder 4"),
    ]
    forget_the_organisation()
    assert organisation(ON - timedelta(1)).by_key["bs"].name == "Borgerservice"
    assert organisation(ON).by_key["bs"].name == "Borgercenter"
    assert organisation(ON).by_key["bs"].parent_id == organisation(ON).by_key["raad"].unit_id


def test_rows_that_are_not_there_stay() -> None:
    _import(TOWN)
    only = {"Enheder": TOWN["Enheder"][:1], "Opgaver": [], "Stillinger": []}
    report = _import(only)
    assert (report.units.unchanged, report.units.not_named) == (1, 3)
    assert report.lines == ()


def test_a_post_and_a_task_end_by_their_last_day() -> None:
    _import(TOWN)
    rows = _with("Stillinger", 2, **{"Til og med": "31.12.2026"})
    rows["Opgaver"] = [("bs", 23, "ansvarlig", None, "2026-12-31")]
    report = _import(rows)
    assert {(line.what, line.about) for line in report.lines} == {
        ("ended", ("bs", "23", "ansvarlig")),
        ("ended", ("bo", "bs", "leader")),
    }
    assert not UnitTask.objects.valid_at(ON).exists()
    assert UnitTask.objects.valid_at(date(2026, 12, 31)).count() == 2


def test_a_new_name_of_a_person_is_told() -> None:
    _import(TOWN)
    report = _import(_with("Stillinger", 2, Navn="Bo Holm"))
    assert report.renamed_people == (("bo", "Bo =1+1 Dam", "Bo Holm"),)
    assert Person.objects.get(key="bo").name == "Bo Holm"


def test_history_may_be_told_to_an_empty_municipality_only() -> None:
    past = _with("Enheder", 0, Fra=date(2000, 1, 1))
    _import(past)
    assert set(organisation(date(2001, 1, 1)).by_key) == {"raad"}
    with pytest.raises(BadInput) as refused:
        _import(_with("Enheder", 1, Fra=date(2026, 1, 1)))
    assert "Enheder F3 (Fra)" in refused.value.fields


ROUND = [
    ("a", "A", "Center", "c", None, None, None),
    ("b", "B", "Center", "a", None, None, None),
    ("c", "C", "Center", "b", None, None, None),
]


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ({"Enheder": ROUND}, "Enheder D2 (Hører under)"),
        ({"Enheder": [("a", "A", "Center", "a", None, None, None)]}, "Enheder D2 (Hører under)"),
        ({"Enheder": [("a", "A", "Center", "x", None, None, None)]}, "Enheder D2 (Hører under)"),
        (
            {"Enheder": [(f"u{n}", "U", "Center", f"u{n + 1}" if n < 40 else None, None, None, None)
                         for n in range(41)]},
            "Enheder D2 (Hører under)",
        ),
        (
            {"Enheder": [("a", "A", "Center", None, None, None, date(2027, 5, 1)),
                         ("a", "B", "Center", None, None, date(2027, 5, 1), None)]},
            "Enheder F3 (Fra)",
        ),
        (
            {"Enheder": [("a", "A", "Center", None, None, None, date(2027, 5, 1)),
                         ("b", "B", "Center", "a", None, None, None)]},
            "Enheder D3 (Hører under)",
        ),
        (
            {"Enheder": [("a", "A", "Center", None, None, None, date(2027, 5, 1))],
             "Opgaver": [("a", "23", "Ansvarlig", None, None)]},
            "Opgaver A2 (Enhed)",
        ),
        (_with("Stillinger", 1, Enhed="lukket"), "Stillinger D3 (Enhed)"),
        (_with("Stillinger", 1, Navn="Anne"), "Stillinger B3 (Navn)"),
        (_with("Stillinger", 1, Andel=1.5), "Stillinger G3 (Andel)"),
        (_with("Stillinger", 1, Andel="nan"), "Stillinger G3 (Andel)"),
        (_with("Stillinger", 1, Andel=None), "Stillinger G3 (Andel)"),
        (_with("Stillinger", 1, Funktion="konge"), "Stillinger E3 (Funktion)"),
        (_with("Stillinger", 1, Stilling=None), "Stillinger F3 (Stilling)"),
        (_with("Opgaver", 0, KLE="23.1"), "Opgaver B2 (KLE)"),
        (_with("Opgaver", 0, Rolle="måske"), "Opgaver C2 (Rolle)"),
        (_with("Enheder", 3, Slags="slot"), "Enheder C5 (Slags)"),
        (_with("Enheder", 3, Nøgle="en nøgle"), "Enheder A5 (Nøgle)"),
        (_with("Enheder", 3, Nøgle=None), "Enheder A5 (Nøgle)"),
        (_with("Enheder", 3, Navn="x" * 201), "Enheder B5 (Navn)"),
        (_with("Enheder", 3, Fra="i morgen"), "Enheder F5 (Fra)"),
        (_with("Enheder", 3, Fra=date(2027, 1, 2), **{"Til og med": date(2027, 1, 1)}),
         "Enheder G5 (Til og med)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_cell_and_nothing_is_written(rows: Rows, cell: str) -> None:
    with pytest.raises(BadInput) as refused:
        _import(rows)
    assert cell in refused.value.fields
    assert _count() == (0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        # a unit with cases is closed by a reorganisation
        (_with("Enheder", 2, **{"Til og med": date(2026, 12, 31)}), "Enheder G4 (Til og med)"),
        # a change that is already decided for later
        (_with("Enheder", 1, Navn="Andet"), "Enheder G3 (Til og med)"),
        # below itself, counted with a unit that the file does not name
        ({"Enheder": [("raad", "R", "Udvalg", "bs", None, None, date(2027, 5, 31))]},
         "Enheder D2 (Hører under)"),
    ],
)  # fmt: skip
def test_what_an_existing_municipality_does_not_take(rows: Rows, cell: str) -> None:
    _import(TOWN)
    later = [("kff", "Kultur", "Forvaltning", "raad", "33 66 33 66", date(2027, 6, 1), None)]
    _import({"Enheder": later})
    before = _count()
    with pytest.raises(BadInput) as refused:
        _import(rows, TODAY + timedelta(1))
    assert cell in refused.value.fields
    assert _count() == before


def test_a_day_that_is_gone_is_refused() -> None:
    _import(TOWN)
    with pytest.raises(BadInput):
        _import(_with("Enheder", 1, Navn="Andet"), TODAY - timedelta(1))


def _broken() -> bytes:
    """A workbook whose sheets end in the middle."""
    whole = _book(TOWN)
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(content, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, text[: len(text) // 2] if "worksheets" in part else text)
    return content.getvalue()


def _without(name: str, column: str) -> bytes:
    return _book({}, {**COLUMNS, name: tuple(c for c in COLUMNS[name] if c != column)})


@pytest.mark.parametrize(
    ("content", "places"),
    [
        (lambda: b"", []),
        (lambda: b"PK\x03\x04 not a workbook", []),
        (lambda: _broken(), []),
        (lambda: _without("Stillinger", "Andel"), ["Stillinger G1 (Andel)"]),
        (lambda: _book({}, {**COLUMNS, "Enheder": (*COLUMNS["Enheder"], "Farve")}),
         ["Enheder H1 (Farve)"]),
        (lambda: _book({}, {"Enheder": COLUMNS["Enheder"]}), ["Opgaver", "Stillinger"]),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_workbook(content: Callable[[], bytes], places: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        import_workbook(content=content(), on=TODAY, by=SYSTEM, at=NOW)
    assert list(refused.value.fields) == places


def test_columns_that_may_be_left_out() -> None:
    slim = {
        name: tuple(c for c in columns if c not in ("Fra", "Til og med"))
        for name, columns in COLUMNS.items()
    }
    rows: Rows = {
        "Enheder": [("a", "A", "Center", None, None)],
        "Opgaver": [("a", 32.3, "Ansvarlig")],
    }
    import_workbook(content=_book(rows, slim), on=TODAY, by=SYSTEM, at=NOW)
    assert UnitTask.objects.get().kle == "32.30"


def test_a_hundred_thousand_rows_are_refused_at_once() -> None:
    book = Workbook(write_only=True)
    for name, header in COLUMNS.items():
        sheet = book.create_sheet(name)
        sheet.append(header)
        if name == "Enheder":
            for row in range(100_000):
                sheet.append((f"u{row}", f"Enhed {row}", "Team"))
    content = BytesIO()
    book.save(content)
    begun = time.perf_counter()
    with pytest.raises(BadInput) as refused:
        import_workbook(content=content.getvalue(), on=TODAY, by=SYSTEM, at=NOW)
    took = time.perf_counter() - begun
    print(f"100,000 rows refused in {took:.2f} s")
    assert list(refused.value.fields) == ["Enheder A50002 (Nøgle)"]
    assert _count() == (0, 0, 0, 0, 0)
    assert took < 30  # seconds; a busy machine, not a benchmark


def test_a_large_municipality_is_taken_in() -> None:
    units: list[tuple[Any, ...]] = [("top", "Top", "Kommunalbestyrelse", None, None, None, None)]
    units += [(f"u{n}", f"Enhed {n}", "Team", "top", None, None, None) for n in range(500)]
    posts = [
        (f"p{n}", f"Person {n}", None, f"u{n % 500}", "Sagsbehandler", "Medarbejder", 1, None, None)
        for n in range(10_000)
    ]
    content = _book({"Enheder": units, "Stillinger": posts})
    begun = time.perf_counter()
    report = import_workbook(content=content, on=TODAY, by=SYSTEM, at=NOW)
    print(f"500 units and 10,000 posts taken in in {time.perf_counter() - begun:.2f} s")
    assert (report.units.new, report.posts.new) == (501, 10_000)
