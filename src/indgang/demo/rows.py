"""The only place of the demonstration that names tables: rows go in by the thousand.

PostgreSQL refuses ``COPY`` into tables under row security, so the rows go as JSON to one
``INSERT … SELECT`` per table and thousands; the database reads every type from its own columns.
``tests/test_rows.py`` holds the names below against the migrated tables.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from indgang.demo.tables import TABLES

Row = Mapping[str, Any]
Progress = Callable[[str, int, int], None]

#: Rows in one statement.
CHUNK = 4000
#: Any number that is nobody else's: two loads at once wait for each other.
_LOCK = 1858_2013


def _plain(value: Any) -> str:
    if isinstance(value, (bytes, bytearray)):
        return "\\x" + value.hex()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    raise TypeError(f"no JSON for {type(value)}")


def insert(table: str, rows: list[Row]) -> None:
    """Add the rows, each with every column of ``TABLES[table]``."""
    columns = ", ".join(f'"{column}"' for column in TABLES[table])
    statement = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} "  # noqa: S608 (names from TABLES)
        f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)"
    )
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            text = json.dumps(rows[start : start + CHUNK], default=_plain, ensure_ascii=False)
            cursor.execute(statement, [text])


def insert_all(rows: Mapping[str, list[Row]], progress: Progress) -> None:
    """Add every table's rows in the order that the tables refer to each other."""
    total = sum(len(of_table) for of_table in rows.values())
    done = 0
    for table in TABLES:
        of_table = rows.get(table, [])
        insert(table, of_table)
        done += len(of_table)
        progress("write", done, total)


def wait_for_other_loads() -> None:
    """Let one load at a time go on; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def council_of(councils: list[str]) -> str | None:
    """The key of the council that is there, of these; ``None`` when none is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM organisation_unit WHERE key = ANY(%s)", [councils])
        row: Any = cursor.fetchone()
    return None if row is None else str(row[0])


def count_citizens() -> int:
    """How many synthetic citizens there are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM citizens_citizen WHERE synthetic")
        row: Any = cursor.fetchone()
    return int(row[0])
