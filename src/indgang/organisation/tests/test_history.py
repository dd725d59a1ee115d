"""Old names and numbers lead on, and a unit can tell its story."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.organisation.models import Person, Post, Succession, Unit, UnitState, UnitTask
from indgang.organisation.public import (
    ChangeKind,
    StoryKind,
    change_days,
    changes_between,
    find_units,
    history_of,
    leader_lines,
    people_on,
    staff_lines,
    staff_sums,
    successor,
)
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O1", "O7")]

START, DAY, LATER = date(2010, 1, 1), date(2012, 8, 13), date(2014, 1, 1)


def valid(begins: date = START, ends: date | None = None) -> Any:
    return to_range(Days(begins, ends))


def unit(key: str, *names: tuple[str, date, date | None], kind: str = "department") -> UUID:
    """A unit with its names and their days."""
    made = Unit.objects.create(key=key)
    for number, (name, begins, ends) in enumerate(names):
        UnitState.objects.create(
            unit=made, kind=kind, name=name, phone=f"01 22 33 4{number}",
            validity=valid(begins, ends),
        )  # fmt: skip
    found: UUID = made.id
    return found


def post(unit_id: UUID, name: str, function: str, share: str = "1", **days: Any) -> None:
    person, _new = Person.objects.get_or_create(key=name.lower(), defaults={"name": name})
    Post.objects.create(
        person=person, unit_id=unit_id, function=function, title=function, share=share,
        validity=valid(**days),
    )  # fmt: skip


def went(from_unit: UUID, to_unit: UUID, on: date = DAY, kle: str = "") -> None:
    Succession.objects.create(
        from_unit_id=from_unit, to_unit_id=to_unit, on=on, kle=kle, cause=uuid4()
    )


@pytest.fixture
def town() -> dict[str, UUID]:
    """A department that became part of a centre, which was renamed later."""
    old = unit("boernefaglig", ("Børnefaglig Afdeling", START, DAY))
    centre = unit("stoette", ("Center for Støtte", DAY, LATER), ("Center for Hjælp", LATER, None))
    economy = unit("oekonomi", ("Økonomi", START, None))
    went(old, centre)
    went(old, economy, kle="00.30")
    UnitTask.objects.create(unit_id=old, kle="27", role="ansvarlig", validity=valid(ends=DAY))
    UnitTask.objects.create(unit_id=centre, kle="27", role="ansvarlig", validity=valid(DAY))
    post(old, "Anna", "leader", ends=DAY)
    post(centre, "Bo", "leader", begins=DAY)
    post(centre, "Anna", "caseworker", "0.5", begins=DAY)
    return {"old": old, "centre": centre, "economy": economy}


def test_the_days_on_which_something_changed(town: dict[str, UUID]) -> None:
    assert change_days() == (START, DAY, LATER)


def test_what_was_led_on(town: dict[str, UUID]) -> None:
    before, after = date(2012, 1, 1), date(2013, 1, 1)
    assert successor(town["old"], "", before) == town["old"]
    assert successor(town["old"], "", after) == town["centre"]
    assert successor(town["old"], "00.30.04", after) == town["economy"]
    assert successor(town["old"], "", date(2009, 1, 1)) is None


@pytest.mark.parametrize("words", ["børnefaglig", "AFDELING børne", "boernefaglig", "01223340"])
def test_an_old_name_or_number_leads_to_the_new_place(town: dict[str, UUID], words: str) -> None:
    found = {hit.hit.unit_id: hit for hit in find_units(words, date(2015, 1, 1))}
    hit = found[town["old"]]
    assert hit.hit.name == "Børnefaglig Afdeling"
    assert not hit.is_current
    assert hit.now == (("", town["centre"]), ("00.30", town["economy"]))


def test_a_former_name_of_a_unit_that_lives_is_found_as_former(town: dict[str, UUID]) -> None:
    (hit,) = find_units("center for støtte", date(2015, 1, 1))
    assert not hit.is_current
    assert hit.now == (("", town["centre"]),)
    (hit,) = find_units("center for støtte", date(2013, 1, 1))
    assert hit.is_current


@pytest.mark.parametrize("words", ["", "   ", "findes ikke", "%", "_", "0122", "\\"])
def test_strange_words_find_nothing_that_is_not_there(town: dict[str, UUID], words: str) -> None:
    for hit in find_units(words, DAY):
        assert words == "0122"
        assert hit.hit.phone.startswith("01 22")


def test_what_happened_between_two_days(town: dict[str, UUID]) -> None:
    told = changes_between(date(2012, 1, 1), date(2015, 1, 1)).by_unit
    assert told[town["old"]].kinds == (ChangeKind.MERGED,)
    assert told[town["centre"]].kinds == (ChangeKind.NEW,)
    assert told[town["economy"]].came_from == (("00.30", town["old"]),)
    assert not changes_between(date(2011, 1, 1), date(2012, 1, 1))
    renamed = changes_between(date(2013, 1, 1), date(2015, 1, 1)).by_unit[town["centre"]]
    assert renamed.kinds == (ChangeKind.RENAMED, ChangeKind.PHONE)


def test_a_unit_tells_its_story(town: dict[str, UUID]) -> None:
    story = [(line.on, line.kind) for line in history_of(town["centre"])]
    assert story == [
        (DAY, StoryKind.CREATED),
        (DAY, StoryKind.CAME),
        (DAY, StoryKind.TASKS_GAINED),
        (DAY, StoryKind.LEADER_CAME),
        (LATER, StoryKind.RENAMED),
        (LATER, StoryKind.PHONE),
    ]
    end = [line for line in history_of(town["old"]) if line.on == DAY]
    assert [(line.kind, line.other_name) for line in end] == [
        (StoryKind.WENT, "Center for Støtte"),
        (StoryKind.WENT, "Økonomi"),
        (StoryKind.TASKS_LOST, ""),
        (StoryKind.LEADER_LEFT, ""),
        (StoryKind.CLOSED, ""),
    ]
    assert history_of(uuid4()) == ()


def test_a_row_that_only_goes_on_is_no_event() -> None:
    one = unit("a", ("A", START, None))
    spans: tuple[dict[str, Any], ...] = ({"ends": DAY}, {"begins": DAY})
    for days in spans:
        post(one, "Anna", "leader", **days)
        UnitTask.objects.create(unit_id=one, kle="27", role="ansvarlig", validity=valid(**days))
    assert all(line.on == START for line in history_of(one))


def test_who_works_where(town: dict[str, UUID]) -> None:
    day = date(2013, 1, 1)
    lines = staff_lines({town["centre"]}, day)[town["centre"]]
    assert [(line.name, line.function, str(line.share)) for line in lines] == [
        ("Bo", "leader", "1.00"),
        ("Anna", "caseworker", "0.50"),
    ]
    assert [line.name for line in leader_lines(day)[town["centre"]]] == ["Bo"]
    total = staff_sums(day)[town["centre"]]
    assert (total.posts, str(total.full_time)) == (2, "1.50")
    assert people_on(day) == 2
    assert staff_lines({town["centre"]}, date(2011, 1, 1)) == {}
