"""The people of the demonstration, and what happens to them in a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from indgang.access.public import account_by_identity, actor_of_account
from indgang.demo.public import ISSUER
from indgang.journey.enquiry.public import accept, ask, hand_over
from indgang.shared import clock
from indgang.shared.actor import Actor
from indgang.shared.rowsecurity import acting, as_system


def who(key: str) -> Actor:
    """Somebody of the demonstration, signed in."""
    with as_system("sign-in"):
        account = account_by_identity(ISSUER, key)
        assert account is not None, key
        return actor_of_account(account, clock.now())


@contextmanager
def signed_in(actor: Actor, purpose: str = "casework") -> Iterator[datetime]:
    """One transaction of theirs; gives the time."""
    with acting(actor, purpose=purpose):
        yield clock.now()


def rows(sql: str, *values: Any) -> list[Any]:
    """What the database holds, read in the system's own name."""
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Any] = cursor.fetchall()
    return found


def change(sql: str, *values: Any) -> int:
    """Change the database in the system's own name; gives how many rows."""
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def citizen_named(name: str) -> UUID:
    """The citizen with the name."""
    [(citizen_id,)] = rows("SELECT id FROM citizens_citizen WHERE name = %s", name)
    return UUID(str(citizen_id))


def enquire(desk: Actor, citizen_id: UUID, text: str, *, at: datetime | None = None) -> UUID:
    """The citizen stands at the counter and asks."""
    with signed_in(desk, "application") as now:
        return ask(
            text=text,
            channel="counter",
            unit_id=desk.posts[0].unit_id,
            language="da",
            citizen_id=citizen_id,
            by=desk,
            at=at or now,
        ).enquiry_id


def offered(
    desk: Actor, worker: Actor, citizen_id: UUID, service: str, **more: Any
) -> tuple[UUID, UUID]:
    """An enquiry offered to the worker's unit: enquiry and hand-over."""
    asked = enquire(desk, citizen_id, "Jeg har brug for hjælp", at=more.pop("asked_at", None))
    with signed_in(desk, "application") as at:
        given = hand_over(
            enquiry_id=asked,
            to_unit_id=worker.posts[0].unit_id,
            service_code=service,
            story="Historien",
            by=desk,
            at=at,
            **more,
        )
    return asked, given


def opened(desk: Actor, worker: Actor, citizen_id: UUID, service: str, **more: Any) -> UUID:
    """A case of the worker's unit, begun by a warm hand-over."""
    _, given = offered(desk, worker, citizen_id, service, **more)
    with signed_in(worker, "handover") as at:
        accept(handover_id=given, by=worker, at=at)
    [(case_id,)] = rows("SELECT id FROM case_case WHERE handover_id = %s", given)
    return UUID(str(case_id))
