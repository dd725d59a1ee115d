"""Statements over very many rows behind row security."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def many_rows() -> Iterator[None]:
    """Let the database join tables whole, for the statements inside.

    Behind row security the planner expects a handful of rows, and would compare each of a hundred
    thousand with every line it is joined to. A fault needs no putting back: the rollback does it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        cursor.execute("SET LOCAL enable_nestloop = on")
