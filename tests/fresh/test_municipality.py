"""Which made-up municipality: each has its own database; none writes into the other's."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from terminals import Terminal

from indgang.config import municipalities, preparing
from indgang.config.database.public import Urls, beside, drop
from indgang.demo.public import MUNICIPALITIES


def test_a_database_with_the_other_municipality_is_left_as_it_is(terminal: Terminal) -> None:
    first = terminal.start("demonstration")
    assert first.wait(120) == 0, terminal.said()
    assert "Mette Juhl" in terminal.said()
    second = terminal.start("demonstration", "--municipality", "lyngby-taarbaek")
    assert second.wait(60) == 1
    said = [line for line in terminal.said().splitlines() if line.startswith("indgang: ")]
    assert len(said) == 1
    assert "--municipality copenhagen" in said[0]
    with psycopg.connect(terminal.urls.owner) as owner:
        row = owner.execute("SELECT count(*) FROM organisation_unit WHERE key = 'bff'").fetchone()
    assert row == (0,)


def test_config_and_demo_know_the_same_municipalities() -> None:
    assert tuple(municipalities.MUNICIPALITIES) == MUNICIPALITIES
    databases = {each.database for each in municipalities.MUNICIPALITIES.values()}
    assert len(databases) == len(MUNICIPALITIES)


@pytest.fixture
def another(database_server: Urls) -> Iterator[str]:
    """The name of a database that is not there, and is gone afterwards."""
    name = f"indgang_t{os.getpid()}_beside"
    drop(database_server, name)
    yield name
    drop(database_server, name)


def test_a_database_beside_is_made_once_and_kept(database_server: Urls, another: str) -> None:
    made = beside(database_server, another)
    with psycopg.connect(made.owner, autocommit=True) as owner:
        owner.execute("CREATE TABLE kept (number int)")
    again = beside(database_server, another)
    assert again.application == made.application
    with psycopg.connect(again.owner) as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@pytest.mark.parametrize("key", municipalities.MUNICIPALITIES)
def test_the_embedded_server_has_a_database_for_each(
    key: str, database_server: Urls, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    def note(urls: Urls, name: str) -> Urls:
        asked.append(name)
        return urls

    monkeypatch.setattr(preparing, "resolve", lambda environ, checkout: database_server)
    monkeypatch.setattr(preparing, "beside", note)
    monkeypatch.setenv(municipalities.VARIABLE, key)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    preparing.addresses()
    own = municipalities.MUNICIPALITIES[key].database
    assert asked == ([] if own == database_server.database else [own])
    asked.clear()
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@127.0.0.1:1/given")
    preparing.addresses()
    assert asked == []
