"""Questions to the database in the words of the tests."""

from typing import Any

from django.db import connection


def rows(sql: str, *values: Any) -> list[Any]:
    """All rows of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Any] = cursor.fetchall()
    return found


def one(sql: str, *values: Any) -> Any:
    """The single value of an answer."""
    return rows(sql, *values)[0][0]


def person(key: str) -> Any:
    """The id of an employee."""
    return one("SELECT id FROM organisation_person WHERE key = %s", key)


def citizen(name: str) -> Any:
    """The id of a citizen who is told of."""
    return one("SELECT id FROM citizens_citizen WHERE name = %s", name)
