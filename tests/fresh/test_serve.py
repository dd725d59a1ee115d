"""``indgang serve`` from its start to every kind of end."""

import os
import signal
import socket
import urllib.request

import psycopg
import pytest
from terminals import Terminal, eventually

pytestmark = pytest.mark.skipif(
    not os.path.isdir("/proc/self"), reason="processes are looked at through /proc (Linux)"
)


@pytest.fixture
def port() -> str:
    """A port that nobody uses right now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return str(trial.getsockname()[1])


def _status(port: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_it_serves_and_ends_in_order(terminal: Terminal, port: str) -> None:
    serving = terminal.start("serve", "--port", port)
    assert terminal.is_ready(), terminal.said()
    assert f"http://127.0.0.1:{port}/" in terminal.said()
    assert _status(port) == 200
    assert len(terminal.left()) >= 4  # itself, the web server and its processes, the job worker
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(20) == 0
    assert terminal.left() == []
    assert "Traceback" not in terminal.said()


def test_a_killed_one_leaves_nothing_and_the_next_start_works(
    terminal: Terminal, port: str
) -> None:
    serving = terminal.start("serve", "--port", port)
    assert terminal.is_ready(), terminal.said()
    serving.kill()
    serving.wait()
    assert eventually(lambda: terminal.left() == [], seconds=5)
    terminal.start("serve", "--port", port)
    assert terminal.is_ready(), terminal.said()
    assert _status(port) == 200


def test_two_on_one_port_is_one_line(terminal: Terminal, port: str) -> None:
    terminal.start("serve", "--port", port)
    assert terminal.is_ready(), terminal.said()
    second = terminal.start("serve", "--port", port)
    assert second.wait(30) == 1
    (line,) = terminal.said().splitlines()
    assert line.startswith(f"indgang: Port {port} er optaget.")
    assert _status(port) == 200


def test_two_started_at_the_same_moment_on_one_port(terminal: Terminal, port: str) -> None:
    both = [terminal.start("serve", "--port", port) for _ in range(2)]
    assert eventually(lambda: any(process.poll() == 1 for process in both), seconds=60)
    winner = next(number for number, process in enumerate(both) if process.poll() is None)
    assert terminal.is_ready(winner), terminal.said(winner)


def test_a_port_that_another_program_uses(terminal: Terminal) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = terminal.start("serve", "--port", str(other.getsockname()[1]))
        assert process.wait(30) == 1
    assert len(terminal.said().splitlines()) == 1
    assert "optaget" in terminal.said()


@pytest.mark.parametrize("child", ["indgang.config.worker", "indgang.config.web"])
def test_a_child_that_dies_is_started_again(terminal: Terminal, port: str, child: str) -> None:
    serving = terminal.start("serve", "--port", port, "--workers", "1")
    assert terminal.is_ready(), terminal.said()

    def children() -> list[int]:
        found = []
        for pid in terminal.left():
            with open(f"/proc/{pid}/stat") as stat, open(f"/proc/{pid}/cmdline") as words:
                parent = int(stat.read().rpartition(")")[2].split()[1])
                if parent == serving.pid and child in words.read():
                    found.append(pid)
        return found

    assert eventually(lambda: len(children()) == 1)
    (first,) = children()
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: len(children()) == 1 and children() != [first])
    assert eventually(lambda: _answers(port), seconds=30)


def _answers(port: str) -> bool:
    try:
        return _status(port) == 200
    except OSError:
        return False


def test_two_migrate_an_empty_database_at_once(terminal: Terminal) -> None:
    with psycopg.connect(terminal.urls.owner, autocommit=True) as owner:
        owner.execute("DROP OWNED BY CURRENT_USER CASCADE")
    # What was dropped along with the tables is what every new database is given.
    from indgang.config.database.public import prepare

    prepare(terminal.urls.admin, terminal.urls.database, {})
    both = [terminal.start("migrate") for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0], terminal.said(0) + terminal.said(1)
    with psycopg.connect(terminal.urls.owner) as owner:
        twice = owner.execute(
            "SELECT app, name FROM django_migrations GROUP BY 1, 2 HAVING count(*) > 1"
        ).fetchall()
        assert twice == []
        row = owner.execute("SELECT count(*) FROM django_migrations").fetchone()
        assert row is not None and row[0] > 20
