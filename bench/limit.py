"""What a request asks of the database, and what that alone costs: the same SQL without the web."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from psycopg import ClientCursor, connect

from bench.client import Ask
from bench.processes import cpu_seconds

Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Recorded:
    """The statements of one request in order, BEGIN and COMMIT not among them."""

    statements: tuple[Statement, ...]
    since: int  #: ms since 1970: identifiers made from then on were made by the request

    @property
    def count(self) -> int:
        """Round trips to the database: the statements, BEGIN and COMMIT."""
        return len(self.statements) + 2


def record(ask: Ask, subject: str) -> Recorded:
    """Make one request in this process and write down what it asks of the database."""
    from django.db import connection
    from django.test import Client

    found: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    headers = {f"HTTP_{k.upper().replace('-', '_')}": v for k, v in ask.headers.items()}
    if "Idempotency-Key" in ask.headers:
        headers["HTTP_IDEMPOTENCY_KEY"] = str(uuid4())
    extra: dict[str, Any] = dict(headers)
    if ask.body:
        extra |= {
            "data": ask.body.replace("{subject}", subject),
            "content_type": "application/json",
        }
    path = ask.path.replace("{subject}", subject)
    for _warm in range(2):  # the first fills what is remembered of the organisation
        found.clear()
        since = time.time_ns() // 1_000_000
        if "Idempotency-Key" in ask.headers:
            extra["HTTP_IDEMPOTENCY_KEY"] = str(uuid4())
        with connection.execute_wrapper(note):
            response = getattr(Client(), ask.method.lower())(path, **extra)
        if response.status_code != ask.status:
            raise RuntimeError(f"{ask.name}: {response.status_code} {response.content[:300]!r}")
    return Recorded(tuple(found), since)


def _fresh(recorded: Recorded) -> Callable[[], list[Statement]]:
    """The statements with new identifiers in place of those that the request made itself."""

    def made_then(value: Any) -> bool:
        if isinstance(value, UUID):
            return value.version == 4 or value.int >> 80 >= recorded.since
        return isinstance(value, str) and value.startswith("S-") and len(value) == 11

    def again() -> list[Statement]:
        new: dict[Any, Any] = {}

        def renew(value: Any) -> Any:
            if not made_then(value):
                return value
            if value not in new:
                fresh = uuid4()
                new[value] = fresh if isinstance(value, UUID) else f"S-{str(fresh)[-8:]}Y"
            return new[value]

        return [(sql, tuple(map(renew, params))) for sql, params in recorded.statements]

    return again


@dataclass(frozen=True)
class Alone:
    """What the SQL costs without the web: CPU milliseconds of PostgreSQL and of the client."""

    postgres_ms: float | None
    client_ms: float
    wall_ms: float


def alone(recorded: Recorded, url: str, postmaster: int | None, *, times: int) -> Alone:
    """Ask the same SQL again and again on one connection, each time in its own transaction."""
    again = _fresh(recorded)
    with connect(url, cursor_factory=ClientCursor) as connection:
        for statements in [again() for _ in range(20)]:
            _transaction(connection, statements)
        work = [again() for _ in range(times)]
        before = cpu_seconds([postmaster]) if postmaster else 0.0
        own, began = time.process_time(), time.perf_counter()
        for statements in work:
            _transaction(connection, statements)
        wall, client = time.perf_counter() - began, time.process_time() - own
        after = cpu_seconds([postmaster]) if postmaster else 0.0
    return Alone(
        (after - before) * 1000 / times if postmaster else None,
        client * 1000 / times,
        wall * 1000 / times,
    )


def _transaction(connection: Any, statements: list[Statement]) -> None:
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params or None)
            if cursor.description is not None:
                cursor.fetchall()
    connection.commit()
