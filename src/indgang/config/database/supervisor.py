"""The process that looks after one cluster.

``python -m indgang.config.database.supervisor FOLDER GRACE``

Started by the first user of the folder, detached from it. It runs ``postgres`` as its child,
starts it again when it dies, and stops it when no user is left. It has one thread.
"""

import os
import select
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from types import FrameType

from .account import adopt_orphans
from .cluster import Cluster
from .errors import DatabaseUnavailable, gettext_noop
from .folder import Folder
from .locks import open_lock, try_lock, unlock, wait_lock

_TICK = 1.0
_QUICK_DEATH = 10.0  # a server that lived shorter did not start
_MOST_QUICK_DEATHS = 3


class Supervisor:
    """Looks after the cluster of one folder for as long as somebody uses it."""

    def __init__(self, folder: Folder, lock: int, grace: float) -> None:
        self.folder = folder
        self.lock = lock
        self.grace = grace
        self.users = open_lock(folder.users)
        self.asked_to_stop = False
        self.idle = False
        self.last_user = time.monotonic()
        self.wakened, wake = os.pipe()
        os.set_blocking(self.wakened, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_soon)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def run(self) -> None:
        """Run the server until nobody needs it. Raises DatabaseUnavailable when it cannot run."""
        adopt_orphans()
        cluster = Cluster.open(self.folder)
        quick_deaths = 0
        while not self.asked_to_stop:
            server_lock = cluster.settle()
            cluster.create_if_missing(server_lock)
            begun = time.monotonic()
            server = cluster.start(server_lock)
            self.folder.write(self.folder.serving, str(server.pid))
            self._watch(server, cluster)
            self.folder.serving.unlink(missing_ok=True)
            if server.returncode is None:
                _end(server)
            _reap()
            quick_deaths = quick_deaths + 1 if time.monotonic() - begun < _QUICK_DEATH else 0
            if quick_deaths >= _MOST_QUICK_DEATHS and not self.asked_to_stop:
                raise cluster.failure()
            if quick_deaths > 1:
                time.sleep(0.5)
        if self.idle:
            cluster.remove_sockets()

    def _watch(self, server: subprocess.Popen[bytes], cluster: Cluster) -> None:
        """Come back when the server died, or should be stopped or started anew."""
        while server.poll() is None and not self.asked_to_stop:
            select.select([self.wakened], [], [], _TICK)
            try:
                while os.read(self.wakened, 64):
                    pass
            except BlockingIOError:
                pass
            if not self._folder_is_there() or self._nobody_left():
                self.asked_to_stop = True
            elif _is_ready(self.folder, server.pid) and not cluster.sockets_are_there():
                return

    def _nobody_left(self) -> bool:
        """Tell whether no user has been seen for a while; then no new one can come in either:
        the exclusive lock is kept until this process ends."""
        if not try_lock(self.users, exclusive=True):
            self.last_user = time.monotonic()
            return False
        if time.monotonic() - self.last_user >= self.grace:
            self.idle = True
            return True
        unlock(self.users)
        return False

    def _folder_is_there(self) -> bool:
        """Tell whether the folder is still the one we lock; somebody may have removed it."""
        try:
            return os.path.samestat(os.fstat(self.lock), self.folder.supervisor.stat())
        except OSError:
            return False

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True


def _is_ready(folder: Folder, pid: int) -> bool:
    """Tell whether this server has finished its start, as it writes itself."""
    try:
        lines = (folder.data / "postmaster.pid").read_text().split("\n")
    except OSError:
        return False
    return lines[0] == str(pid) and any(line.strip() == "ready" for line in lines)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Stop the server: connections are ended, everything is written; only then harder."""
    for kind, seconds in ((signal.SIGINT, 60), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        server.send_signal(kind)
        try:
            server.wait(timeout=seconds)
            return
        except subprocess.TimeoutExpired:
            continue


def _reap() -> None:
    """Reap what a killed postmaster left to us."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def main(path: Path, grace: float) -> None:
    """Take the supervisor's lock and look after the folder; end at once if another one does.

    `grace` is how many seconds the server goes on without a user.
    """
    folder = Folder(path)
    heard, told = os.pipe()
    if os.fork():
        # The caller waits for this first process, so that the second is nobody's zombie; it goes
        # on when the second holds the lock (or has ended).
        os.close(told)
        os.read(heard, 1)
        os._exit(0)
    os.close(heard)
    lock = open_lock(folder.supervisor)
    if not wait_lock(lock, exclusive=True, seconds=2.0):
        return
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    folder.failure.unlink(missing_ok=True)
    folder.serving.unlink(missing_ok=True)
    os.close(told)
    try:
        Supervisor(folder, lock, grace).run()
    except DatabaseUnavailable as error:
        folder.write(folder.failure, error.to_json())
    except Exception as error:
        traceback.print_exc()
        unknown = DatabaseUnavailable(
            gettext_noop("Databasen i %(folder)s kan ikke starte: %(reason)s. Se %(log)s."),
            folder=folder.path,
            reason=error,
            log=folder.supervisor_log,
        )
        folder.write(folder.failure, unknown.to_json())


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
