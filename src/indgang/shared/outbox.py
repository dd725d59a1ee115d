"""Events: what has happened, told to those whom ``config/wiring.py`` names.

*With*: the listener runs in the same transaction, so both happen or neither.
*After*: the listener runs after commit, by a job that is stored in the same transaction; a job
that fails is tried again and stays visible until someone acts (fourth law of the house).
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, get_type_hints
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from indgang.shared.actor import Actor
from indgang.shared.models import Delivery, OutboxEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that has happened; its fields are identifiers, codes and days, no free text."""

    known: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        Event.known[event_name(cls)] = cls


def event_name(cls: type[Event]) -> str:
    """``room.Name``: the stored name, the same even when the class is made anew."""
    room = cls.__module__.removeprefix("indgang.").removesuffix(".events")
    return f"{room}.{cls.__name__}"


class When(StrEnum):
    """In which of the two ways a listener hears."""

    WITH = "with"
    AFTER = "after"


Handler = Callable[..., None]  #: called as handler(event, by=Actor, at=datetime)


@dataclass(frozen=True, slots=True)
class Wire:
    """One line of the wiring: this event, to that listener, in this way."""

    event: type[Event]
    handler: Handler
    when: When

    @property
    def handler_name(self) -> str:
        """``room.handlers.name``, as stored on the delivery."""
        return f"{self.handler.__module__.removeprefix('indgang.')}.{self.handler.__qualname__}"


Defer = Callable[[UUID], None]


class Wiring:
    """Who listens to what, and how a delivery is put on the job queue."""

    def __init__(self) -> None:
        self.wires: tuple[Wire, ...] = ()
        self.defer: Defer = lambda delivery_id: None

    def connect(self, wires: tuple[Wire, ...], *, defer: Defer) -> None:
        """Called once, by ``config``."""
        self.wires = wires
        self.defer = defer

    def to(self, event: type[Event], when: When) -> list[Wire]:
        """The lines for this event, in the order they were written."""
        return [wire for wire in self.wires if wire.event is event and wire.when is when]


wiring = Wiring()


def record(event: Event, *, by: Actor, at: datetime) -> None:
    """Write the event, tell those who listen *with*, and put the rest on the queue."""
    cls = type(event)
    row = OutboxEvent.objects.create(
        at=at,
        name=event_name(cls),
        payload=json.loads(json.dumps(asdict(event), cls=DjangoJSONEncoder)),
        by={"scope": by.scope.value, "person": str(by.person_id or ""), "name": by.name},
    )
    for wire in wiring.to(cls, When.WITH):
        wire.handler(event, by=by, at=at)
    for wire in wiring.to(cls, When.AFTER):
        delivery = Delivery.objects.create(event=row, handler=wire.handler_name)
        wiring.defer(delivery.id)


_READERS: dict[Any, Callable[[Any], Any]] = {
    UUID: UUID,
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
}


def read(name: str, payload: dict[str, Any]) -> Event:
    """The event as it was recorded. Raises ``KeyError`` for a name that is no longer known."""
    cls = Event.known[name]
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for field in fields(cls):
        value = payload[field.name]
        hint = hints[field.name]
        optional = [arg for arg in getattr(hint, "__args__", ()) if arg is not type(None)]
        reader = _READERS.get(optional[0] if optional else hint)
        values[field.name] = value if value is None or reader is None else reader(value)
    return cls(**values)


class NoListenerError(LookupError):
    """A delivery's listener is not in the wiring any more; somebody must say who listens now."""


def deliver(delivery_id: UUID, *, by: Actor, at: datetime) -> bool:
    """Hand one event to one listener, once. Returns whether anything was done now.

    Runs in the caller's transaction: the listener's writes and the mark that it is done are one.
    """
    delivery = (
        Delivery.objects.select_for_update(of=("self",)).select_related("event").get(pk=delivery_id)
    )
    if delivery.done_at is not None:
        return False
    wire = next((w for w in wiring.wires if w.handler_name == delivery.handler), None)
    if wire is None:
        raise NoListenerError(delivery.handler)
    wire.handler(read(delivery.event.name, delivery.event.payload), by=by, at=at)
    delivery.done_at = at
    delivery.attempts += 1
    delivery.last_error = ""
    delivery.save(update_fields=["done_at", "attempts", "last_error"])
    return True
