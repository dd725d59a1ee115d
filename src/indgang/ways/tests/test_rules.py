"""When a unit is ready to begin, and what is written down about a way."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared.actor import SYSTEM, Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.rowsecurity import as_system
from indgang.ways.models import WayKind, WayOfWorking
from indgang.ways.public import (
    Missing,
    add_way,
    applies,
    change_way,
    prepared,
    record_training,
    take_up,
    way,
)
from indgang.ways.rules import DONE_BY, preparedness
from indgang.ways.tests.test_actions import NOW, TODAY, WEEK, House

pytestmark = pytest.mark.requirement("O8")
people = st.uuids()
functions = st.sampled_from(["front_desk", "caseworker", "support", "leader"])


@given(
    st.sampled_from(list(WayKind.values)),
    st.lists(st.tuples(people, functions), max_size=12),
    st.data(),
)
def test_half_of_those_who_do_it_are_enough(
    kind: str, posts: list[tuple[UUID, str]], data: st.DataObject
) -> None:
    every = [person for person, _function in posts]
    trained = data.draw(st.sets(st.sampled_from(every)) if every else st.just(set()))
    found = preparedness(
        kind=kind, training_hours=Decimal(2), steps=1, posts=posts, trained=trained
    )
    assert found.doing == {person for person, function in posts if function in DONE_BY[kind]}
    assert found.trained <= found.doing
    assert found.is_ready == (bool(found.trained) and 2 * len(found.trained) >= len(found.doing))
    assert found.trained | found.untrained == found.doing


def test_what_takes_no_training_needs_nobody_trained() -> None:
    def asked(hours: int, steps: int, *functions: str) -> tuple[Missing, ...]:
        posts = [(uuid4(), function) for function in functions]
        return preparedness(
            kind="procedure", training_hours=Decimal(hours), steps=steps, posts=posts, trained=()
        ).missing

    assert asked(0, 1, "caseworker") == ()
    assert asked(0, 1, "support") == (Missing.NOBODY,)
    assert asked(1, 0, "caseworker") == (Missing.PROCEDURE, Missing.TRAINING)


@pytest.mark.django_db
def test_a_unit_begins_when_half_are_trained_or_it_says_why() -> None:
    house = House()
    with as_system("test"):
        WayOfWorking.objects.update(training_hours=3)
        assert prepared(house.way, house.units["north"], TODAY).missing == (Missing.TRAINING,)
    with pytest.raises(BadInput) as refused:
        house.do(take_up, "north")
    assert "0 af 1 er oplært" in refused.value.fields["note"]
    house.do(take_up, "north", note="Vi prøver os frem")
    with as_system("test"):
        assert applies("tovholder", house.units["north"], TODAY)
        assert applies("coordinator_guideline", house.units["north"], TODAY)
        assert not applies("procedure", house.units["north"], TODAY)
        assert not applies("tovholder", house.units["south"], TODAY)
    house.do(record_training, "south", person_ids=[house.people["bo"]])
    house.do(take_up, "south", WEEK)
    with as_system("test"):
        assert not applies("tovholder", house.units["south"], date(2026, 12, 7))
        assert applies("tovholder", house.units["south"], WEEK)


GIVEN: dict[str, Any] = {
    "key": "ny-vej", "kind": "procedure", "title_da": "Ny vej", "title_en": "New way",
    "kle": "32.24", "procedure": [("Spørg", "Ask")], "training_hours": Decimal("1.5"),
}  # fmt: skip


def _add(by: Actor = SYSTEM, **more: Any) -> UUID:
    with as_system("test"):
        return add_way(**(GIVEN | more), by=by, at=datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.django_db
def test_a_way_is_written_and_changed() -> None:
    made = _add()
    with as_system("test"):
        change_way(
            way_id=made, by=SYSTEM, at=NOW,
            changes={"title_da": " Bedre vej ", "procedure": [("Spørg", "Ask"), ("Lyt", "")]},
        )  # fmt: skip
        found = way("ny-vej", "da")
    assert (found.title, found.procedure, found.training) == (
        "Bedre vej", ("Spørg", "Lyt"), Decimal("1.5"),
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"key": "Ny Vej"}, "key"),
        ({"kind": "dance"}, "key"),
        ({"title_da": " "}, "title_da"),
        ({"title_en": "x" * 161}, "title_en"),
        ({"kle": "3"}, "kle"),
        ({"training_hours": Decimal(-1)}, "training_hours"),
        ({"procedure": [("", "Ask")]}, "procedure"),
    ],
)
def test_what_cannot_be_written(more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        _add(**more)
    assert field in refused.value.fields
    assert not WayOfWorking.objects.exists()


@pytest.mark.django_db
def test_who_may_write_and_what_may_change() -> None:
    made = _add()
    with pytest.raises(Refused):
        _add()
    with pytest.raises(NotAllowed):
        _add(Actor(Scope.STAFF, "Bo", person_id=uuid4()), key="anden")
    with as_system("test"), pytest.raises(BadInput):
        change_way(way_id=made, changes={"kind": "procedure"}, by=SYSTEM, at=NOW)
    with as_system("test"), pytest.raises(NotFound):
        change_way(way_id=uuid4(), changes={"kle": ""}, by=SYSTEM, at=NOW)
