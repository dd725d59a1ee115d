"""What this room does when it hears of an event, and when units change."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count

from indgang.messages.actions import send
from indgang.messages.events import MessageQueued
from indgang.messages.models import Message, MessageState
from indgang.organisation.public import Carried, Change, Trouble
from indgang.shared import audit
from indgang.shared.actor import Actor


def send_queued(event: MessageQueued, *, by: Actor, at: datetime) -> None:
    """Hand the message to its carrier after commit. A second hearing changes nothing."""
    send(event.message_id, by=by, at=at)


def _under_way(change: Change) -> Any:
    """Letters that have not arrived, of units that leave something."""
    return Message.objects.filter(unit_id__in=list(change.homes.moves)).exclude(
        state=MessageState.DELIVERED
    )


class _Bearer:
    """Letters under way are the successor's to post and to get back; the letter is as it was.

    Those about a case or an enquiry follow it (``actions.follow``); here go the others.
    """

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Letters under way."""
        rows = _under_way(change).values_list("unit_id").annotate(number=Count("id"))
        moved: Counter[tuple[UUID, UUID | None]] = Counter()
        for unit_id, number in rows:
            home = change.homes.of(unit_id, "")
            if home != unit_id:
                moved[unit_id, home] += number
        return tuple(Carried("message", one, to, number) for (one, to), number in moved.items())

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """None of their own."""
        return ()

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Give on the letters that are about nothing that has moved."""
        for unit_id in change.homes.moves:
            home = change.homes.of(unit_id, "")
            if home is None or home == unit_id:
                continue
            moved = _under_way(change).filter(unit_id=unit_id).update(unit_id=home)
            if moved:
                audit.record(
                    "messages.give_on",
                    by=by,
                    at=at,
                    object_id=home,
                    detail={"from": str(unit_id), "letters": moved},
                )


bearer = _Bearer()
