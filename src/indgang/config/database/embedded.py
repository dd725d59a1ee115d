"""The embedded PostgreSQL as its users see it: have it, let go of it, stop it."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg

from . import binaries, passwords
from .errors import DatabaseUnavailable, gettext_noop
from .folder import Folder, open_folder
from .locks import held, is_held, open_lock, wait_lock
from .roles import prepare
from .urls import ADMIN, APPLICATION, DATABASE, OWNER, READER, Urls, with_parts

_PATIENCE = 60.0  # seconds until a start has failed
_RECOVERY = 600.0  # seconds a server may take that says it is recovering
_SOURCE = Path(__file__).resolve().parents[3]
_used: dict[Path, int] = {}
_guard = threading.Lock()


def ensure(path: Path, *, grace: float = 5.0) -> Urls:
    """Give the addresses of the running cluster of this folder; makes and starts it if need be.

    This process counts as a user until it ends (or calls `release`), and so do its forked
    children; the server stops `grace` seconds after its last user (the first user says how many).
    Every address was tried just before it is given. The folder must be on a local disk.

    Raises DatabaseUnavailable with what to do.
    """
    binaries.find()
    folder = open_folder(path)
    _use(folder)
    with held(folder.start, seconds=_RECOVERY) as mine:
        if not mine:
            raise _too_slow(folder)
        known = passwords.read_or_make(
            folder, folder.passwords, [ADMIN, OWNER, APPLICATION, READER]
        )
        urls = _wait(folder, known, grace)
        prepare(urls.for_database("postgres").admin, DATABASE, known)
    return urls


def release(path: Path) -> None:
    """Let go of the cluster: this process is no longer one of its users."""
    with _guard:
        opened = _used.pop(Path(os.path.abspath(path)), None)
        if opened is not None:
            os.close(opened)


def stop(path: Path) -> None:
    """Stop the cluster of this folder now, also when others use it; returns when it has ended.

    Addresses given before work again after the next `ensure`.
    """
    release(path)
    folder = Folder(Path(os.path.abspath(path)))
    deadline = time.monotonic() + 90
    told = False
    while is_held(folder.supervisor):
        if not told:
            pid = folder.supervisor.read_text().strip()
            if pid:
                os.kill(int(pid), signal.SIGTERM)
                told = True
        if time.monotonic() > deadline:
            raise _too_slow(folder)
        time.sleep(0.05)


def _use(folder: Folder) -> None:
    with _guard:
        if folder.path in _used:
            return
        opened = open_lock(folder.users)
        # A supervisor that is stopping keeps us waiting until it has ended.
        if not wait_lock(opened, exclusive=False, seconds=90):
            os.close(opened)
            raise _too_slow(folder)
        _used[folder.path] = opened


def _wait(folder: Folder, known: dict[str, str], grace: float) -> Urls:
    """Wait until the server lets us in; start a supervisor when there is none."""
    begun = time.monotonic()
    deadline = begun + _PATIENCE
    starts = 0
    while True:
        if not is_held(folder.supervisor):
            if starts and folder.failure.exists():
                raise DatabaseUnavailable.from_json(folder.failure.read_text())
            if starts == 3:
                raise _too_slow(folder)
            starts += 1
            _start_supervisor(folder, grace)
        urls = _addresses(folder, known)
        answer = _try(urls) if urls else "no address"
        if urls and answer is None and is_held(folder.supervisor):
            return urls
        if answer and "authentication failed" in answer:
            raise DatabaseUnavailable(
                gettext_noop(
                    "Adgangskoderne i %(file)s passer ikke til databasen. Hent filen fra en "
                    "sikkerhedskopi, eller flyt mappen %(folder)s væk for at begynde forfra."
                ),
                file=folder.passwords,
                folder=folder.path,
            )
        if answer and ("starting up" in answer or "recover" in answer):
            deadline = max(deadline, min(begun + _RECOVERY, time.monotonic() + _PATIENCE))
        if time.monotonic() > deadline:
            raise _too_slow(folder)
        time.sleep(0.05)


def _addresses(folder: Folder, known: dict[str, str]) -> Urls | None:
    """The addresses once a server of the living supervisor runs, not of one that is ending."""
    if not folder.serving.exists():
        return None
    try:
        sockets = folder.socket_record.read_text()
    except FileNotFoundError:
        return None

    def address(role: str) -> str:
        return with_parts("", user=role, password=known[role], host=sockets, dbname=DATABASE)

    return Urls(address(ADMIN), address(OWNER), address(APPLICATION), address(READER))


def _try(urls: Urls) -> str | None:
    """Connect once; gives what the server or the system says when it does not let us in."""
    try:
        with psycopg.connect(urls.for_database("postgres").admin, connect_timeout=5):
            return None
    except psycopg.OperationalError as error:
        return str(error)


def _start_supervisor(folder: Folder, grace: float) -> None:
    surroundings = {
        name: setting for name, setting in os.environ.items() if not name.startswith("PG")
    }
    surroundings["PYTHONPATH"] = os.pathsep.join([str(_SOURCE), *filter(None, sys.path)])
    with folder.open_log(folder.supervisor_log, append=True) as log:
        subprocess.run(  # noqa: S603 - our own module
            [
                sys.executable,
                "-m",
                "indgang.config.database.supervisor",
                str(folder.path),
                str(grace),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=surroundings,
            start_new_session=True,
            check=False,
        )


def _too_slow(folder: Folder) -> DatabaseUnavailable:
    return DatabaseUnavailable(
        gettext_noop(
            "Databasen i %(folder)s svarede ikke i tide. Se %(log)s og %(start)s, og prøv igen."
        ),
        folder=folder.path,
        log=folder.log,
        start=folder.start_log,
    )
