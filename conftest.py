"""PostgreSQL is real in every test: a migrated template, cloned for each process that tests.

The suite runs as the *application* role, under forced row security. ``DATABASE_URL`` makes it run
on another PostgreSQL.
"""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns
from typing import Any

import pytest
from django.db import connections

from indgang.config.database.public import Urls, clone, drop, ensure, prepare, resolve
from indgang.config.database_settings import VARIABLES, connection

ROOT = Path(__file__).resolve().parent


def _urls() -> Urls:
    if os.environ.get("DATABASE_URL"):
        return resolve(os.environ, ROOT)
    given = os.environ.get("INDGANG_TEST_DATA")
    return ensure(Path(given)) if given else resolve(os.environ, ROOT)


def _schema_version() -> str:
    """Changes when a migration does, so that an old template is not used for a new schema."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("src/indgang/**/migrations/*.py"), ROOT / "src/indgang/shared/guards.py"]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _point_at(urls: Urls) -> None:
    """Let Django, and processes that tests start, use this database."""
    for alias, variable in VARIABLES.items():
        url = {"default": urls.application, "owner": urls.owner, "reader": urls.reader}[alias]
        os.environ[variable] = url
        fresh = connection(url, ATOMIC_REQUESTS=alias == "default")
        connections[alias].close()
        for settings in (connections.databases[alias], connections[alias].settings_dict):
            settings.update({k: fresh[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
            settings["OPTIONS"] = {**settings["OPTIONS"], **fresh["OPTIONS"]}
            settings["ATOMIC_REQUESTS"] = fresh["ATOMIC_REQUESTS"]
            settings["CONN_MAX_AGE"] = 0


def _empty(making: Urls) -> None:
    from django.core.management import call_command

    _point_at(making)
    call_command("migrate", database="owner", verbosity=0)


def _demonstration(making: Urls, municipality: str) -> None:
    from indgang.demo.public import load
    from indgang.shared import clock

    _empty(making)
    load(seed=2013, at=clock.today(), municipality=municipality)


def _template(urls: Urls, name: str, fill: Callable[[Urls], None]) -> str:
    """The name of a filled database, made once and kept until the schema or the data change."""
    from psycopg import connect

    lock = ROOT / "var" / "test-template.lock"
    lock.parent.mkdir(exist_ok=True)
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with connect(urls.admin, autocommit=True) as admin:
            row = admin.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
                [name],
            ).fetchone()
            if row is not None and row[0] == "filled":
                return name
            if row is not None:
                drop(urls, name)
        making = urls.for_database(name)
        prepare(urls.admin, name, {})
        fill(making)
        connections.close_all()
        with connect(urls.admin, autocommit=True) as admin:
            admin.execute(f"COMMENT ON DATABASE {name} IS 'filled'")
    return name


@pytest.fixture(scope="session")
def database_server() -> Urls:
    """The server's addresses (its own database is not used by tests)."""
    return _urls()


@pytest.fixture(scope="session")
def database_template(database_server: Urls, django_db_blocker: Any) -> str:
    """A migrated, empty database to clone from."""
    with django_db_blocker.unblock():
        return _template(database_server, f"indgang_test_{_schema_version()}", _empty)


def _demonstration_template(server: Urls, blocker: Any, municipality: str) -> str:
    """A database with the municipality as of today, made when it is first asked for."""
    digest = hashlib.sha256(municipality.encode())
    for folder in ("demo", "catalogue"):
        for path in sorted((ROOT / "src/indgang" / folder).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".csv", ".toml"):
                digest.update(path.read_bytes())
    today = datetime.now(UTC).strftime("%y%m%d")
    name = f"indgang_demo_{_schema_version()}_{digest.hexdigest()[:8]}_{today}"
    own = f"indgang_t{os.getpid()}"
    with blocker.unblock():
        try:
            return _template(server, name, lambda urls: _demonstration(urls, municipality))
        finally:
            _point_at(server.for_database(own))


