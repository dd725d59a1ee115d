"""Folders that both root's PostgreSQL account and an ordinary user can reach, and people."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import Person, myself, nobody, tidy

from indgang.config.database.public import Urls, ensure, stop


@pytest.fixture(autouse=True)
def in_danish(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors are read in Danish, whatever the machine or an earlier command speaks."""
    monkeypatch.setenv("LANGUAGE", "da")


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """A place that everybody may pass through (pytest's own belongs to one account)."""
    made = Path(tempfile.mkdtemp(prefix="indgang-test-", dir="/tmp"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def stranger(ground: Path) -> Person:
    """An ordinary user beside root."""
    if os.geteuid() != 0:
        pytest.skip("only root can act as another account; this run is itself an ordinary user")
    person = nobody(ground)
    if person is None:
        pytest.skip("no Python on this machine that the account 'nobody' can run")
    return person


@pytest.fixture(params=["myself", "ordinary user"])
def person(request: pytest.FixtureRequest) -> Iterator[Person]:
    """First whoever runs the tests (root, say), then an ordinary user."""
    me = request.param == "myself"
    someone = myself() if me else request.getfixturevalue("stranger")
    yield someone
    someone.leave()
    someone.visitors.clear()


@pytest.fixture
def me() -> Iterator[Person]:
    """Whoever runs the tests."""
    someone = myself()
    yield someone
    someone.leave()


@pytest.fixture
def folder(ground: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder for a database, not there yet, whose parent belongs to the person of the test."""
    parent = Path(tempfile.mkdtemp(dir=ground))
    parent.chmod(0o711)
    if "person" in request.fixturenames:
        someone: Person = request.getfixturevalue("person")
        os.chown(parent, someone.uid, -1)
    made = parent / "database"
    yield made
    assert tidy(made) == [], "processes were left behind"


@pytest.fixture(scope="session")
def homes(ground: Path) -> Iterator[dict[int, Path]]:
    """One cluster for each account: making one costs more than all else in a test."""
    made: dict[int, Path] = {}
    yield made
    assert [left for path in made.values() for left in tidy(path)] == []


@pytest.fixture
def settled(ground: Path, homes: dict[int, Path], request: pytest.FixtureRequest) -> Iterator[Path]:
    """The folder of the person's cluster, which earlier tests have used; stopped."""
    name = "person" if "person" in request.fixturenames else "me"
    someone: Person = request.getfixturevalue(name)
    if someone.uid not in homes:
        parent = Path(tempfile.mkdtemp(dir=ground))
        parent.chmod(0o711)
        os.chown(parent, someone.uid, -1)
        homes[someone.uid] = parent / "database"
    stop(homes[someone.uid])
    yield homes[someone.uid]
    stop(homes[someone.uid])


@pytest.fixture(scope="session")
def running(ground: Path) -> Iterator[tuple[Path, Urls]]:
    """One running cluster for the tests that only look at it."""
    made = ground / "running"
    yield made, ensure(made)
    assert tidy(made) == [], "processes were left behind"


@pytest.fixture
def urls(running: tuple[Path, Urls]) -> Urls:
    return running[1]
