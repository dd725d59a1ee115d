"""A reorganisation is written whole or not at all: many at once, and processes that are killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest
from django.db import connections
from site_under_test import environment

from indgang.config.database.public import Urls
from indgang.organisation.public import organisation
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Create, Merge, Rename, Step, TransferTask, dump
from indgang.reorganisation.tests import stored
from indgang.reorganisation.tests.acts import draft, enact, sign_all, undo
from indgang.reorganisation.tests.stored import NOW, ON, ON_THE_DAY, House, table
from indgang.shared.errors import Refused
from indgang.shared.rowsecurity import acting, as_system

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.usefixtures("fresh_database")]

MERGER: tuple[Step, ...] = (
    Create("centret", "Center for Familie og Handicap", "centre", "raad"),
    Merge(("familie", "handicap", "team-unge"), "centret"),
)


@pytest.fixture
def town(fresh_database: Urls) -> House:
    """The municipality of the tests, with real commits."""
    stored.tell_apart(fresh_database.owner)
    house = stored.build()
    stored.furnish(house)
    return house


def _at_once(acts: list[Callable[[], None]]) -> list[str]:
    """Start them together; gives "" for each that went well, else the code of the refusal."""
    barrier, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], None]) -> None:
        try:
            barrier.wait(30)
            act()
        except Refused as no:
            said[number] = no.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return said


def test_the_same_draft_enacted_by_many_at_once(town: House) -> None:
    found = draft(town, *MERGER)
    sign_all(town, found.id)
    said = _at_once([lambda: enact(town, found.id)] * 4)
    assert said.count("") == 1
    assert set(said) - {""} <= {"wrong_state", "changed"}
    with as_system("test"):
        assert table("organisation.Unit").objects.filter(key="centret").count() == 1
        entries = table("shared.AuditEntry").objects.filter(verb="reorganisation.enact")
        assert entries.count() == 1


def test_two_drafts_that_want_the_same_unit(town: House) -> None:
    ids = [draft(town, Merge(("ydelse",), into)).id for into in ("job", "borger")]
    for id_ in ids:
        sign_all(town, id_)
    said = _at_once([lambda id_=id_: enact(town, id_) for id_ in ids])  # type: ignore[misc]
    assert sorted(said) == ["", "troubles"]
    states = {room.reorganisation(id_).state for id_ in ids}
    assert states == {"draft", "enacted"}


def test_enacting_and_undoing_and_the_day_at_once(town: House) -> None:
    found = draft(town, *MERGER)
    sign_all(town, found.id)
    enact(town, found.id)
    before = room.reorganisation(found.id)
    said = _at_once(
        [
            lambda: undo(town, found.id),
            lambda: undo(town, found.id),
            lambda: (room.take_effect_of_due(at=ON_THE_DAY), None)[1],
        ]
    )
    after = room.reorganisation(found.id).state
    assert before.state == "enacted" and after in ("undone", "in_effect")
    assert said[:2].count("") == (1 if after == "undone" else 0)
    with as_system("test"):
        moved = table("case.CaseMove").objects.count()
        units = organisation(ON).by_key
    undone = after == "undone"
    assert (moved == 0, "familie" in units) == (undone, undone)


def test_a_draft_changed_by_many_at_once(town: House) -> None:
    found, by = draft(town, Rename("job", "Center for Job")), town.actor()
    detail = dump(Rename("borger", "Borgercenter"))

    def add() -> None:
        with acting(by, purpose="steering"):
            room.add_step(
                reorganisation_id=found.id, version=found.version, kind="rename", detail=detail,
                by=by, at=NOW,
            )  # fmt: skip

    said = _at_once([add] * 4)
    assert sorted(said) == ["", "changed", "changed", "changed"]
    assert len(room.reorganisation(found.id).steps) == 2


def test_the_day_comes_in_many_processes_at_once(town: House) -> None:
    found = draft(town, *MERGER)
    sign_all(town, found.id)
    enact(town, found.id)
    counts: list[int] = []

    def come() -> None:
        counts.append(room.take_effect_of_due(at=ON_THE_DAY))
        # whoever comes second has waited: nobody goes on before the cases have moved
        with as_system("test"):
            old = town.units["familie"]
            assert not table("case.Case").objects.filter(responsible_unit_id=old).exists()

    assert _at_once([come] * 4) == [""] * 4
    assert sorted(counts) == [0, 0, 0, 1]
    with as_system("test"):
        assert (
            table("case.CaseMove").objects.count()
            == table("case.Case")
            .objects.exclude(responsible_unit__key__in=["ydelse", "job"])
            .count()
        )


# -- killed in the middle ------------------------------------------------------------------------

_ENACT = """
import sys, django
from datetime import datetime
from uuid import UUID
django.setup()
from indgang.organisation.public import posts_of
from indgang.reorganisation import public as room
from indgang.shared.actor import Actor, Scope
from indgang.shared.rowsecurity import acting
what, id_, person, at = sys.argv[1:5]
at = datetime.fromisoformat(at)
if what == "enact":
    person = UUID(person)
    by = Actor(Scope.STAFF, "dagny", person_id=person, posts=posts_of(person, at.date()))
    version = room.reorganisation(UUID(id_)).version
    with acting(by, purpose="steering"):
        room.enact(reorganisation_id=UUID(id_), version=version, by=by, at=at)
