"""An edition of KLE in the database: dated, only what changed, the same twice."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from indgang.catalogue.models import KleFacet, KleKeyword, KleSubject
from indgang.catalogue.public import KleImport, import_kle, kle_subject
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput, NotFound, Refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
FIRST, SECOND, THIRD = date(2026, 1, 1), date(2026, 5, 1), date(2026, 8, 1)
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "kle" / "OS2KLE-3.23.txt"


def _line(number: str, title: str, *words: str) -> str:
    keywords = "".join(f"{word};" for word in words)
    return f"KLENummer='{number}':KLETitel='{title}':Keywords[Weight]={keywords}\n"


def _import(text: str, on: date, edition: str = "1") -> KleImport:
    return import_kle(text=text, edition=edition, on=on, by=SYSTEM, at=NOW)


ONE = (
    _line("12", "Prøver")
    + _line("12.34", "Små prøver")
    + _line("12.34.56", "Prøve", "ord[5]", "tegn[10]")
    + _line("12.34.57", "Snart væk [udgår 2027]")
    + _line("12.34.58", "Ukendt [fagsystem]")
    + _line("G01", "Generelt")
)


def _titles(at: date) -> dict[str, str]:
    return dict(KleSubject.objects.valid_at(at).values_list("number", "title"))


def test_the_first_edition() -> None:
    report = _import(ONE, FIRST)
    assert len(report.new) == 6
    assert report.unknown == ((5, "12.34.58", "fagsystem"),)
    assert (report.keywords, report.changed, report.ended) == (2, (), ())
    assert _titles(date(2025, 12, 31)) == {}
    assert "12.34.57" in _titles(date(2027, 12, 31))
    assert "12.34.57" not in _titles(date(2028, 1, 1))
    view = kle_subject("12.34.56", FIRST)
    assert view.above == (("12", "Prøver"), ("12.34", "Små prøver"))
    assert view.keywords == (("tegn", 10), ("ord", 5))
    assert kle_subject("12.34.58", FIRST).status == "[fagsystem]"


def test_the_same_twice_changes_nothing() -> None:
    _import(ONE, FIRST)
    before = list(KleSubject.objects.order_by("id").values())
    report = _import(ONE, SECOND, "1 again")
    assert (report.new, report.changed, report.ended, report.unchanged) == ((), (), (), 6)
    assert list(KleSubject.objects.order_by("id").values()) == before


def test_the_next_edition_changes_only_what_changed() -> None:
    _import(ONE, FIRST, "1")
    kept = set(KleSubject.objects.filter(number__in=["12", "12.34"]).values_list("id", flat=True))
    two = (
        ONE.replace("'Prøve'", "'Anden prøve'")
        .replace(_line("12.34.58", "Ukendt [fagsystem]"), _line("12.34.59", "Ny [ny 2027]"))
        .replace("Generelt", "I almindelighed")
    )
    report = _import(two, SECOND, "2")
    assert report.new == ("12.34.59",)
    assert {one.number: (one.before, one.after) for one in report.changed} == {
        "12.34.56": ("Prøve", "Anden prøve"),
        "G01": ("Generelt", "I almindelighed"),
    }
    assert report.ended == ("12.34.58",)
    assert report.unchanged == 3
    assert _titles(date(2026, 4, 30))["12.34.56"] == "Prøve"
    assert _titles(SECOND)["12.34.56"] == "Anden prøve"
    assert "12.34.58" in _titles(date(2026, 4, 30))
    assert "12.34.58" not in _titles(SECOND)
    assert "12.34.59" not in _titles(date(2026, 12, 31))
    assert "12.34.59" in _titles(date(2027, 1, 1))
    groups = KleSubject.objects.filter(number__in=["12", "12.34"])
    assert set(groups.values_list("id", flat=True)) == kept
    edition = KleSubject.objects.valid_at(SECOND).values_list("number", "edition")
    assert dict(edition) == {"12": "1", "12.34": "1", "12.34.56": "2", "12.34.57": "1"}
    assert KleFacet.objects.valid_at(FIRST).get().title == "Generelt"
    assert _import(two, SECOND, "2").unchanged == 6


def test_keywords_are_dated_with_their_subject() -> None:
    _import(ONE, FIRST)
    _import(ONE.replace("ord[5]", "nyt ord[5]"), SECOND)
    words = {
        day: set(
            KleKeyword.objects.filter(
                subject=KleSubject.objects.valid_at(day).get(number="12.34.56")
            ).values_list("term", flat=True)
        )
        for day in (FIRST, SECOND)
    }
    assert words == {FIRST: {"ord", "tegn"}, SECOND: {"nyt ord", "tegn"}}


def test_a_file_of_subjects_leaves_groups_and_facets() -> None:
    _import(ONE, FIRST)
    report = _import(_line("12.34.56", "Prøve", "ord[5]", "tegn[10]"), SECOND)
    assert report.ended == ("12.34.57", "12.34.58")
    assert set(_titles(SECOND)) == {"12", "12.34", "12.34.56"}
    assert KleFacet.objects.valid_at(SECOND).count() == 1


def test_a_subject_that_is_over_is_not_taken_in() -> None:
    report = _import(_line("12.34.56", "Over [udgår 2024]") + _line("12.34.57", "Nu"), FIRST)
    assert (report.over, report.new) == (("12.34.56",), ("12.34.57",))


def test_editions_are_read_in_order() -> None:
    _import(ONE, SECOND)
    with pytest.raises(Refused) as refused:
        _import(ONE, FIRST)
    assert refused.value.code == "kle_out_of_order"
    assert _titles(FIRST) == {}


def test_a_wrong_line_writes_nothing() -> None:
    _import(ONE, FIRST)
    with pytest.raises(BadInput):
        _import(_line("12.34.56", "Anden") + "vrøvl\n", SECOND)
    assert _titles(THIRD)["12.34.56"] == "Prøve"


def test_a_number_that_never_was() -> None:
    with pytest.raises(NotFound):
        kle_subject("99.99.99", FIRST)


def test_the_whole_open_edition_is_quick() -> None:
    if not SHARED.is_file():
        pytest.skip("OS2KLE-3.23.txt is not beside the project (it is open data, but not ours)")
    text = SHARED.read_text("utf-8")
    begun = time.perf_counter()
    report = _import(text, FIRST, "3.23")
    first = time.perf_counter() - begun
    assert (len(report.new), report.keywords) == (2390, 32295)
    assert KleKeyword.objects.count() == 32295
    begun = time.perf_counter()
    again = _import(text, SECOND, "3.23")
    second = time.perf_counter() - begun
    assert (again.unchanged, again.new, again.changed) == (2390, (), ())
    print(f"whole KLE: {first:.2f} s, again {second:.2f} s")
    assert first < 30  # seconds; a busy machine, not a benchmark
