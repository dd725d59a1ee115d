"""The ground to measure on: a PostgreSQL of the benchmark's own, the municipality, the server."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from psycopg import connect

from bench.crowd import Matter
from bench.processes import parent_of
from bench.report import ROOT

BASE = "indgang_bench_base"
_WAIT = 60.0  # seconds for the server's first answer
WORKERS = 2  # processes of the web server: one a core of the machine that is written about


def environment(urls: Any) -> dict[str, str]:
    """What a process of ours needs to use this database."""
    return {
        "INDGANG_URL_APPLICATION": urls.application,
        "INDGANG_URL_OWNER": urls.owner,
        "INDGANG_URL_READER": urls.reader,
        "INDGANG_STATE": str(ROOT / "var" / "bench" / "state"),
        "DJANGO_SETTINGS_MODULE": "indgang.config.settings",
    }


def begin() -> Any:
    """Start the benchmark's own PostgreSQL (or use ``DATABASE_URL``) and Django on it."""
    from indgang.config.database.public import ensure, resolve

    if os.environ.get("DATABASE_URL"):
        urls = resolve(os.environ, ROOT)
    else:
        urls = ensure(ROOT / "var" / "bench" / "database")
    os.environ.update(environment(urls.for_database(BASE)))
    (ROOT / "var" / "bench" / "state").mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    return urls


def use(urls: Any) -> None:
    """Let Django in this process, and processes it starts, use this database."""
    from django.db import connections

    from indgang.config.database_settings import connection

    os.environ.update(environment(urls))
    addresses = {"default": urls.application, "owner": urls.owner, "reader": urls.reader}
    for alias, url in addresses.items():
        connections[alias].close()
        fresh = connection(url)
        for settings in (connections.databases[alias], connections[alias].settings_dict):
            settings.update({k: fresh[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def base(urls: Any, today: date) -> None:
    """A migrated database with the demonstration municipality, made anew."""
    from django.core.management import call_command
    from django.db import connections

    from indgang.config.database.public import drop, prepare
    from indgang.demo.public import load

    drop(urls, BASE)
    prepare(urls.admin, BASE, {})
    use(urls.for_database(BASE))
    call_command("migrate", database="owner", verbosity=0)
    load(seed=2013, at=today, progress=lambda step, done, total: None)
    connections.close_all()


@dataclass(frozen=True)
class Employee:
    """Whose key the requests carry."""

    token: str
    unit_id: str
    person_id: str


def employee(key: str) -> Employee:
    """A demonstration employee with a new key to the API."""
    from indgang.access.public import account_by_identity, actor_of_account, issue_token
    from indgang.demo.public import ISSUER
    from indgang.shared import clock
    from indgang.shared.actor import SYSTEM
    from indgang.shared.rowsecurity import as_system

    with as_system("benchmark"):
        account = account_by_identity(ISSUER, key)
        if account is None:
            raise LookupError(key)
        actor = actor_of_account(account, clock.now())
        token = issue_token(account_id=account, note="benchmark", by=SYSTEM, at=clock.now())
    return Employee(token, str(actor.posts[0].unit_id), str(actor.person_id))


def matters(today: date) -> list[Matter]:
    """Every service with each unit that answers for it, and somebody who works there."""
    from indgang.catalogue.public import services
    from indgang.organisation.public import organisation, staff_of

    org = organisation(today)
    workers: dict[UUID, str | None] = {}
    found = []
    for service in services().values():
        for unit in org.units_for(service.kle, "ansvarlig"):
            if unit.unit_id not in workers:
                staff = staff_of(unit.unit_id, today)
                workers[unit.unit_id] = str(staff[0].person_id) if staff else None
            found.append(
                Matter(
                    service.code,
                    service.title_da,
                    service.kle,
                    service.sensitivity,
                    str(unit.unit_id),
                    workers[unit.unit_id],
                )
            )
    return found


@dataclass(frozen=True)
class Server:
    """Where it answers, and the roots of the process trees that are counted."""

    port: int
    web: int
    postmaster: int | None

    @property
    def roots(self) -> list[int]:
        """The web server and, when it runs here, PostgreSQL."""
        return [self.web] if self.postmaster is None else [self.web, self.postmaster]


def postmaster(urls: Any) -> int | None:
    """The process above our backend and the background writers; ``None`` if it is elsewhere."""
    with connect(urls.application) as connection:
        pid = connection.info.backend_pid
        try:
            above = parent_of(pid)
        except ProcessLookupError:
            return None
    return above if above > 1 else None


@contextmanager
def serving(urls: Any) -> Iterator[Server]:
    """The real web server on this database, started as ``indgang serve`` starts it."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = int(trial.getsockname()[1])
    command = [sys.executable, "-m", "indgang.config.web", "127.0.0.1", str(port), str(WORKERS)]
    process = subprocess.Popen(
        command, env={**os.environ, **environment(urls)}, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    try:
        _wait(port, process)
        yield Server(port, process.pid, postmaster(urls))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _WAIT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")
