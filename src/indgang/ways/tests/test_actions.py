"""Units take a way of working into use one by one, and who is trained is known."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.shared.actor import Actor, HeldPost, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.rowsecurity import as_system
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range
from indgang.ways.models import Training, Uptake, WayOfWorking
from indgang.ways.public import (
    all_ways,
    record_training,
    stop_using,
    take_up,
    trained_in,
    uptakes,
    uptakes_of,
    way,
    ways_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O8")]

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
WEEK = TODAY + timedelta(days=7)
ALWAYS = Days(date(2020, 1, 1))


class House:
    """An administration with two offices, a leader of each, and one way of working."""

    def __init__(self) -> None:
        unit: Any = Uptake._meta.get_field("unit").related_model
        self.units: dict[str, UUID] = {}
        for key, parent in (("kff", None), ("north", "kff"), ("south", "kff")):
            made = unit.objects.create(key=key)
            made.states.create(
                kind="office", name=key.title(), validity=to_range(ALWAYS),
                parent_id=self.units.get(parent) if parent else None,
            )  # fmt: skip
            self.units[key] = made.id
        person: Any = Training._meta.get_field("person").related_model
        self.people: dict[str, UUID] = {}
        for key, home in (("anna", "north"), ("bo", "south")):
            someone = person.objects.create(key=key, name=key.title())
            someone.posts.create(
                unit_id=self.units[home], function="caseworker", title="x",
                validity=to_range(ALWAYS),
            )  # fmt: skip
            self.people[key] = someone.id
        self.way = WayOfWorking.objects.create(
            key="tovholder", kind="coordinator_guideline", title_da="Tovholder", title_en="One",
            procedure=[{"da": "Spørg først", "en": "Ask first"}, {"da": "Kun på dansk"}],
        ).id  # fmt: skip

    def leader(self, unit: str) -> Actor:
        post = HeldPost(uuid4(), self.units[unit], "leader", "Leder")
        return Actor(Scope.STAFF, unit, account_id=uuid4(), person_id=uuid4(), posts=(post,))

    def do(self, act: Any, unit: str, on: date = TODAY, *, who: str = "", **more: Any) -> Any:
        given = {"way_id": self.way, "on": on, "by": self.leader(who or unit), "at": NOW, **more}
        if act is not record_training:
            given.setdefault("unit_id", self.units[unit])
        with as_system("test"):
            return act(**given)

    def using(self, at: date) -> set[str]:
        names = {unit: key for key, unit in self.units.items()}
        return {names[unit] for way_id, unit in uptakes(at) if way_id == self.way}


@pytest.fixture
def house() -> House:
    return House()


def test_one_unit_at_a_time(house: House) -> None:
    house.do(take_up, "north")
    house.do(take_up, "south", WEEK, note="Efter oplæring", who="kff")
    assert house.using(TODAY - timedelta(days=1)) == set()
    assert house.using(TODAY) == {"north"}
    assert house.using(WEEK) == {"north", "south"}
    house.do(stop_using, "north", WEEK)
    assert house.using(WEEK - timedelta(days=1)) == {"north"}
    assert house.using(WEEK) == {"south"}
    house.do(stop_using, "south")
    assert house.using(WEEK) == set()
    assert [one.unit_id for one in uptakes_of(house.way)] == [house.units["north"]]


def test_only_once_and_never_for_days_gone_by(house: House) -> None:
    house.do(take_up, "north", WEEK)
    for on in (TODAY, WEEK, WEEK + timedelta(days=1)):
        with pytest.raises(Refused, match="in_use"):
            house.do(take_up, "north", on)
    with pytest.raises(Refused, match="not_in_use"):
        house.do(stop_using, "south")
    for act in (take_up, stop_using):
        with pytest.raises(BadInput) as caught:
            house.do(act, "south", TODAY - timedelta(days=1))
        assert "on" in caught.value.fields
    with pytest.raises(BadInput):
        house.do(take_up, "south", note="N" * 301)
    with pytest.raises(NotFound):
        house.do(take_up, "south", way_id=uuid4())
    with pytest.raises(BadInput):
        house.do(take_up, "south", unit_id=uuid4())


def test_only_a_leader_of_the_unit_or_above_it(house: House) -> None:
    with pytest.raises(NotAllowed):
        house.do(take_up, "north", who="south")
    house.do(take_up, "north")
    with pytest.raises(NotAllowed):
        house.do(stop_using, "north", who="south")
    with pytest.raises(NotAllowed):
        house.do(record_training, "south", person_ids=[house.people["anna"]])


def test_training_is_recorded_once(house: House) -> None:
    both = list(house.people.values())
    day = TODAY - timedelta(days=3)
    assert house.do(record_training, "north", day, person_ids=both[:1]) == 1
    assert house.do(record_training, "kff", person_ids=both) == 1
    with pytest.raises(BadInput):
        house.do(record_training, "kff", WEEK, person_ids=both)
    with as_system("test"):
        assert trained_in(house.way, TODAY) == {
            house.people["anna"]: day, house.people["bo"]: TODAY,
        }  # fmt: skip
        assert trained_in(house.way, day) == {house.people["anna"]: day}
    assert trained_in(house.way, TODAY) == {}, "without a purpose nobody is seen"


def test_a_way_reads_in_the_language_asked_for(house: House) -> None:
    assert way("tovholder", "da").procedure == ("Spørg først", "Kun på dansk")
    assert way("tovholder", "en").procedure == ("Ask first", "Kun på dansk")
    assert [one.title for one in all_ways("en")] == ["One"]
    house.do(take_up, "north")
    (used,) = ways_of(house.units["north"], TODAY, "da")
    assert (used.key, used.title, used.since) == ("tovholder", "Tovholder", TODAY)
    with pytest.raises(NotFound):
        way("findes-ikke", "da")
