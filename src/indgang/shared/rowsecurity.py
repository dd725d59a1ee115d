"""Tells the database who asks and why, for the length of one transaction.

Without this the tables about people are empty to the application: row security is forced, and
its policies read these settings (second law of the house).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from indgang.shared.actor import SYSTEM, Actor, Scope

_SET = (
    "SELECT set_config('indgang.scope', %s, true), set_config('indgang.purpose', %s, true), "
    "set_config('indgang.person', %s, true), set_config('indgang.units', %s, true), "
    "set_config('indgang.subjects', %s, true)"
)


def enter(actor: Actor, *, purpose: str) -> None:
    """Set who asks and for what purpose until the running transaction ends.

    Raises ``RuntimeError`` outside a transaction: a setting that outlives its question would
    answer the next person's.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("row security is set inside a transaction only")
    if actor.scope is Scope.STAFF and not purpose:
        raise RuntimeError("staff see nobody without a purpose")
    with connection.cursor() as cursor:
        cursor.execute(
            _SET,
            [
                actor.scope.value,
                purpose,
                str(actor.person_id or ""),
                ",".join(str(unit) for unit in sorted(actor.unit_ids)),
                ",".join(str(subject) for subject in actor.subjects),
            ],
        )


@contextmanager
def acting(actor: Actor, *, purpose: str) -> Iterator[None]:
    """One transaction in which the database knows ``actor`` and ``purpose``."""
    with transaction.atomic():
        enter(actor, purpose=purpose)
        yield


@contextmanager
def as_system(purpose: str) -> Iterator[None]:
    """One transaction in the system's own name: jobs, sign-in, the demonstration's loading."""
    with acting(SYSTEM, purpose=purpose):
        yield
