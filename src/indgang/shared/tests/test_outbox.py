"""Deliveries: a listener that is gone is a fault that shows, and nothing is done twice."""

import pytest

from indgang.shared import clock, outbox
from indgang.shared.actor import SYSTEM
from indgang.shared.models import Delivery, OutboxEvent
from indgang.shared.outbox import NoListenerError

pytestmark = pytest.mark.django_db


def test_a_listener_that_is_gone_is_named() -> None:
    """Never ``StopIteration``: a job's loop cannot carry one."""
    at = clock.now()
    event = OutboxEvent.objects.create(at=at, name="room.Gone", payload={})
    waiting = Delivery.objects.create(event=event, handler="room.handlers.gone")
    with pytest.raises(NoListenerError, match=r"room\.handlers\.gone"):
        outbox.deliver(waiting.id, by=SYSTEM, at=at)
    waiting.refresh_from_db()
    assert waiting.done_at is None
