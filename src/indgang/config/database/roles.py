"""The roles and what each may do; the same names on every server.

Migrations say ``GRANT ... TO indgang_application``, so the names are fixed. Roles belong to the
whole server: two databases on one server share them and their passwords.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from psycopg import sql

from .errors import DatabaseUnavailable, gettext_noop
from .urls import APPLICATION, OWNER, READER, with_parts

OLDEST = 15
"""The oldest major version of PostgreSQL that Indgang runs on."""

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")
_ROLES = (OWNER, APPLICATION, READER)
_LOCK = 0x696E6467616E67  # "indgang": one at a time on a server


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """Connect with each statement its own transaction; errors say what to do.

    Raises DatabaseUnavailable when the server does not answer or the role may not.
    """
    try:
        with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
            major = connection.info.server_version // 10000
            if major < OLDEST:
                raise DatabaseUnavailable(
                    gettext_noop(
                        "Databaseserveren er PostgreSQL %(major)s. Indgang kræver "
                        "PostgreSQL %(oldest)s eller nyere."
                    ),
                    major=major,
                    oldest=OLDEST,
                )
            yield connection
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseUnavailable(
            gettext_noop(
                "Brugeren i DATABASE_URL har ikke de rettigheder, der skal til (%(reason)s). "
                "Giv den CREATEROLE og CREATEDB, eller lad en administrator oprette rollerne "
                "og databasen."
            ),
            reason=error,
        ) from error
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            gettext_noop("Databaseserveren svarer ikke (%(reason)s). Ret DATABASE_URL."),
            reason=error,
        ) from error


def prepare(admin_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Make the roles and the database if they are missing; changes nothing that is right.

    `admin_url` leads to any database of the server, as a superuser or as a role that may create
    roles and databases; `passwords` are by role name and used only for roles that are made now:
    the password of a role that exists is never changed, since another database may rely on it.
    """
    with connected(admin_url) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        for role in _ROLES:
            _make_role(connection, role, passwords)
        _check_roles(connection)
        _make_database(connection, database)
        open_database(connection, database)
        with connected(with_parts(admin_url, dbname=database)) as inside:
            if not _is_ready(inside):
                _fill_database(inside)


def open_database(connection: psycopg.Connection, database: str) -> None:
    """Let our roles connect to the database, and nobody else. A clone does not inherit this."""
    row = connection.execute(
        """
        SELECT has_database_privilege(%s, oid, 'CONNECT')
               AND has_database_privilege(%s, oid, 'CONNECT')
               AND NOT EXISTS (SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba)))
                               WHERE grantee = 0)
        FROM pg_database WHERE datname = %s
        """,
        [APPLICATION, READER, database],
    ).fetchone()
    if row and row[0]:
        return
    names = {
        "database": sql.Identifier(database),
        "application": sql.Identifier(APPLICATION),
        "reader": sql.Identifier(READER),
    }
    for statement in (
        "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        "GRANT CONNECT ON DATABASE {database} TO {application}, {reader}",
    ):
        connection.execute(sql.SQL(statement).format(**names))


def _make_role(connection: psycopg.Connection, role: str, passwords: Mapping[str, str]) -> None:
    found = connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [role]).rowcount
    name = sql.Identifier(role)
    if not found:
        # The server gets a SCRAM verifier, so the password is in nobody's log of statements.
        secret = connection.pgconn.encrypt_password(
            passwords[role].encode(), role.encode(), b"scram-sha-256"
        ).decode()
        connection.execute(
            sql.SQL(
                "CREATE ROLE {} LOGIN NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}"
            ).format(name, sql.Literal(secret))
        )
    row = connection.execute("SELECT pg_has_role(current_user, %s, 'USAGE')", [role]).fetchone()
    if not found and row and not row[0]:
        # Without being superuser, one must be a member to make a database for the owner and to
        # end connections; PostgreSQL 16 gives the maker ADMIN only.
        options = " WITH INHERIT TRUE, SET TRUE" if connection.info.server_version >= 160000 else ""
        connection.execute(sql.SQL("GRANT {} TO CURRENT_USER" + options).format(name))


