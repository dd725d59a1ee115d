"""New numbers of KLE: subjects, services and tasks follow from the day; the rest is told."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from indgang.catalogue.models import KleMove, KleSubject, Service
from indgang.catalogue.public import (
    KleChange,
    change_kle,
    import_kle,
    kle_numbers,
    kle_subject,
    load_services,
    renumber_services,
    services,
)
from indgang.places.tests.conftest import forget_the_organisation, make_unit
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput
from indgang.shared.models import OutboxEvent

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 22), date(2027, 2, 1)
SHARED = Path(__file__).resolve().parents[5] / "shared" / "data" / "kle"
PASSPORT = "23.05.20"  #: of the packaged service ``pas``


def _edition(**titles: str) -> None:
    text = "".join(
        f"KLENummer='{number.replace('_', '.').strip('.')}':KLETitel='{title}':"
        "Keywords[Weight]=Ord[5];\n"
        for number, title in titles.items()
    )
    import_kle(text=text, edition="1.0", on=date(2026, 1, 1), by=SYSTEM, at=NOW)


def _change(content: Any, on: date = TODAY) -> KleChange:
    return change_kle(text=json.dumps(content), on=on, by=SYSTEM, at=NOW)


def _service(code: str = "proeve", kle: str = "12.34.56") -> None:
    Service.objects.create(
        code=code, kle=kle, title_da="P", title_en="P", administration="kff",
        situation="general", front_desk="inform",
    )  # fmt: skip


def _kle(code: str = "proeve") -> str:
    return services()[code].kle


def test_services_and_tasks_follow_at_once() -> None:
    forget_the_organisation()
    _service()
    unit = make_unit("one", "En", tasks=("12.34.56",))
    report = _change([{"old": "12.34.56", "new": "12.40.01"}])
    assert _kle() == "12.40.01"
    assert [(one.code, one.old, one.new) for one in report.services] == [
        ("proeve", "12.34.56", ("12.40.01",))
    ]
    assert [(one.unit_id, one.new) for one in report.tasks] == [(unit.id, "12.40.01")]
    assert OutboxEvent.objects.get(name="catalogue.KleChanged").payload["pairs"] == [
        ["12.34.56", "12.40.01"]
    ]


def test_the_same_twice_changes_nothing_more() -> None:
    """Two numbers that change places would change back if it were done again."""
    _service("one", "12.34.56")
    _service("two", "12.34.57")
    swap = [{"old": "12.34.56", "new": "12.34.57"}, {"old": "12.34.57", "new": "12.34.56"}]
    _change(swap)
    assert (_kle("one"), _kle("two")) == ("12.34.57", "12.34.56")
    again = _change(swap)
    assert (again.moves, again.known_moves, again.services, again.tasks) == ((), 2, (), ())
    assert (_kle("one"), _kle("two")) == ("12.34.57", "12.34.56")


def test_a_change_ahead_waits_for_its_day() -> None:
    _service()
    report = _change([{"old": "12.34", "new": "12.40"}], LATER)
    assert [one.new for one in report.services] == [("12.40.56",)]
    assert renumber_services(at=LATER - timedelta(1)) == 0
    assert _kle() == "12.34.56"
    assert renumber_services(at=LATER) == 1
    assert _kle() == "12.40.56"
    assert renumber_services(at=LATER) == 0


def test_services_loaded_again_keep_their_new_number() -> None:
    load_services(at=TODAY)
    code, old = next((one.code, one.kle) for one in services().values())
    _change([{"old": old, "new": "98.01.01"}])
    load_services(at=TODAY)
    assert _kle(code) == "98.01.01"
    KleMove.objects.update(on=LATER, services_on=None)
    load_services(at=TODAY)
    assert _kle(code) == old
    load_services(at=LATER)
    assert _kle(code) == "98.01.01"


def test_one_that_became_several_waits_for_a_person() -> None:
    _service()
    report = _change(
        [{"old": "12.34.56", "new": "12.40.01"}, {"old": "12.34.56", "new": "12.40.02"}]
    )
    assert report.services[0].new == ("12.40.01", "12.40.02")
    assert _kle() == "12.34.56"


def test_a_number_is_known_by_its_older_and_its_newer_name() -> None:
    _edition(_12_34_56="Gammel", _12_34_57="Altid")
    _change(
        {
            "12.40.01": {"class": "Only in 1.1"},
            "12.34.56": {"class": "Only in 1.0"},
            "moves": [
                {"old": "12.34.56", "new": "12.40.01"},
                {"old": "12.34.55", "new": "12.34.57"},
            ],
        },
        LATER,
    )
    before, after = kle_numbers(LATER - timedelta(1)), kle_numbers(LATER)
    assert (before.on("12.34.56"), before.on("12.40.01")) == ("12.34.56", "12.34.56")
    assert (after.on("12.34.56"), after.on("12.40.01")) == ("12.40.01", "12.40.01")
    # a subject of its own before the move is still itself
    assert (before.on("12.34.57"), before.on("12.34.55")) == ("12.34.57", "12.34.55")


def test_titles_keywords_and_what_is_gone() -> None:
    _edition(_12_34="Gruppe", _12_34_56="Gammel", _12_34_57="Væk", _12_34_58="væk")
    _service("left", "12.34.57")
    make_unit("one", "En", tasks=("12.34.57",))
    content = {
        "12.34": {"settings": {"title": "1.1: 'Ny gruppe'. 1.0: 'Gruppe'"}},
        "12.35": {"settings": {"title": "1.1: 'Anden [udgår 2027]'. 1.0: 'X'"}},
        "12.34.56": {
            "settings": {"title": "1.1: 'Ny [udgår 2027]'. 1.0: 'Gammel'"},
            "terms": {"ord": {"term": "Only in 1.0"}, "tegn": {"term": "Only in 1.1"}},
        },
        "12.34.57": {"class": "Only in 1.0"},
        "12.40.01": {"class": "Only in 1.1"},
    }
    report = _change(content, LATER)
    assert report.retitled == ("12.34", "12.35", "12.34.56")
    assert (report.ended, report.untitled) == (("12.34.57",), ("12.40.01",))
    assert {(one.kind, one.holder, one.same_title) for one in report.without_number} == {
        ("service", "left", ("12.34.58",)),
        ("task", "one", ("12.34.58",)),
    }
    day_before = dict(
        KleSubject.objects.valid_at(LATER - timedelta(1)).values_list("number", "title")
    )
    assert day_before["12.34.56"] == "Gammel"
    assert "12.34.57" in day_before
    now = kle_subject("12.34.56", LATER)
    assert (now.title, now.status, now.days.ends) == ("Ny", "[udgår 2027]", date(2028, 1, 1))
    assert now.keywords == (("tegn", 1),)
    assert now.above == (("12.34", "Ny gruppe"),)
    rows = KleSubject.objects.count()
    again = _change(content, LATER)
    assert (again.retitled, again.ended) == ((), ())
    assert len(again.without_number) == 2
    assert KleSubject.objects.count() == rows


def test_a_move_to_a_number_that_kle_does_not_have_is_refused() -> None:
    _edition(_12_34_56="Gammel")
    _service()
    report = _change(
        [{"old": "12.34.56", "new": "77.01.01"}, {"old": "12.34.56", "new": "12.34.56"}]
    )
    assert report.refused == (("12.34.56", "77.01.01"),)
    assert _kle() == "12.34.56"


def test_a_day_that_is_gone_is_refused() -> None:
    with pytest.raises(BadInput):
        _change([{"old": "12.34.56", "new": "12.40.01"}], TODAY - timedelta(1))
    assert not KleMove.objects.exists()


def test_the_open_change_file_after_the_open_edition() -> None:
    edition, change = SHARED / "OS2KLE-3.23.txt", SHARED / "OS2KLE-change-3.22-3.23.json"
    if not (edition.is_file() and change.is_file()):
        pytest.skip("OS2KLE's files are not beside the project (they are open data, but not ours)")
    import_kle(
        text=edition.read_text("utf-8"), edition="3.23", on=date(2026, 1, 1), by=SYSTEM, at=NOW
    )
    report = change_kle(text=change.read_text("utf-8"), on=TODAY, by=SYSTEM, at=NOW)
    # the edition has it all but the groups' titles; a group that is gone was never there
    assert all(len(number) < 8 for number in report.retitled)
    assert (len(report.retitled), report.ended) == (29, ())
    assert report.untitled == ("15.35", "32.70")