@pytest.fixture(scope="session")
def demonstration_template(
    database_server: Urls, database_template: str, django_db_setup: None, django_db_blocker: Any
) -> str:
    """The demonstration municipality as of today, to clone from."""
    return _demonstration_template(database_server, django_db_blocker, "copenhagen")


@pytest.fixture(scope="session")
def lyngby_taarbaek_template(
    database_server: Urls, database_template: str, django_db_setup: None, django_db_blocker: Any
) -> str:
    """Lyngby-Taarbæk with its 60,000 open cases, to clone from."""
    return _demonstration_template(database_server, django_db_blocker, "lyngby-taarbaek")


@pytest.fixture(scope="session")
def django_db_setup(
    database_server: Urls, database_template: str, django_db_blocker: Any
) -> Iterator[None]:
    """One clone per process; each test rolls back (pytest-django)."""
    name = f"indgang_t{os.getpid()}"
    with django_db_blocker.unblock():
        drop(database_server, name)
        clone(database_server, database_template, name)
        _point_at(database_server.for_database(name))
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop(database_server, name)


def _tell_apart(urls: Urls) -> None:
    """Let a clone count revisions of its own.

    What is kept in memory is known by the day and the revision; two databases of one process, and
    two municipalities, would otherwise count the same numbers.
    """
    from psycopg import connect

    with connect(urls.owner, autocommit=True) as owner:
        owner.execute("SELECT setval('shared_revision_number', %s)", [time_ns() // 1000])
        owner.execute("UPDATE shared_revision SET number = nextval('shared_revision_number')")


def _own_clone(server: Urls, template: str, blocker: Any) -> Iterator[Urls]:
    own = f"indgang_t{os.getpid()}"
    name = f"{own}_fresh"
    with blocker.unblock():
        connections.close_all()
        drop(server, name)
        clone(server, template, name)
        urls = server.for_database(name)
        _tell_apart(urls)
        _point_at(urls)
        try:
            yield urls
        finally:
            connections.close_all()
            drop(server, name)
            _point_at(server.for_database(own))


@pytest.fixture
def fresh_database(
    database_server: Urls, database_template: str, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Urls]:
    """A database of the test's own, with real commits: for threads, processes and faults."""
    yield from _own_clone(database_server, database_template, django_db_blocker)


@pytest.fixture
def demonstration(
    database_server: Urls,
    demonstration_template: str,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Urls]:
    """The demonstration municipality in a database of the test's own, with real commits."""
    yield from _own_clone(database_server, demonstration_template, django_db_blocker)


@pytest.fixture(scope="module")
def demonstration_town(
    database_server: Urls,
    demonstration_template: str,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Urls]:
    """The demonstration municipality for all the tests of one file, with real commits."""
    yield from _own_clone(database_server, demonstration_template, django_db_blocker)


def _shown(template: Iterator[Urls]) -> Iterator[Urls]:
    """As the other municipality is shown, here and in processes that the test starts."""
    from django.test import override_settings

    from indgang.config.municipalities import MUNICIPALITIES, VARIABLE

    known = MUNICIPALITIES["lyngby-taarbaek"]
    with (
        pytest.MonkeyPatch.context() as surroundings,
        override_settings(
            DEMONSTRATION_MUNICIPALITY=known.key,
            MUNICIPALITY=known.name,
            MUNICIPALITY_PHONE=known.phone,
        ),
    ):
        surroundings.setenv(VARIABLE, known.key)
        yield from template


@pytest.fixture
def lyngby_taarbaek(
    database_server: Urls,
    lyngby_taarbaek_template: str,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Urls]:
    """Lyngby-Taarbæk in a database of the test's own, with real commits."""
    yield from _shown(_own_clone(database_server, lyngby_taarbaek_template, django_db_blocker))


@pytest.fixture(scope="module")
def lyngby_taarbaek_town(
    database_server: Urls,
    lyngby_taarbaek_template: str,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Urls]:
    """Lyngby-Taarbæk for all the tests of one file, with real commits."""
    yield from _shown(_own_clone(database_server, lyngby_taarbaek_template, django_db_blocker))


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """Every test begins in Danish, whatever language the one before it spoke."""
    from django.utils import translation

    with translation.override("da"):
        yield
