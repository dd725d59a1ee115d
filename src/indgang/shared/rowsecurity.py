"""Tells the database who asks and why, for the length of one transaction.

Without this the tables about people are empty to the application: row security is forced, and
its policies read these settings (second law of the house).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from indgang.shared.actor import SYSTEM, Actor, Scope

_NAMES = ("scope", "purpose", "person", "units", "subjects")
_WERE = ", ".join(
    f"coalesce(current_setting('indgang.{name}', true), '') AS {name}" for name in _NAMES
)
_ARE = ", ".join(f"set_config('indgang.{name}', %s, true)" for name in _NAMES)
#: Sets all five and answers with what they were before.
_SET = (
    f"WITH were AS MATERIALIZED (SELECT {_WERE}) "  # noqa: S608 (names from this file)
    f"SELECT {', '.join(f'were.{name}' for name in _NAMES)}, {_ARE} FROM were"
)


def enter(actor: Actor, *, purpose: str) -> None:
    """Set who asks and for what purpose until the running transaction ends.

    Raises ``RuntimeError`` outside a transaction: a setting that outlives its question would
    answer the next person's.
    """
    _tell(actor, purpose)


def _tell(actor: Actor, purpose: str) -> list[str]:
    """As ``enter``; gives what was set before."""
    if actor.scope is Scope.STAFF and not purpose:
        raise RuntimeError("staff see nobody without a purpose")
    return _set(
        [
            actor.scope.value,
            purpose,
            str(actor.person_id or ""),
            ",".join(str(unit) for unit in sorted(actor.unit_ids)),
            ",".join(str(subject) for subject in actor.subjects),
        ]
    )


def _set(values: list[str]) -> list[str]:
    if not connection.in_atomic_block:
        raise RuntimeError("row security is set inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
        row: Any = cursor.fetchone()
    return list(row[: len(_NAMES)])


@contextmanager
def acting(actor: Actor, *, purpose: str) -> Iterator[None]:
    """One transaction in which the database knows ``actor`` and ``purpose``.

    Inside another transaction whoever asked before asks again afterwards: what is lent to the
    system is given back at once. (After a fault the savepoint gives it back by itself.)
    """
    inside = connection.in_atomic_block
    with transaction.atomic():
        before = _tell(actor, purpose)
        yield
        if inside and not connection.needs_rollback:
            _set(before)


@contextmanager
def as_system(purpose: str) -> Iterator[None]:
    """One transaction in the system's own name: jobs, sign-in, the demonstration's loading."""
    with acting(SYSTEM, purpose=purpose):
        yield