def _check_roles(connection: psycopg.Connection) -> None:
    """Refuse roles for whom row security would not hold."""
    row = connection.execute(
        """
        SELECT rolname FROM pg_roles
        WHERE rolname = ANY(%(ours)s) AND (rolsuper OR rolbypassrls)
           OR rolname = ANY(%(low)s) AND (rolcreaterole OR rolcreatedb
                                          OR pg_has_role(oid, %(owner)s, 'MEMBER'))
        """,
        {"ours": list(_ROLES), "low": [APPLICATION, READER], "owner": OWNER},
    ).fetchone()
    if row:
        raise DatabaseUnavailable(
            gettext_noop(
                "Rollen %(role)s på databaseserveren må for meget. Fjern SUPERUSER, BYPASSRLS, "
                "CREATEROLE, CREATEDB og medlemskab af %(owner)s fra den."
            ),
            role=row[0],
            owner=OWNER,
        )


def _make_database(connection: psycopg.Connection, database: str) -> None:
    name, owner = sql.Identifier(database), sql.Identifier(OWNER)
    row = connection.execute(
        "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) "
        "FROM pg_database WHERE datname = %s",
        [database],
    ).fetchone()
    if row is None:
        # Order by code point everywhere; Danish order comes from a stored key.
        locale = "LOCALE 'C.UTF-8'"
        if connection.info.server_version >= 170000:
            locale += " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' " + locale
            ).format(name, owner)
        )
        return
    if row[1] != "UTF8":
        raise DatabaseUnavailable(
            gettext_noop("Databasen %(database)s er ikke i UTF-8. Opret en ny med ENCODING UTF8."),
            database=database,
        )
    if row[0] != OWNER:
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, owner))


def _is_ready(connection: psycopg.Connection) -> bool:
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM pg_extension WHERE extname = ANY(%(extensions)s))
                   = cardinality(%(extensions)s::text[])
           AND (SELECT count(DISTINCT defaclobjtype) FROM pg_default_acl
                WHERE defaclrole = %(owner)s::regrole AND defaclnamespace = 0
                  AND defaclobjtype IN ('r', 'S', 'f')) = 3
           AND has_schema_privilege(%(application)s, 'public', 'USAGE')
           AND NOT has_schema_privilege(%(application)s, 'public', 'CREATE')
           AND has_schema_privilege(%(owner)s, 'public', 'CREATE')
        """,
        {"extensions": list(EXTENSIONS), "owner": OWNER, "application": APPLICATION},
    ).fetchone()
    return bool(row and row[0])


def _fill_database(connection: psycopg.Connection) -> None:
    """Extensions and what the owner's future tables give to the others."""
    names = {
        "owner": sql.Identifier(OWNER),
        "application": sql.Identifier(APPLICATION),
        "reader": sql.Identifier(READER),
    }
    row = connection.execute(
        "SELECT has_schema_privilege(%s, 'public', 'CREATE')", [OWNER]
    ).fetchone()
    if row and not row[0]:
        connection.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {owner}").format(**names))
    connection.execute(sql.SQL("SET ROLE {owner}").format(**names))
    for extension in EXTENSIONS:
        try:
            connection.execute(
                sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension))
            )
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile) as error:
            raise DatabaseUnavailable(
                gettext_noop(
                    "Databaseserveren mangler udvidelsen %(extension)s. Installer pakken "
                    "postgresql-contrib på den."
                ),
                extension=extension,
            ) from error
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        "GRANT USAGE ON SCHEMA public TO {application}, {reader}",
        "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {application}",
        "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {application}",
        "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
        "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {application}",
    ):
        connection.execute(sql.SQL(statement).format(**names))
