"""The real server on a database of its own, for tests that go through the front door."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from indgang.config.database.public import Urls


@dataclass(frozen=True)
class Site:
    """Where the server answers, and its process."""

    address: str
    urls: Urls
    web: "subprocess.Popen[bytes]"


def free_port() -> int:
    """A port that nobody uses right now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def environment(urls: Urls, extra: dict[str, str]) -> dict[str, str]:
    """What a process of ours needs to know of this database."""
    return {
        **os.environ,
        "INDGANG_URL_APPLICATION": urls.application,
        "INDGANG_URL_OWNER": urls.owner,
        "INDGANG_URL_READER": urls.reader,
        "INDGANG_DEMONSTRATION": "1",
        "DJANGO_SETTINGS_MODULE": "indgang.config.settings",
        **extra,
    }


def _wait(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            urllib.request.urlopen(f"{address}/", timeout=10).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within a minute")


@contextmanager
def serving(urls: Urls, **extra: str) -> Iterator[Site]:
    """Web server and job worker on this database until the block ends."""
    port = free_port()
    env = environment(urls, extra)
    programs = [
        [sys.executable, "-m", "indgang.config.web", "127.0.0.1", str(port), "1"],
        [sys.executable, "-m", "indgang.config.worker"],
    ]
    running = [
        subprocess.Popen(program, env=env, stdin=subprocess.DEVNULL, start_new_session=True)
        for program in programs
    ]
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, running[0])
        yield Site(address, urls, running[0])
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
