"""Where to go: what fits, in which order, and in how many questions to the database."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.utils import translation

from indgang.places.models import Entrance
from indgang.places.permissions import FIELDS
from indgang.places.public import districts, entrance, entrances, nearest_open
from indgang.places.tests.conftest import make_entrance, make_unit
from indgang.shared.errors import NotFound
from indgang.shared.validity import Days

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY_11 = datetime(2026, 11, 23, 11, tzinfo=CPH)
MONDAY_13 = datetime(2026, 11, 23, 13, tzinfo=CPH)
MONDAY_20 = datetime(2026, 11, 23, 20, tzinfo=CPH)
HOME = (55.7060, 12.5300)

Town = dict[str, Entrance]


def names(found: tuple[Any, ...]) -> list[str]:
    return [view.site_name for view in found]


@pytest.mark.requirement("E6")
def test_open_and_near_first_then_the_next_to_open(town: Town) -> None:
    assert names(entrances(MONDAY_13, near=HOME)) == [
        "Dortheavej 61",
        "Åboulevarden 1",
        "Tomsgårdsvej 1",
    ]
    closed = entrances(MONDAY_20, near=HOME)
    assert names(closed) == ["Tomsgårdsvej 1", "Dortheavej 61", "Åboulevarden 1"]
    assert not any(view.open for view in closed)


def test_distance_only_where_the_place_is_known(town: Town) -> None:
    distances = {view.site_name: view.distance for view in entrances(MONDAY_11, near=HOME)}
    assert distances["Tomsgårdsvej 1"] is None
    assert 200 < (distances["Dortheavej 61"] or 0) < 300
    assert all(view.distance is None for view in entrances(MONDAY_11))


@pytest.mark.requirement("E6")
def test_the_service_finds_the_unit_with_the_task_also_through_the_unit_above(town: Town) -> None:
    assert names(entrances(MONDAY_11, service_kle="32.24.04")) == ["Tomsgårdsvej 1"]
    assert names(entrances(MONDAY_11, service_kle="23.05.01", near=HOME)) == [
        "Dortheavej 61",
        "Åboulevarden 1",
    ]
    assert entrances(MONDAY_11, service_kle="85.00") == ()


def test_the_most_exact_responsibility_wins(town: Town) -> None:
    office = make_unit("pension", "Pensionskontor", tasks=("32.24",))
    make_entrance(office, "Pensionsvej 2")
    assert names(entrances(MONDAY_11, service_kle="32.24.04")) == ["Pensionsvej 2"]
    assert names(entrances(MONDAY_11, service_kle="32.12.00")) == ["Tomsgårdsvej 1"]


def test_by_district_unit_and_kind(town: Town) -> None:
    assert names(entrances(MONDAY_11, district="Ørestad")) == ["Åboulevarden 1"]
    assert names(entrances(MONDAY_11, kinds=("democracy",))) == ["Lygten 3"]
    only = frozenset({town["early"].unit_id})
    assert names(entrances(MONDAY_11, unit_ids=only)) == ["Tomsgårdsvej 1"]


def test_an_entrance_holds_only_in_its_days(town: Town) -> None:
    later = make_unit("senere", "Ny enhed")
    make_entrance(later, "Nyvej 1", days=Days(date(2027, 1, 1)))
    assert "Nyvej 1" not in names(entrances(MONDAY_11))
    assert "Nyvej 1" in names(entrances(datetime(2027, 1, 4, 11, tzinfo=CPH)))


def test_nearest_open(town: Town) -> None:
    first = nearest_open(MONDAY_13, near=HOME)
    assert first is not None and first.open and first.site_name == "Dortheavej 61"
    assert first.phone == "33 66 33 66"
    waiting = nearest_open(MONDAY_20, near=HOME)
    assert waiting is not None and waiting.state.opens_at is not None
    assert nearest_open(MONDAY_13, district="Atlantis") is None


def test_one_entrance(town: Town) -> None:
    assert entrance(town["near"].id, MONDAY_11).unit_name == "Borgerservice"
    with pytest.raises(NotFound):
        entrance(uuid4(), MONDAY_11)


def test_a_day_off_says_why_in_the_language(town: Town) -> None:
    christmas = datetime(2026, 12, 25, 11, tzinfo=CPH)
    with translation.override("da"):
        assert entrance(town["near"].id, christmas).state.closed_for == "Juledag"
    with translation.override("en"):
        assert entrance(town["near"].id, christmas).state.closed_for == "Christmas Day"


def test_districts_in_danish_order(town: Town) -> None:
    assert districts(MONDAY_11) == ("Bispebjerg", "Ørestad", "Åby")


def test_as_many_questions_for_many_entrances_as_for_one(
    town: Town, django_assert_num_queries: Any
) -> None:
    entrances(MONDAY_11)  # the day's organisation is in memory from here
    with django_assert_num_queries(3):
        assert len(entrances(MONDAY_11, near=HOME, service_kle="23")) == 2
    for number in range(5):
        make_entrance(town["near"].unit, f"Gade {number}")
    with django_assert_num_queries(3):
        assert len(entrances(MONDAY_11, near=HOME, service_kle="23")) == 7


def test_every_field_is_classified() -> None:
    for model in apps.get_app_config("places").get_models():
        assert set(FIELDS[model.__name__]) == {f.name for f in model._meta.concrete_fields}
