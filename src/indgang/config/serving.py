"""``indgang serve``: the web server and the job worker as children that are looked after."""

import errno
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from indgang.config import lifeline
from indgang.config.terminal import CommandError, gettext

_ = gettext
_START = 60.0  # seconds until the first page must have been answered
_STOP = 15.0  # seconds to stop in order; then they are killed
_LONG_LIFE = 60.0  # seconds after which an earlier death is forgotten
_LONGEST_PAUSE = 30.0
_MOST_WEB_DEATHS = 5


def port_taken(port: int) -> CommandError:
    """The error of a port that somebody else uses."""
    return CommandError(
        _("Port %(port)s er optaget. Vælg en anden med --port, eller stop det, der bruger den.")
        % {"port": port}
    )


@contextmanager
def reserved(host: str, port: int) -> Iterator[None]:
    """Keep a port for this process from before anything is prepared until the end.

    The web server's processes share the port, so a second web server could share it too: a name
    that only one process can have keeps other ``serve`` away. Raises CommandError.
    """
    with socket.socket(socket.AF_UNIX) as name:
        if sys.platform == "linux":  # a name without a file, gone with its process
            _bind(name, f"\0indgang-serve-{host}-{port}", port)
        check_free(host, port)
        yield


def check_free(host: str, port: int) -> None:
    """Try the port as a web server would. Raises CommandError."""
    try:
        family, kind, _proto, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
    except OSError as error:
        raise CommandError(_("Adressen %(host)s findes ikke.") % {"host": host}) from error
    with socket.socket(family, kind) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _bind(trial, address, port)
        try:
            trial.listen()
        except OSError as error:
            raise port_taken(port) from error


def _bind(sock: socket.socket, address: object, port: int) -> None:
    try:
        sock.bind(address)  # type: ignore[arg-type]  # a name or what getaddrinfo gave
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise port_taken(port) from error
        raise CommandError(
            _("Port %(port)s kan ikke bruges (%(reason)s). Vælg en anden med --port.")
            % {"port": port, "reason": error.strerror}
        ) from error


@dataclass
class Child:
    """A program that is started again when it dies, later and later."""

    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    _begun: float = 0.0
    _again: float = field(default=0.0)

    def start(self) -> None:
        """Start it; it ends when this process ends, and Ctrl-C reaches it only through us."""
        self._begun = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, "-m", *self.arguments],
            stdin=subprocess.DEVNULL,
            env={**os.environ, lifeline.PARENT: str(os.getpid())},
            start_new_session=True,
        )

    def died(self) -> bool:
        """Is it not running?"""
        return self.process is None or self.process.poll() is not None

    def look_after(self) -> None:
        """Start it again if it died, after a pause that doubles with each death in a row."""
        if not self.died():
            return
        now = time.monotonic()
        if self.process is not None:
            self.process = None
            self.deaths = 1 if now - self._begun > _LONG_LIFE else self.deaths + 1
            self._again = now + min(_LONGEST_PAUSE, 2.0 ** (self.deaths - 1))
        if now >= self._again:
            self.start()

    def stop(self, deadline: float) -> None:
        """Wait until it has ended; kill it at the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Serving:
    """The children of one ``serve``, from their start to their end."""

    def __init__(self, host: str, port: int, workers: int) -> None:
        self.host, self.port = host, port
        self.web = Child(["indgang.config.web", host, str(port), str(workers)])
        self.jobs = Child(["indgang.config.worker"])
        self.told_to_stop = threading.Event()

    def catch_signals(self) -> None:
        """Let Ctrl-C, TERM and a closed terminal stop everything in order."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.told_to_stop.set()

    def start(self) -> None:
        """Start both and wait for the first page. Raises CommandError."""
        check_free(self.host, self.port)
        self.web.start()
        self.jobs.start()
        deadline = time.monotonic() + _START
        while not self.told_to_stop.is_set():
            status = self._first_page()
            if status >= 500:
                raise CommandError(
                    _("Forsiden kan ikke vises (%(status)s). Grunden står lige ovenfor.")
                    % {"status": status}
                )
            if status:
                return
            if self.web.died() or time.monotonic() > deadline:
                raise CommandError(
                    _("Webserveren kom ikke i gang. Det, den skrev, står lige ovenfor.")
                )
            self.told_to_stop.wait(0.1)

    def run(self) -> None:
        """Look after both until told to stop. Raises CommandError when pages cannot be served."""
        while not self.told_to_stop.wait(0.5):
            self.web.look_after()
            self.jobs.look_after()
            if self.web.deaths >= _MOST_WEB_DEATHS:
                raise CommandError(
                    _("Webserveren bliver ved med at stoppe. Det, den skrev, står lige ovenfor.")
                )

    def stop(self) -> None:
        """Stop both in order; returns when they have ended."""
        for child in (self.web, self.jobs):
            if child.process is not None and not child.died():
                child.process.terminate()
        deadline = time.monotonic() + _STOP
        for child in (self.web, self.jobs):
            child.stop(deadline)

    def _first_page(self) -> int:
        """The status that the front page is answered with; 0 when nobody answers yet."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
        asked = everywhere.get(self.host, self.host)
        question = f"GET / HTTP/1.1\r\nHost: {self.host}\r\nConnection: close\r\n\r\n"
        try:
            with socket.create_connection((asked, self.port), timeout=_START) as line:
                line.sendall(question.encode())
                words = line.makefile("rb").readline().split()
            return int(words[1]) if len(words) > 1 else 0
        except OSError:
            return 0
