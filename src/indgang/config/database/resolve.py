"""Which database this process uses: the one it is given, or the embedded one."""

import os
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict

from . import passwords
from .embedded import ensure
from .errors import DatabaseUnavailable, gettext_noop
from .folder import Folder, default_folder, open_folder
from .locks import held
from .roles import connected, prepare
from .urls import APPLICATION, DATABASE, OWNER, READER, Urls, with_parts

_GIVEN = {
    OWNER: "DATABASE_OWNER_URL",
    APPLICATION: "DATABASE_APPLICATION_URL",
    READER: "DATABASE_READER_URL",
}


def resolve(environ: Mapping[str, str], checkout: Path) -> Urls:
    """Give the addresses of the database of this checkout.

    Without ``DATABASE_URL`` that is the embedded one. With it, the URL names the database and a
    role that may create roles and databases (or they exist already). Passwords of the roles are
    made once and kept in ``server-passwords.json`` (0600) in the data folder, by server;
    ``DATABASE_OWNER_URL``, ``DATABASE_APPLICATION_URL`` and ``DATABASE_READER_URL`` win over it.
    Where a second installation uses the same server, the roles exist with passwords it does not
    know: give it the three URLs, or a copy of the file. Passwords are never changed here.

    Raises DatabaseUnavailable with what to do.
    """
    given = environ.get("DATABASE_URL", "")
    if not given:
        return ensure(default_folder(checkout, environ))
    try:
        parts = conninfo_to_dict(given)
    except psycopg.ProgrammingError as error:
        raise DatabaseUnavailable(
            gettext_noop(
                "DATABASE_URL kan ikke læses. Skriv den som postgresql://bruger:kode@vært/database."
            )
        ) from error
    database = str(parts.get("dbname") or DATABASE)
    admin = with_parts(given, dbname=database)
    urls = {role: environ[name] for role, name in _GIVEN.items() if environ.get(name)}
    own = [role for role in _GIVEN if role not in urls]
    secrets = {role: str(conninfo_to_dict(url).get("password", "")) for role, url in urls.items()}
    server = f"{parts.get('hostaddr') or parts.get('host', '')}:{parts.get('port', 5432)}"
    if own:
        folder = open_folder(default_folder(checkout, environ))
        secrets |= _stored(folder, server, own)
        urls |= {role: with_parts(admin, user=role, password=secrets[role]) for role in own}
    prepare(_entrance(admin), database, secrets)
    for role, url in urls.items():
        _check(role, url)
    return Urls(admin, urls[OWNER], urls[APPLICATION], urls[READER])


def beside(urls: Urls, name: str) -> Urls:
    """Give the addresses of another database on the same server; it is made if it is missing.

    Raises DatabaseUnavailable with what to do.
    """
    prepare(urls.for_database("postgres").admin, name, {})
    return urls.for_database(name)


def _stored(folder: Folder, server: str, roles: list[str]) -> dict[str, str]:
    os.close(
        os.open(folder.users, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    )  # the folder's mark
    path = folder.path / "server-passwords.json"
    keys = {role: f"{role}@{server}" for role in roles}
    with held(folder.start, seconds=60):
        known = passwords.read_or_make(folder, path, list(keys.values()))
    return {role: known[key] for role, key in keys.items()}


def _entrance(admin: str) -> str:
    """Where to stand while the database is made: in it when it exists, else in ``postgres``."""
    try:
        with psycopg.connect(admin, connect_timeout=10):
            return admin
    except psycopg.OperationalError:
        return with_parts(admin, dbname="postgres")


def _check(role: str, url: str) -> None:
    """Connect as the role, and see that it is that role."""
    try:
        with connected(url) as connection:
            row = connection.execute("SELECT current_user").fetchone()
    except DatabaseUnavailable as error:
        raise DatabaseUnavailable(
            gettext_noop(
                "Rollen %(role)s kommer ikke ind i databasen (%(reason)s). Angiv dens adresse med "
                "%(name)s, eller giv den adgangskoden fra server-passwords.json med ALTER ROLE."
            ),
            role=role,
            reason=error.facts.get("reason", error),
            name=_GIVEN[role],
        ) from error
    if row is None or row[0] != role:
        raise DatabaseUnavailable(
            gettext_noop("%(name)s skal være en adresse for rollen %(role)s."),
            name=_GIVEN[role],
            role=role,
        )
