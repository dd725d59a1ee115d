"""Jobs in PostgreSQL (procrastinate): deferred in the transaction that needs them."""

from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from indgang.shared import clock, outbox
from indgang.shared.actor import SYSTEM
from indgang.shared.models import Delivery
from indgang.shared.rowsecurity import as_system

#: Seconds 4, 16, 64, … between tries; after the last one the job stays failed and visible.
_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="deliver", retry=_RETRY)
def deliver(delivery_id: str) -> None:
    """Hand one event to one listener (see ``shared.outbox``)."""
    at = clock.now()
    try:
        with as_system("delivery"):
            outbox.deliver(UUID(delivery_id), by=SYSTEM, at=at)
    except Exception as error:
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update().get(pk=UUID(delivery_id))
            delivery.attempts += 1
            delivery.last_error = type(error).__name__  # its text may tell of a person
            delivery.save(update_fields=["attempts", "last_error"])
        raise


@app.periodic(cron="17 3 * * *")
@app.task(name="forget_sessions")
def forget_sessions(timestamp: int) -> None:
    """Remove sessions that have run out, with the unfinished texts that lie in them."""
    SessionStore.clear_expired()


def defer_delivery(delivery_id: UUID) -> None:
    """Put a delivery on the queue, in the running transaction."""
    app.configure_task("deliver", queueing_lock=f"delivery:{delivery_id}").defer(
        delivery_id=str(delivery_id)
    )
