"""One cluster on disk: made once, started, and ended. Used by the supervisor alone."""

import contextlib
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import passwords, settings
from .account import Account, account_for, spawn
from .binaries import Binaries, find, reachable, run_version
from .errors import DatabaseUnavailable, gettext_noop
from .folder import Folder, sync
from .locks import open_lock, wait_lock

ADMIN = "indgang_admin"
_TELLING = re.compile("FATAL|PANIC|error:|could not|No space")
_FULL = 64 * 1024 * 1024  # PostgreSQL cannot make a cluster or a few WAL segments in less


@dataclass(frozen=True)
class Cluster:
    """The cluster of one folder, with the account and the programs that run it."""

    folder: Folder
    account: Account
    binaries: Binaries
    major: int

    @classmethod
    def open(cls, folder: Folder) -> "Cluster":
        """Find account and programs, and check that the account can enter the folder."""
        account = account_for(folder.path)
        binaries = reachable(find(), account)
        if account.switch and folder.path.stat().st_uid == 0:
            # Root keeps locks and passwords; the account may only pass through.
            os.chown(folder.path, 0, account.gid)
            folder.path.chmod(0o710)
        command: list[str | Path] = [binaries.program("postgres"), "--version"]
        try:
            with tempfile.TemporaryFile() as output:
                spawn(
                    command,
                    account,
                    on_parent_death=signal.SIGKILL,
                    output=output,
                    enter=folder.path,
                ).wait(timeout=30)
        except subprocess.SubprocessError as error:
            raise DatabaseUnavailable(
                gettext_noop(
                    "PostgreSQL kører ikke som root, og dens konto kan ikke nå mappen %(folder)s. "
                    "Vælg en anden med INDGANG_DATA, for eksempel under /var/lib."
                ),
                folder=folder.path,
            ) from error
        return cls(folder, account, binaries, run_version(binaries, account))

    def settle(self) -> int:
        """Wait until no process of an earlier start is left; gives the held server lock.

        Every postgres process inherits the lock, so holding it proves that none lives. After
        a kill of the supervisor the server is ending by itself; after a kill of the postmaster a
        busy backend may not have noticed and would block the next start.
        """
        opened = open_lock(self.folder.server)
        if wait_lock(opened, exclusive=True, seconds=0.5):
            return opened
        postmaster = self._postmaster()
        if postmaster:
            _signal([postmaster], signal.SIGINT)
        else:
            _signal(self._survivors(), signal.SIGQUIT)
        for kind, seconds in ((signal.SIGQUIT, 30.0), (signal.SIGKILL, 10.0)):
            if wait_lock(opened, exclusive=True, seconds=seconds):
                return opened
            _signal(self._survivors(), kind)
        if wait_lock(opened, exclusive=True, seconds=10.0):
            return opened
        os.close(opened)
        raise self.failure()

    def create_if_missing(self, lock: int) -> None:
        """Make the cluster when there is none; a half-made one never gets the name ``data``."""
        if self.folder.unfinished.exists():
            shutil.rmtree(self.folder.unfinished)
        if self.folder.data.exists():
            self._check_version()
            return
        self._own_folder(self.folder.unfinished)
        secret = self.folder.path / "initial-password"
        stored = passwords.read(self.folder.passwords)
        self.folder.write(secret, stored[ADMIN])
        if self.account.switch:
            os.chown(secret, self.account.uid, self.account.gid)
        command: list[str | Path] = [
            *(self.binaries.program("initdb"), f"--pgdata={self.folder.unfinished}"),
            *("--locale-provider=builtin", "--locale=C.UTF-8", "--encoding=UTF8"),
            *("--data-checksums", "--auth=scram-sha-256"),
            *(f"--username={ADMIN}", f"--pwfile={secret}"),
        ]
        try:
            with self.folder.open_log(self.folder.start_log) as output:
                code = spawn(
                    command,
                    self.account,
                    on_parent_death=signal.SIGKILL,
                    output=output,
                    keep=[lock],
                ).wait()
        finally:
            secret.unlink(missing_ok=True)
        if code:
            raise self.failure()
        self.folder.unfinished.rename(self.folder.data)
        sync(self.folder.path)

    def start(self, lock: int) -> subprocess.Popen[bytes]:
        """Start the server; it takes over the server lock."""
        sockets = self._socket_folder()
        self._forget_the_dead(sockets)
        self._own_folder(self.folder.log)
        group = self.account.gid if self.account.switch else None
        mode = 0o640 if group is not None else 0o600
        text = settings.render(
            data=self.folder.data, access=self.folder.access, sockets=sockets, log=self.folder.log
        )
        self.folder.write(self.folder.settings, text, mode=mode, group=group)
        self.folder.write(self.folder.access, settings.HBA, mode=mode, group=group)
        command: list[str | Path] = [
            self.binaries.program("postgres"),
            f"--config-file={self.folder.settings}",
        ]
        try:
            with self.folder.open_log(self.folder.start_log) as output:
                return spawn(
                    command,
                    self.account,
                    on_parent_death=signal.SIGINT,
                    output=output,
                    keep=[lock],
                )
        finally:
            os.close(lock)

    def sockets_are_there(self) -> bool:
        """Tell whether the socket still lies where the addresses say (/tmp may be cleaned)."""
        try:
            recorded = Path(self.folder.socket_record.read_text())
            return (recorded / ".s.PGSQL.5432").exists()
        except OSError:
            return False

    def remove_sockets(self) -> None:
        """Tidy away the socket folder when nobody holds an address any more."""
        with contextlib.suppress(OSError):
            Path(self.folder.socket_record.read_text()).rmdir()
            self.folder.socket_record.unlink()

    def failure(self) -> DatabaseUnavailable:
        """Say why the server does not run, as well as the machine lets us know."""
        log, last = self.folder.start_log, ""
        logs = [self.folder.start_log, *self.folder.log.glob("*.log")]
        for path in sorted((path for path in logs if path.exists()), key=_modified):
            lines = path.read_text(errors="replace").split("\n")
            telling = [line for line in lines if _TELLING.search(line)]
            if telling:
                log, last = path, telling[-1]
        if "No space left" in last or shutil.disk_usage(self.folder.path).free < _FULL:
            return DatabaseUnavailable(
                gettext_noop(
                    "Disken med %(folder)s er fuld, så databasen kan ikke køre. Gør plads, og "
                    "prøv igen. Se %(log)s."
                ),
                folder=self.folder.path,
                log=log,
            )
        return DatabaseUnavailable(
            gettext_noop("Databasen i %(folder)s kan ikke starte: %(reason)s. Se %(log)s."),
            folder=self.folder.path,
            reason=last.strip().rstrip(".") or "PostgreSQL stoppede",
            log=log,
        )

    def _check_version(self) -> None:
        try:
            version = (self.folder.data / "PG_VERSION").read_text().strip()
        except OSError:
            version = "?"
        if version != str(self.major):
            raise DatabaseUnavailable(
                gettext_noop(
                    "Databasen i %(folder)s er lavet af PostgreSQL %(version)s, men her er "
                    "PostgreSQL %(major)s. Flyt data over med pg_dump, eller vælg en anden "
                    "mappe med INDGANG_DATA."
                ),
                folder=self.folder.path,
                version=version,
                major=self.major,
            )

    def _own_folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, exist_ok=True)
        if self.account.switch:
            os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    def _socket_folder(self) -> Path:
        """The folder of the socket: short (a path may have 107 bytes), ours alone, and the same
        one after a crash, so that addresses already handed out come back to life."""
        with contextlib.suppress(OSError):
            recorded = Path(self.folder.socket_record.read_text())
            known = recorded.lstat()
            ours = known.st_uid == self.account.uid and stat.S_IMODE(known.st_mode) == 0o700
            if stat.S_ISDIR(known.st_mode) and ours:
                return recorded
        base = "/tmp" if os.access("/tmp", os.W_OK) else None  # noqa: S108 - mkdtemp makes it ours
        made = Path(tempfile.mkdtemp(prefix="indgang-", dir=base))
        if self.account.switch:
            os.chown(made, self.account.uid, self.account.gid)
        self.folder.write(self.folder.socket_record, str(made))
        return made

    def _postmaster(self) -> int | None:
        """The process id of a postmaster of this cluster that lives."""
        try:
            pid = int((self.folder.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        survivors = self._survivors()
        return pid if survivors is None or pid in survivors else None

    def _survivors(self) -> list[int] | None:
        """Processes that stand in the data folder, as all of PostgreSQL do; None if unknown."""
        if not Path("/proc/self/cwd").exists():
            return None
        places = {os.fspath(self.folder.data), os.fspath(self.folder.unfinished)}
        places |= {os.path.realpath(place) for place in places}
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if os.readlink(entry / "cwd") in places:
                        found.append(int(entry.name))
        return found

    def _forget_the_dead(self, sockets: Path) -> None:
        """Remove the lock files of a server that was killed.

        PostgreSQL believes them as long as their process id exists, be it a zombie that nobody
        has reaped yet or some other program. We hold the server lock and nobody stands in the
        data folder, so no server of this cluster can be alive.
        """
        if self._survivors() == []:
            for stale in (
                self.folder.data / "postmaster.pid",
                sockets / ".s.PGSQL.5432.lock",
                sockets / ".s.PGSQL.5432",
            ):
                stale.unlink(missing_ok=True)


def _modified(path: Path) -> float:
    return path.stat().st_mtime


def _signal(pids: list[int] | None, kind: signal.Signals) -> None:
    for pid in pids or []:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, kind)
