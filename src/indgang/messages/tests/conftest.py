"""A citizen with Digital Post, one who is exempt, and two units."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.messages.models import Message
from indgang.shared.actor import SYSTEM, Actor, HeldPost, Scope
from indgang.shared.rowsecurity import enter


def _related(field: str) -> Any:
    """Another room's model, through the key that points at it."""
    return Message._meta.get_field(field).related_model


@dataclass(frozen=True)
class People:
    """Who is written to, and by whom."""

    anna: Actor  #: Digital Post
    poul: Actor  #: exempt, with a protected address
    desk: Actor
    centre_unit: UUID

    @property
    def desk_unit(self) -> UUID:
        return self.desk.posts[0].unit_id


def _citizen(name: str, **other: Any) -> Actor:
    row = _related("citizen").objects.create(
        name=name,
        sort_key=name.lower(),
        cpr_hash=hashlib.sha256(name.encode()).digest(),
        synthetic=True,
        **other,
    )
    return Actor(Scope.CITIZEN, name, citizen_id=row.id)


def build_people() -> People:
    """Write them into the running transaction, in the system's name."""
    units = [
        _related("unit").objects.create(key=key, synthetic=True)
        for key in ("borgerservice", "socialcenter")
    ]
    post = HeldPost(uuid4(), units[0].id, "front_desk", "borgerservicemedarbejder")
    return People(
        anna=_citizen("Anna Lund"),
        poul=_citizen(
            "Poul Sørensen", digital_post=False, address="Skjulte Vænge 4", address_protected=True
        ),
        desk=Actor(Scope.STAFF, "Mette Juhl", person_id=uuid4(), posts=(post,)),
        centre_unit=units[1].id,
    )


@pytest.fixture
def people(db: None) -> People:
    """The test says itself who asks."""
    enter(SYSTEM, purpose="test")
    return build_people()