else:
    room.take_effect_of_due(at=at)
"""


@contextmanager
def _held(urls: Urls, name: str) -> Iterator[Callable[[], bool]]:
    """Nobody writes in the table while the block runs; asks whether somebody waits for it."""
    with psycopg.connect(urls.owner) as holder, psycopg.connect(urls.owner, autocommit=True) as eye:
        holder.execute(f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE")

        def waited_for() -> bool:
            row = eye.execute(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass",
                [name],
            ).fetchone()
            return bool(row and row[0])

        yield waited_for
        holder.rollback()


def _killed_at(urls: Urls, name: str, *arguments: str) -> None:
    """A process of our own that does it, killed when it has come as far as this table."""
    with _held(urls, name) as waited_for:
        process = subprocess.Popen(
            [sys.executable, "-c", _ENACT, *arguments],
            env=environment(urls, {}),
            stdin=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + 60
            while not waited_for():
                assert process.poll() is None, "it ended before it came that far"
                assert time.monotonic() < deadline
                time.sleep(0.05)
        finally:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()


def _settled(urls: Urls) -> None:
    """Wait until the killed process's transaction is rolled back."""
    deadline = time.monotonic() + 30
    with psycopg.connect(urls.owner, autocommit=True) as eye:
        while time.monotonic() < deadline:
            row = eye.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = "
                "(SELECT oid FROM pg_database WHERE datname = current_database())"
            ).fetchone()
            if row == (0,):
                return
            time.sleep(0.05)
    raise AssertionError("the dead process still holds its turn")


def _ready(town: House) -> tuple[UUID, dict[str, list[str]]]:
    found = draft(town, *MERGER, TransferTask("15.20", "job", "borger"))
    sign_all(town, found.id)
    return found.id, stored.dump()


@pytest.mark.parametrize("name", ["organisation_post", "places_room", "shared_datedwrite"])
def test_killed_while_enacting_nothing_is_written(
    town: House, fresh_database: Urls, name: str
) -> None:
    id_, before = _ready(town)
    person = str(town.people["dagny"])
    _killed_at(fresh_database, name, "enact", str(id_), person, NOW.isoformat())
    _settled(fresh_database)
    assert stored.dump() == before
    assert room.reorganisation(id_).state == "draft"
    enact(town, id_)
    assert room.reorganisation(id_).state == "enacted"
    assert "centret" in organisation(ON).by_key


@pytest.mark.parametrize("name", ["case_casemove", "documents_document", "appointments_calendar"])
def test_killed_on_the_day_nothing_has_moved(town: House, fresh_database: Urls, name: str) -> None:
    id_, _ = _ready(town)
    enact(town, id_)
    before = stored.dump()
    _killed_at(fresh_database, name, "day", str(id_), "-", ON_THE_DAY.isoformat())
    _settled(fresh_database)
    assert stored.dump() == before
    assert room.reorganisation(id_).state == "enacted"
    assert room.take_effect_of_due(at=ON_THE_DAY) == 1
    with as_system("test"):
        assert (
            not table("case.Case")
            .objects.filter(responsible_unit_id=town.units["familie"])
            .exists()
        )


def test_a_decision_under_way_is_waited_for(town: House, fresh_database: Urls) -> None:
    """Whoever is deciding holds authority still; the reorganisation waits, and neither fails."""
    id_, _ = _ready(town)
    order: list[str] = []
    with psycopg.connect(fresh_database.application) as deciding:
        deciding.execute("SELECT 1 FROM shared_revision WHERE room = 'organisation' FOR SHARE")
        thread = threading.Thread(target=lambda: _enact_then(town, id_, order))
        thread.start()
        time.sleep(1.5)
        assert not order
        order.append("decided")
        deciding.commit()
    thread.join(60)
    assert order == ["decided", "enacted"]


def _enact_then(town: House, id_: UUID, order: list[str]) -> None:
    try:
        enact(town, id_)
        order.append("enacted")
    finally:
        connections.close_all()
