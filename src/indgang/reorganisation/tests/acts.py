"""Drafting and signing in few words."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Step, dump
from indgang.reorganisation.tests.stored import NOW, ON, House
from indgang.shared.clock import day_of
from indgang.shared.rowsecurity import acting


def draft(house: House, *steps: Step, on: date = ON, who: str = "dagny", at: datetime = NOW) -> Any:
    """A draft with these steps."""
    by = house.actor(who)
    with acting(by, purpose="steering"):
        id_ = room.begin_draft(title="Nye centre", effective_on=on, by=by, at=at)
        version = 1
        for step in steps:
            version = room.add_step(
                reorganisation_id=id_, version=version, kind=step.KIND, detail=dump(step),
                by=by, at=at,
            )  # fmt: skip
        return room.reorganisation(id_)


def sign_all(house: House, id_: UUID, at: datetime = NOW) -> list[str]:
    """Sign for every trouble that stops; gives their codes."""
    codes = []
    with acting(house.actor(), purpose="steering"):
        for line in room.troubles(id_):
            if line.stops:
                room.sign_exception(
                    reorganisation_id=id_, code=line.code, subject=line.subject,
                    reason="Vi løser det bagefter", by=house.actor(), at=at,
                )  # fmt: skip
                codes.append(line.code)
    return codes


def enact(house: House, id_: UUID, at: datetime = NOW, who: str = "dagny") -> None:
    """Enact it as it stands."""
    by = house.actor(who, day_of(at))
    version = room.reorganisation(id_).version
    with acting(by, purpose="steering"):
        room.enact(reorganisation_id=id_, version=version, by=by, at=at)


def undo(house: House, id_: UUID, at: datetime = NOW, who: str = "dagny") -> None:
    """Take it back."""
    by = house.actor(who, day_of(at))
    with acting(by, purpose="steering"):
        room.undo(reorganisation_id=id_, reason="Vi venter et år", by=by, at=at)


def enacted(house: House, *steps: Step, on: date = ON, at: datetime = NOW) -> UUID:
    """Draft, sign for what is left, enact."""
    found = draft(house, *steps, on=on, at=at)
    sign_all(house, found.id, at)
    enact(house, found.id, at)
    id_: UUID = found.id
    return id_
