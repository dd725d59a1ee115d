"""What each role may do, and copies of a database."""

import psycopg
import pytest
from people import answers

from indgang.config.database.public import (
    APPLICATION,
    DATABASE,
    EXTENSIONS,
    OWNER,
    READER,
    DatabaseUnavailable,
    Urls,
    clone,
    drop,
    prepare,
)

DENIED = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def copy(urls: Urls) -> Urls:
    """A database of the test's own, with one table of the owner's."""
    drop(urls, "trial")
    made = clone(urls, DATABASE, "trial")
    with psycopg.connect(made.owner) as connection:
        connection.execute("CREATE TABLE note (id bigserial PRIMARY KEY, text text)")
        connection.execute("CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'")
    return made


def test_the_application_works_with_rows_and_nothing_more(copy: Urls) -> None:
    with psycopg.connect(copy.application, autocommit=True) as connection:
        connection.execute("INSERT INTO note (text) VALUES ('Æblegrød')")
        connection.execute("UPDATE note SET text = lower(text)")
        assert connection.execute("SELECT text, one() FROM note").fetchone() == ("æblegrød", 1)
        connection.execute("DELETE FROM note")
        for forbidden in (
            "CREATE TABLE mine (id int)",
            "CREATE SCHEMA mine",
            "CREATE TEMPORARY TABLE mine (id int)",
            "DROP TABLE note",
            "TRUNCATE note",
            "ALTER TABLE note ADD COLUMN more int",
            f"SET ROLE {OWNER}",
            "SET ROLE indgang_admin",
            "CREATE ROLE other",
            "CREATE DATABASE other",
            "COPY note TO '/tmp/note'",
        ):
            with pytest.raises(DENIED):
                connection.execute(forbidden)


def test_the_reader_sees_what_it_is_granted_and_changes_nothing(copy: Urls) -> None:
    with psycopg.connect(copy.reader, autocommit=True) as connection:
        for forbidden in (
            "SELECT * FROM note",
            "SELECT one()",
            "INSERT INTO note (text) VALUES ('x')",
            "CREATE TABLE mine (id int)",
            f"SET ROLE {APPLICATION}",
        ):
            with pytest.raises(DENIED):
                connection.execute(forbidden)
        with psycopg.connect(copy.owner) as owner:
            owner.execute(f"GRANT SELECT ON note TO {READER}")
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)
        for forbidden in ("INSERT INTO note (text) VALUES ('x')", "DELETE FROM note"):
            with pytest.raises(DENIED):
                connection.execute(forbidden)


def test_none_of_the_three_stands_above_row_security(urls: Urls) -> None:
    with psycopg.connect(urls.owner) as connection:
        rows = connection.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
            "FROM pg_roles WHERE rolname = ANY(%s) ORDER BY 1",
            [[OWNER, APPLICATION, READER]],
        ).fetchall()
    no = (False,) * 5
    assert rows == [(APPLICATION, *no), (OWNER, *no), (READER, *no)]


def test_the_database_is_ready_for_danish_text_and_exclusion(urls: Urls) -> None:
    with psycopg.connect(urls.owner) as connection:
        found = connection.execute("SELECT extname FROM pg_extension").fetchall()
        assert {name for (name,) in found} >= set(EXTENSIONS)
        row = connection.execute(
            "SELECT lower('ÆØÅ'), show_trgm('å') <> '{}', unaccent('é'), "
            "to_tsvector('danish', 'husene') @@ to_tsquery('danish', 'hus'), "
            "current_setting('data_checksums'), current_setting('TimeZone')"
        ).fetchone()
    assert row == ("æøå", True, "e", True, "on", "UTC")


def test_preparing_again_changes_nothing(urls: Urls) -> None:
    with psycopg.connect(urls.admin, autocommit=True) as connection:
        state = "SELECT pg_current_wal_insert_lsn() - '0/0', (SELECT count(*) FROM pg_roles)"
        acl = "SELECT xmin::text, datacl::text FROM pg_database WHERE datname = 'indgang'"
        before = connection.execute(acl).fetchone(), connection.execute(state).fetchone()
        prepare(urls.for_database("postgres").admin, DATABASE, {})
        after = connection.execute(acl).fetchone(), connection.execute(state).fetchone()
    assert after[0] == before[0]
    assert after[1] and before[1] and after[1][1] == before[1][1]


def test_a_role_that_may_too_much_is_refused(urls: Urls) -> None:
    server = urls.for_database("postgres").admin
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {APPLICATION} BYPASSRLS")
        try:
            with pytest.raises(DatabaseUnavailable, match=f"{APPLICATION}.*må for meget"):
                prepare(server, DATABASE, {})
        finally:
            connection.execute(f"ALTER ROLE {APPLICATION} NOBYPASSRLS")


def test_a_clone_holds_what_its_template_held_and_lets_the_same_in(copy: Urls) -> None:
    with psycopg.connect(copy.application) as connection:
        connection.execute("INSERT INTO note (text) VALUES ('first')")
    second = clone(copy, "trial", "trial_two")
    try:
        with psycopg.connect(second.application) as connection:
            assert connection.execute("SELECT text FROM note").fetchone() == ("first",)
        assert answers(second.reader)
        with psycopg.connect(second.admin) as connection:
            row = connection.execute(
                "SELECT pg_get_userbyid(datdba), datacl::text FROM pg_database "
                "WHERE datname IN ('trial', 'trial_two') GROUP BY 1, 2"
            ).fetchall()
        assert row[0][0] == OWNER
        assert len(row) == 1, "the clone has other permissions than its template"
    finally:
        drop(copy, "trial_two")


def test_dropping_ends_the_connections(copy: Urls, urls: Urls) -> None:
    with psycopg.connect(copy.application) as open_still:
        drop(urls, "trial")
        with pytest.raises(psycopg.OperationalError):
            open_still.execute("SELECT 1")
    assert not answers(copy.owner)
    drop(urls, "trial")


@pytest.mark.parametrize("name", [DATABASE, "postgres", "template1"])
def test_a_database_that_is_no_copy_is_not_dropped(urls: Urls, name: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=name):
        drop(urls, name)
    assert answers(urls.for_database(name).admin)
