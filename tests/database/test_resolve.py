"""Another PostgreSQL by DATABASE_URL: one of Debian's (15) and a bare one of today's."""

import os
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from people import answers, eventually

from indgang.config.database import roles
from indgang.config.database.account import account_for
from indgang.config.database.binaries import find
from indgang.config.database.public import (
    APPLICATION,
    OWNER,
    READER,
    DatabaseUnavailable,
    clone,
    drop,
    resolve,
)
from indgang.config.database.urls import with_parts


def programs(kind: str) -> Path:
    if kind == "embedded":
        return find().program("initdb").parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL of the system's (apt-get install postgresql-15)")
    return found[0].parent


@pytest.fixture(scope="module", params=["system", "embedded"])
def server(request: pytest.FixtureRequest, ground: Path) -> Iterator[str]:
    """A bare server with a superuser, listening on a socket; gives the superuser's address."""
    place = Path(tempfile.mkdtemp(dir=ground))
    account = account_for(Path("/")) if os.geteuid() == 0 else None
    who = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    if account:
        os.chown(place, account.uid, account.gid)
    bin_folder, password = programs(request.param), secrets.token_urlsafe(12)
    (place / "password").write_text(password)
    (place / "password").chmod(0o644)
    data = place / "data"
    setup = ["-U", "boss", "--pwfile", str(place / "password"), "-A", "scram-sha-256", "-N"]
    settings = ["-c", "listen_addresses=", "-c", "fsync=off", "-k", str(place)]
    options: dict[str, Any] = {
        "cwd": "/",
        "env": {"LC_ALL": "C.UTF-8"},
        "stdout": subprocess.DEVNULL,
    } | who
    subprocess.run([bin_folder / "initdb", "-D", data, *setup], check=True, **options)
    running = subprocess.Popen(
        [bin_folder / "postgres", "-D", data, *settings], stderr=subprocess.DEVNULL, **options
    )
    address = with_parts("", user="boss", password=password, host=str(place), dbname="postgres")
    try:
        assert eventually(lambda: answers(address))
        yield address
    finally:
        running.terminate()
        running.wait(30)
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def clean(server: str) -> Iterator[str]:
    """The server without our roles and database afterwards."""
    yield server
    with psycopg.connect(server, autocommit=True) as connection:
        for database in ("kommune", "kommune_copy"):
            connection.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        for role in (APPLICATION, READER, OWNER, "manager"):
            connection.execute(f"DROP ROLE IF EXISTS {role}")


@pytest.fixture(params=["superuser", "manager"])
def given(request: pytest.FixtureRequest, clean: str) -> str:
    """DATABASE_URL for a database that is not there: by a superuser, or one who may make roles."""
    if request.param == "manager":
        with psycopg.connect(clean) as connection:
            connection.execute("CREATE ROLE manager LOGIN CREATEROLE CREATEDB PASSWORD 'm'")
        clean = with_parts(clean, user="manager", password="m")
    return with_parts(clean, dbname="kommune")


@pytest.fixture
def environ(given: str, folder: Path) -> dict[str, str]:
    return {"DATABASE_URL": given, "INDGANG_DATA": str(folder)}


def test_the_roles_and_the_database_are_made_once(environ: dict[str, str], folder: Path) -> None:
    urls = resolve(environ, Path("/nonexistent"))
    assert urls.database == "kommune"
    with psycopg.connect(urls.owner) as connection:
        connection.execute("CREATE TABLE note (text text)")
    with psycopg.connect(urls.application, autocommit=True) as connection:
        connection.execute("INSERT INTO note VALUES ('hej')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")
    denied = pytest.raises(psycopg.errors.InsufficientPrivilege)
    with psycopg.connect(urls.reader) as connection, denied:
        connection.execute("SELECT * FROM note")
    assert resolve(environ, Path("/nonexistent")) == urls
    kept = folder / "server-passwords.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    copy = clone(urls, "kommune", "kommune_copy")
    with psycopg.connect(copy.application) as connection:
        assert connection.execute("SELECT text FROM note").fetchone() == ("hej",)
    with psycopg.connect(copy.application) as connection:
        drop(urls, "kommune_copy")  # also with a connection open
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert not answers(copy.application)


def test_a_second_installation_is_told_and_breaks_nothing(
    environ: dict[str, str], folder: Path
) -> None:
    urls = resolve(environ, Path("/nonexistent"))
    second = environ | {"INDGANG_DATA": str(folder.with_name("second"))}
    with pytest.raises(DatabaseUnavailable, match=r"DATABASE_OWNER_URL"):
        resolve(second, Path("/nonexistent"))
    assert answers(urls.application)
    second |= {"DATABASE_OWNER_URL": urls.owner, "DATABASE_APPLICATION_URL": urls.application}
    second |= {"DATABASE_READER_URL": urls.reader}
    assert resolve(second, Path("/nonexistent")) == urls
    second["DATABASE_READER_URL"] = urls.application
    with pytest.raises(DatabaseUnavailable, match=r"DATABASE_READER_URL skal være"):
        resolve(second, Path("/nonexistent"))


def test_the_owner_is_enough_when_everything_is_there(environ: dict[str, str]) -> None:
    urls = resolve(environ, Path("/nonexistent"))
    assert resolve(environ | {"DATABASE_URL": urls.owner}, Path("/nonexistent")).owner == urls.owner


def test_a_role_without_powers_is_told_which_ones(clean: str, folder: Path) -> None:
    with psycopg.connect(clean) as connection:
        connection.execute("CREATE ROLE manager LOGIN PASSWORD 'm'")
    url = with_parts(clean, user="manager", password="m", dbname="kommune")
    with pytest.raises(DatabaseUnavailable, match="CREATEROLE og CREATEDB"):
        resolve({"DATABASE_URL": url, "INDGANG_DATA": str(folder)}, Path("/nonexistent"))


def test_too_old_a_server(clean: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "OLDEST", 99)  # no server that old is at hand: move the limit
    with pytest.raises(DatabaseUnavailable, match="kræver PostgreSQL 99"):
        resolve({"DATABASE_URL": clean, "INDGANG_DATA": str(folder)}, Path("/nonexistent"))


@pytest.mark.parametrize("url", ["not an address", "postgresql://x:y@/z?host=/nonexistent"])
def test_an_address_that_leads_nowhere(url: str, folder: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="DATABASE_URL") as told:
        resolve({"DATABASE_URL": url, "INDGANG_DATA": str(folder)}, Path("/nonexistent"))
    assert "\n" not in str(told.value)
