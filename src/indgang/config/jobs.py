"""Jobs in PostgreSQL (procrastinate): deferred in the transaction that needs them."""

from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from indgang.catalogue.public import renumber_services
from indgang.reorganisation.public import carry_stragglers, take_effect_of_due
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


@app.periodic(cron="*/5 * * * *")
@app.task(name="reorganisations")
def reorganisations(timestamp: int) -> None:
    """Let reorganisations whose day has come take effect, and look after the last hour's.

    The first request of the day does not wait for this (``config.new_day``).
    """
    at = clock.now()
    take_effect_of_due(at=at)
    carry_stragglers(at=at)


@app.periodic(cron="*/5 * * * *")
@app.task(name="kle_numbers")
def kle_numbers(timestamp: int) -> None:
    """Give services the numbers of KLE whose day has come (authority knows both numbers)."""
    renumber_services(at=clock.today())


def defer_delivery(delivery_id: UUID) -> None:
    """Put a delivery on the queue, in the running transaction."""
    app.configure_task("deliver", queueing_lock=f"delivery:{delivery_id}").defer(
        delivery_id=str(delivery_id)
    )
