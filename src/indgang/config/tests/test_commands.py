"""Files in and out by the command: what is said, what is written, and what is refused."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connections
from django.utils import translation
from openpyxl import load_workbook

from indgang.config import cli
from indgang.config.database.public import Urls


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """The command chooses a language for its process; here it is that of all tests."""
    with translation.override(None):
        yield
    connections.close_all()


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and all that was said."""
    code = cli.main([*words, "--lang", "da"])
    said = capsys.readouterr()
    return code, said.out + said.err


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(BytesIO(path.read_bytes()))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_a_whole_municipality_out_and_in(
    demonstration: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, objects = tmp_path / "org.xlsx", tmp_path / "org.json"
    assert run(capsys, "organisation", "export", str(book)) == (0, "")
    assert run(capsys, "organisation", "oio", "export", str(objects)) == (0, "")
    assert len(rows(book)["Stillinger"]) > 40
    units = len(rows(book)["Enheder"]) - 1
    code, said = run(capsys, "organisation", "import", str(book))
    assert code == 0
    assert f"Enheder: 0 nye, 0 ændrede, 0 slutter, {units} som før" in said
    code, said = run(capsys, "organisation", "oio", "import", str(objects), "--check")
    assert code == 0
    assert "Enheder: 0 nye, 0 ændrede, 0 slutter" in said
    assert "Intet er skrevet: det var kun en prøve." in said


def test_an_empty_municipality_becomes_the_same(
    demonstration: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, objects, again = (tmp_path / name for name in ("org.xlsx", "org.json", "again"))
    assert run(capsys, "organisation", "export", str(book))[0] == 0
    assert run(capsys, "organisation", "oio", "export", str(objects))[0] == 0
    for into, out in ((["oio"], objects), ([], book)):
        with connections["owner"].cursor() as cursor:
            cursor.execute("TRUNCATE organisation_unit, organisation_person CASCADE")
        code, said = run(capsys, "organisation", *into, "import", str(out))
        assert (code, "0 nye" in said.splitlines()[-3]) == (0, False), said
        assert run(capsys, "organisation", *into, "export", str(again)) == (0, "")
        if into:
            assert again.read_text("utf-8") == objects.read_text("utf-8")
        else:
            assert rows(again) == rows(book)


def test_kle_from_a_file_to_the_screen(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = tmp_path / "egen-2.0.txt"
    edition.write_text(
        "KLENummer='12.34.00':KLETitel='Prøver i almindelighed':Keywords[Weight]=\n"
        "KLENummer='12.34.56':KLETitel='Prøve [udgår 2040]':Keywords[Weight]=ord[5];\n"
        "KLENummer='12.34.57':KLETitel='Prøve to [fagemne]':Keywords[Weight]=\n",
        encoding="utf-8",
    )
    code, said = run(capsys, "kle", "import", str(edition), "--on", "2020-01-01")
    assert code == 0
    assert "KLE 2.0 fra 2020-01-01: 3 nye, 0 ændrede, 0 udgået, 0 som før, 1 stikord." in said
    assert "linje 3: 12.34.57 [fagemne]" in said
    change = tmp_path / "change.json"
    change.write_text('[{"old": "12.34.56", "new": "12.34.57"}]', encoding="utf-8")
    code, said = run(capsys, "kle", "change", str(change), "--on", "2039-01-01")
    assert code == 0
    assert "Fra 2039-01-01: 1 nye numre, 0 var skiftet før." in said
    code, said = run(capsys, "kle", "show", "12.34.56")
    assert code == 0
    assert "12.34 Prøver i almindelighed" in said
    assert "12.34.56 Prøve [udgår 2040]" in said
    assert "Fra 2020-01-01 til 2039-01-01 (den dag ikke med). Udgave 2.0" in said
    assert "12.34.57 (2039-01-01)" in said
    assert "ord [5]" in said


def test_a_fault_is_named_and_the_code_is_one(
    fresh_database: Urls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("vrøvl\n", encoding="utf-8")
    code, said = run(capsys, "kle", "import", str(wrong))
    assert code == 1
    assert "Linje 1: Linjen er ikke skrevet som" in said
    assert "indgang: Filen kan ikke læses: 1 fejl. Intet er ændret." in said
    wrong.write_bytes(b"\xff\xfe\x00")
    code, said = run(capsys, "kle", "import", str(wrong))
    assert (code, "er ikke en tekstfil i UTF-8" in said) == (1, True)
    code, said = run(capsys, "organisation", "import", str(wrong))
    assert (code, "er ikke et regneark" in said) == (1, True)
    code, said = run(capsys, "organisation", "import", str(tmp_path / "nowhere.xlsx"))
    assert (code, "Systemet sagde nej" in said) == (1, True)
    code, said = run(capsys, "kle", "show", "99.99.99")
    assert (code, "KLE har ikke nummeret 99.99.99." in said) == (1, True)
