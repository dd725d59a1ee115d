"""Loading: whole or not at all, once, the same for the same seed, and with the right columns."""

import os
import signal
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from django.db import connection

from indgang.catalogue.public import ServiceView, load_services, services
from indgang.config.database.public import Urls
from indgang.demo import actions
from indgang.demo.batch import Batch
from indgang.demo.data import COPENHAGEN, files_of
from indgang.demo.public import demonstration_people, load
from indgang.demo.tables import DEFAULTS, TABLES
from indgang.demo.tests.ask import one, rows
from indgang.demo.tests.conftest import TODAY, forget
from indgang.shared.rowsecurity import as_system

#: What depends on the installation's keys and may differ.
PROTECTED = ("cpr_encrypted", "cpr_hash")


def quiet(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def catalogue(db: None) -> dict[str, ServiceView]:
    load_services(at=TODAY)
    return services()


def plain(batch: Batch) -> list[Any]:
    return [
        (table, {name: value for name, value in row.items() if name not in PROTECTED})
        for table, of_table in batch.rows.items()
        for row in of_table
    ]


def test_tables_have_these_columns(db: None) -> None:
    for table, columns in TABLES.items():
        with connection.cursor() as cursor:
            found = connection.introspection.get_table_description(cursor, table)
        assert {column.name for column in found} == set(columns), table
        assert set(DEFAULTS.get(table, {})) <= set(columns), table


@pytest.mark.parametrize("values", [{"key": "x"}, {"key": "x", "synthetic": True, "other": 1}])
def test_a_row_with_a_wrong_column_is_not_taken(values: dict[str, Any]) -> None:
    with pytest.raises(KeyError, match="organisation_unit"):
        Batch(1, TODAY, files_of(COPENHAGEN)).add("organisation_unit", **values)


def test_the_same_seed_gives_the_same_town(catalogue: dict[str, ServiceView]) -> None:
    def build(seed: int) -> list[Any]:
        batch = actions.build(
            seed=seed, at=TODAY, catalogue=catalogue, progress=quiet, files=files_of(COPENHAGEN)
        )
        return plain(batch)

    first = build(2013)
    assert first == build(2013)
    assert first != build(2014)


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 3)])
def test_any_day_will_do(catalogue: dict[str, ServiceView], day: date) -> None:
    batch = actions.build(
        seed=7, at=day, catalogue=catalogue, progress=quiet, files=files_of(COPENHAGEN)
    )
    assert len(batch.rows["citizens_citizen"]) == 2000
    assert all(row["opened_at"].date() <= day for row in batch.rows["case_case"])
    assert all(row["decided_at"].date() <= day for row in batch.rows["decision_decision"])


def test_a_second_load_does_nothing(db: None) -> None:
    with as_system("demonstration"):
        assert load(at=TODAY).fresh
        before = [one(f"SELECT count(*) FROM {table}") for table in TABLES]
        again = load(at=TODAY, seed=99)
        assert not again.fresh
        assert again.citizens == 2000
        assert [one(f"SELECT count(*) FROM {table}") for table in TABLES] == before


def test_progress_is_told(db: None) -> None:
    told: list[tuple[str, int, int]] = []
    load(at=TODAY, progress=lambda *step: told.append(step))
    assert [what for what, _, total in told if not total] == ["town", "citizens", "cases"]
    assert told[-1][1] == told[-1][2] > 10_000


def test_a_load_that_is_killed_leaves_nothing(fresh_database: Urls) -> None:
    script = (
        "import os, signal, django; django.setup()\n"
        "from datetime import date\n"
        "from indgang.demo.public import load\n"
        "def fall(what, done, total):\n"
        "    if what == 'write' and done * 2 > total: os.kill(os.getpid(), signal.SIGKILL)\n"
        "load(at=date(2026, 11, 23), progress=fall)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "indgang.config.settings"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with as_system("demonstration"):
        assert [table for table in TABLES if one(f"SELECT count(*) FROM {table}")] == []
    assert load(at=TODAY).fresh
    forget()


def test_everybody_on_the_sign_in_page_has_an_account(loaded: date) -> None:
    accounts = {
        subject: (name, kind)
        for subject, name, kind in rows(
            "SELECT subject, name, kind FROM access_account WHERE issuer = 'demonstration'"
        )
    }
    people = demonstration_people()
    assert len(people) >= 20
    for someone in people:
        kind = "staff" if someone.kind == "staff" else "citizen"
        assert accounts[someone.subject] == (someone.name, kind)
        assert someone.who_da != someone.who_en
