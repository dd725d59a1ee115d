"""Starts, ends and violent deaths, as root and as an ordinary user."""

import os
import signal
import subprocess
import threading
from pathlib import Path

import psycopg
import pytest
from people import ENDS, Person, answers, eventually, postmaster, processes, supervisor, visits

from indgang.config.database.folder import Folder
from indgang.config.database.locks import is_held


def test_the_server_ends_with_its_last_user_also_a_killed_one(
    person: Person, settled: Path
) -> None:
    first, second = person.visit(settled), person.visit(settled)
    urls = first.urls()
    assert second.urls() == urls
    sockets = Path((settled / "socket-folder").read_text())
    before = visits(urls)
    first.kill()
    assert not eventually(lambda: not answers(urls.application), seconds=3), "a user was left"
    second.kill()
    assert eventually(lambda: processes(settled) == [])
    assert not sockets.exists()

    assert visits(person.visit(settled).urls()) == before + 1


def test_a_killed_postmaster_is_started_again_under_the_same_address(
    person: Person, settled: Path
) -> None:
    urls = person.visit(settled).urls()
    killed, before = postmaster(settled), visits(urls)

    def be_busy() -> None:
        # Counts without ever waiting, so the backend does not notice that its postmaster is gone.
        with pytest.raises(psycopg.OperationalError), psycopg.connect(urls.application) as busy:
            busy.execute("SELECT count(*) FROM generate_series(1, 10000000000000)")

    thread = threading.Thread(target=be_busy)
    thread.start()
    with psycopg.connect(urls.admin, autocommit=True) as watching:
        query = "SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT count(*)%%' AND pid <> %s"
        own = watching.info.backend_pid
        assert eventually(lambda: watching.execute(query, [own]).rowcount == 1)
        os.kill(killed, signal.SIGKILL)
    assert eventually(lambda: answers(urls.application))
    thread.join(10)
    assert not thread.is_alive()
    assert postmaster(settled) != killed
    assert visits(urls) == before


def test_a_killed_supervisor_takes_the_server_along_and_the_next_user_starts_another(
    person: Person, settled: Path
) -> None:
    urls = person.visit(settled).urls()
    killed, before = supervisor(settled), visits(urls)
    with psycopg.connect(urls.application):  # a user that is in the middle of something
        os.kill(killed, signal.SIGKILL)
        # At once, while the old server may still be ending:
        again = person.visit(settled).urls()
        assert answers(again.application)
    assert again == urls
    assert supervisor(settled) != killed
    assert visits(again) == before + 1


def test_without_a_next_user_a_killed_supervisor_leaves_nothing(
    person: Person, settled: Path
) -> None:
    person.visit(settled).urls()
    os.kill(supervisor(settled), signal.SIGKILL)
    assert eventually(lambda: processes(settled) == [])


def test_six_first_starts_at_once_make_one_cluster(person: Person, folder: Path) -> None:
    six = [person.visit(folder) for _ in range(6)]
    told = [visitor.told() for visitor in six]
    assert len({answer["cluster"] for answer in told}) == 1
    assert len({answer["owner"] for answer in told}) == 1
    with psycopg.connect(told[0]["application"]) as connection:
        assert connection.execute("SELECT FROM visit").rowcount == 6


def test_six_starts_at_once_after_everything_was_killed(person: Person, settled: Path) -> None:
    first = person.visit(settled)
    first.urls()
    pids = [supervisor(settled), postmaster(settled), first.process.pid]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    again = [person.visit(settled) for _ in range(6)]
    assert [answers(visitor.urls().application) for visitor in again] == [True] * 6


def test_lock_files_of_the_dead_are_not_believed(me: Person, settled: Path) -> None:
    first = me.visit(settled)
    urls = first.urls()
    for pid in (supervisor(settled), postmaster(settled)):
        os.kill(pid, signal.SIGKILL)
    first.kill()
    assert eventually(lambda: processes(settled) == [])
    # Their process id now belongs to some other program of the same account.
    account = (settled / "data").stat().st_uid
    other = subprocess.Popen(
        ["sleep", "100"], user=account if account != os.geteuid() else None, cwd="/"
    )
    sockets = Path((settled / "socket-folder").read_text())
    for file in (settled / "data/postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        lines = file.read_text().split("\n")
        file.write_text("\n".join([str(other.pid), *lines[1:]]))
    try:
        assert me.visit(settled).urls() == urls
        assert other.poll() is None, "a stranger was killed"
    finally:
        other.kill()
        other.wait()


def test_a_kill_in_the_middle_of_making_the_cluster_is_made_good(
    person: Person, folder: Path
) -> None:
    first = person.visit(folder)
    # The control file comes early and the system tables after it.
    assert eventually((folder / "data.new/global/pg_control").exists)
    os.kill(supervisor(folder), signal.SIGKILL)
    first.kill()
    assert not (folder / "data").exists()
    assert (folder / "data.new").exists()

    assert visits(person.visit(folder).urls()) == 1
    assert not (folder / "data.new").exists()


def test_a_user_that_comes_while_the_server_ends_gets_a_living_one(
    me: Person, settled: Path
) -> None:
    first = me.visit(settled)
    first.urls()
    first.end()
    # The supervisor takes the users' lock for good, then the server begins to end.
    assert eventually(lambda: is_held(Folder(settled).users) or not processes(settled), ENDS)
    assert answers(me.visit(settled).urls().application)


def test_a_path_longer_than_a_socket_may_have(person: Person, folder: Path) -> None:
    folder = folder / ("æ" * 100) / ("with space and 'quote' and \"double\"" * 4)
    visitor = person.visit(folder)
    urls = visitor.urls()
    assert answers(urls.application)
    assert len(os.fsencode(folder)) > 300
    os.kill(supervisor(folder), signal.SIGTERM)
    assert eventually(lambda: processes(folder) == [])
    Path((folder / "socket-folder").read_text()).rmdir()


def test_a_socket_folder_that_was_swept_away_comes_back(me: Person, settled: Path) -> None:
    urls = me.visit(settled).urls()
    sockets = Path((settled / "socket-folder").read_text())
    for file in sockets.iterdir():
        file.unlink()
    sockets.rmdir()
    assert not answers(urls.application)
    assert eventually(lambda: answers(me.visit(settled).urls().application))


def test_a_removed_folder_stops_its_server(me: Person, settled: Path) -> None:
    me.visit(settled).urls()
    sockets = Path((settled / "socket-folder").read_text())
    gone = settled.with_name("gone")
    settled.rename(gone)
    assert eventually(lambda: processes(settled) == [] and processes(gone) == [])
    assert list(sockets.iterdir()) == []
    gone.rename(settled)
