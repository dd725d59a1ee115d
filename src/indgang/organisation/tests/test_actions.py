"""A hire and a leave: dated, and refused when they cannot be."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.organisation.actions import NewPerson, begin_post, end_post
from indgang.organisation.models import Person, Post, Unit, UnitState
from indgang.organisation.queries import posts_of
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.models import AuditEntry
from indgang.shared.rowsecurity import as_system
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
TODAY, LATER = date(2026, 11, 22), date(2027, 2, 1)
CLOSES = date(2028, 1, 1)


@pytest.fixture
def unit(db: None) -> UUID:
    """An office that is open until the end of 2027."""
    made = Unit.objects.create(key="kontor")
    UnitState.objects.create(
        unit=made, kind="office", name="Kontor", validity=to_range(Days(date(2020, 1, 1), CLOSES))
    )
    return made.id


@pytest.fixture
def anna(db: None) -> UUID:
    """Somebody who works nowhere yet."""
    return Person.objects.create(key="anna", name="Anna").id


def _begin(person: UUID | NewPerson, unit: UUID, **more: Any) -> UUID:
    wanted: dict[str, Any] = {"function": "caseworker", "title": "Sagsbehandler", "on": LATER}
    wanted |= {"ends": CLOSES} | more
    return begin_post(person=person, unit_id=unit, by=SYSTEM, at=NOW, **wanted)


def test_a_hire_from_a_day(unit: UUID) -> None:
    post_id = _begin(NewPerson("bo", "Bo Dam", "12 34"), unit, share=Decimal("0.8"))
    person = Person.objects.get(key="bo")
    assert (person.name, person.phone) == ("Bo Dam", "12 34")
    assert posts_of(person.id, LATER - timedelta(1)) == ()
    (held,) = posts_of(person.id, LATER)
    assert (held.post_id, held.unit_id, held.function) == (post_id, unit, "caseworker")
    with as_system("test"):
        assert AuditEntry.objects.get(verb="organisation.begin_post").object_id == post_id


def test_a_leave_from_a_day(unit: UUID, anna: UUID) -> None:
    post_id = _begin(anna, unit, on=TODAY)
    end_post(post_id=post_id, on=LATER, by=SYSTEM, at=NOW)
    assert len(posts_of(anna, LATER - timedelta(1))) == 1
    assert posts_of(anna, LATER) == ()
    with pytest.raises(BadInput):
        end_post(post_id=post_id, on=LATER, by=SYSTEM, at=NOW)


def test_a_post_that_never_began_is_gone(unit: UUID, anna: UUID) -> None:
    post_id = _begin(anna, unit)
    end_post(post_id=post_id, on=LATER, by=SYSTEM, at=NOW)
    assert not Post.objects.filter(person_id=anna).exists()


@pytest.mark.parametrize(
    "more",
    [
        {"on": TODAY - timedelta(1)},
        {"title": " "},
        {"function": "king"},
        {"share": Decimal(0)},
        {"share": Decimal("1.01")},
        {"ends": LATER},
        {"ends": CLOSES + timedelta(1)},
        {"ends": None},  # the unit closes first
    ],
)
def test_what_cannot_be_is_refused(unit: UUID, anna: UUID, more: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        _begin(anna, unit, **more)
    assert not Post.objects.exists()


def test_nobody_has_more_than_a_full_post_on_any_day(unit: UUID, anna: UUID) -> None:
    _begin(anna, unit, share=Decimal("0.5"), ends=date(2027, 6, 1))
    _begin(anna, unit, function="leader", share=Decimal("0.5"))
    with pytest.raises(BadInput):
        _begin(anna, unit, function="coordinator", share=Decimal("0.1"), on=date(2027, 5, 31))
    _begin(anna, unit, function="coordinator", share=Decimal("0.5"), on=date(2027, 6, 1))


def test_the_same_post_twice_is_refused(unit: UUID, anna: UUID) -> None:
    _begin(anna, unit, share=Decimal("0.2"))
    with pytest.raises(BadInput):
        _begin(anna, unit, share=Decimal("0.2"), on=date(2027, 6, 1))


def test_unknown_people_units_and_posts(unit: UUID, anna: UUID) -> None:
    with pytest.raises(NotFound):
        _begin(uuid4(), unit)
    with pytest.raises(NotFound):
        _begin(anna, uuid4())
    with pytest.raises(NotFound):
        end_post(post_id=uuid4(), on=LATER, by=SYSTEM, at=NOW)
    with pytest.raises(BadInput):
        _begin(NewPerson("anna", "En anden"), unit)
    assert Person.objects.get(key="anna").name == "Anna"
