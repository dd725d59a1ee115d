"""Copies of a database, for tests and trials."""

from psycopg import sql

from .errors import DatabaseUnavailable, gettext_noop
from .roles import connected, open_database
from .urls import OWNER, Urls


def clone(urls: Urls, template: str, name: str) -> Urls:
    """Make the database `name` as a copy of `template`; gives its addresses.

    Nobody may be connected to the template meanwhile. Raises DatabaseUnavailable when the role
    may not, and psycopg's own errors (DuplicateDatabase, ObjectInUse) for the rest.
    """
    with connected(urls.for_database("postgres").admin) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} ").format(
                sql.Identifier(name), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
        open_database(connection, name)
    return urls.for_database(name)


def drop(urls: Urls, name: str) -> None:
    """Remove the database `name` if it is there, and end the connections to it.

    Refuses the database that `urls` itself names, and one that is not ours.
    """
    with connected(urls.for_database("postgres").admin) as connection:
        row = connection.execute(
            "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if row is None:
            return
        if name == urls.database or row[0] != OWNER:
            raise DatabaseUnavailable(
                gettext_noop("Databasen %(database)s slettes ikke: den er ikke en kopi."),
                database=name,
            )
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )
