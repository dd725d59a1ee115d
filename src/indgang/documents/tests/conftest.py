"""Two citizens, two units with an employee each."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.documents.models import Document
from indgang.shared.actor import SYSTEM, Actor, HeldPost, Scope
from indgang.shared.rowsecurity import enter


def _related(field: str) -> Any:
    """Another room's model, through the key that points at it."""
    return Document._meta.get_field(field).related_model


@dataclass(frozen=True)
class People:
    """Who hands in and who reads."""

    anna: Actor
    ibrahim: Actor
    desk: Actor
    centre: Actor
    about: UUID

    @property
    def anna_id(self) -> UUID:
        assert self.anna.citizen_id is not None
        return self.anna.citizen_id

    def unit_of(self, actor: Actor) -> UUID:
        return actor.posts[0].unit_id


def _citizen(name: str) -> Actor:
    row = _related("citizen").objects.create(
        name=name,
        sort_key=name.lower(),
        cpr_hash=hashlib.sha256(name.encode()).digest(),
        synthetic=True,
    )
    return Actor(Scope.CITIZEN, name, citizen_id=row.id)


def _employee(key: str, name: str) -> Actor:
    unit = _related("unit").objects.create(key=key, synthetic=True)
    person = _related("added_by").objects.create(key=f"{key}-1", name=name, synthetic=True)
    post = HeldPost(uuid4(), unit.id, "caseworker", "sagsbehandler")
    return Actor(Scope.STAFF, name, person_id=person.id, posts=(post,))


@pytest.fixture
def people(db: None) -> People:
    """The test says itself who asks."""
    enter(SYSTEM, purpose="test")
    return People(
        anna=_citizen("Anna Lund"),
        ibrahim=_citizen("Ibrahim Hassan"),
        desk=_employee("borgerservice", "Mette Juhl"),
        centre=_employee("socialcenter", "Lise Holm"),
        about=uuid4(),
    )
