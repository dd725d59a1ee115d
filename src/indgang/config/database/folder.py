"""The database folder: where it is, what lies in it, and who may look into it.

users.lock       shared by every process that uses the database
start.lock       held by the one that starts it
supervisor.lock  held by the supervisor, with its process id as text
server.lock      held by every postgres process of this folder
passwords.json   the roles' passwords (0600)
serving          there while the supervisor's own server runs (or starts)
postgresql.conf, pg_hba.conf, socket-folder, failure, supervisor.log, start.log
data/            the cluster; data.new/ while it is being made
log/             the server's own log
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from .errors import DatabaseUnavailable, gettext_noop

ROOT_HOME = Path("/var/lib/indgang")


def default_folder(checkout: Path, environ: Mapping[str, str] = os.environ) -> Path:
    """Say where the database of this checkout lies.

    ``INDGANG_DATA`` decides when it is given. Root keeps it under ``/var/lib/indgang``, since
    PostgreSQL never runs as root and its account may not be able to enter the checkout.
    """
    if given := environ.get("INDGANG_DATA"):
        return Path(given).expanduser().absolute()
    checkout = checkout.resolve()
    if os.geteuid() != 0:
        return checkout / "var" / "database"
    return ROOT_HOME / hashlib.sha256(os.fsencode(checkout)).hexdigest()[:12]


@dataclass(frozen=True)
class Folder:
    """The names inside one database folder (an absolute path)."""

    path: Path

    @property
    def users(self) -> Path:
        return self.path / "users.lock"

    @property
    def start(self) -> Path:
        return self.path / "start.lock"

    @property
    def supervisor(self) -> Path:
        return self.path / "supervisor.lock"

    @property
    def server(self) -> Path:
        return self.path / "server.lock"

    @property
    def passwords(self) -> Path:
        return self.path / "passwords.json"

    @property
    def failure(self) -> Path:
        return self.path / "failure"

    @property
    def serving(self) -> Path:
        return self.path / "serving"

    @property
    def socket_record(self) -> Path:
        return self.path / "socket-folder"

    @property
    def settings(self) -> Path:
        return self.path / "postgresql.conf"

    @property
    def access(self) -> Path:
        return self.path / "pg_hba.conf"

    @property
    def data(self) -> Path:
        return self.path / "data"

    @property
    def unfinished(self) -> Path:
        return self.path / "data.new"

    @property
    def log(self) -> Path:
        return self.path / "log"

    @property
    def start_log(self) -> Path:
        return self.path / "start.log"

    @property
    def supervisor_log(self) -> Path:
        return self.path / "supervisor.log"

    def open_log(self, path: Path, *, append: bool = False) -> BinaryIO:
        """Open a log that only the folder's owner can read."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        opened = os.open(path, flags | (os.O_APPEND if append else os.O_TRUNC), 0o600)
        if os.geteuid() == 0:
            owner = self.path.stat()
            os.fchown(opened, owner.st_uid, owner.st_gid)
        return os.fdopen(opened, "wb")

    def write(self, path: Path, text: str, *, mode: int = 0o600, group: int | None = None) -> None:
        """Write a file whole or not at all, safe on disk, owned by the folder's owner."""
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            owner = self.path.stat()
            if os.geteuid() == 0:
                os.fchown(opened, owner.st_uid, owner.st_gid if group is None else group)
            os.fchmod(opened, mode)
            file.write(text)
            file.flush()
            os.fsync(opened)
        draft.replace(path)
        sync(self.path)


def sync(folder: Path) -> None:
    """Make the names in a folder safe on disk."""
    opened = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def open_folder(path: Path) -> Folder:
    """Make the folder, or check that it is one of ours that nobody else can look into.

    Raises DatabaseUnavailable when it cannot be made or written, belongs to somebody else, or
    holds something else.
    """
    folder = Folder(Path(os.path.abspath(path)))
    try:
        folder.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = folder.path.stat()
        if os.geteuid() not in (0, known.st_uid):
            raise DatabaseUnavailable(
                gettext_noop(
                    "Databasemappen %(folder)s tilhører en anden bruger. Kør som den bruger, "
                    "eller vælg en anden mappe med INDGANG_DATA."
                ),
                folder=folder.path,
            )
        # Only a folder of ours may get other permissions: a mistyped INDGANG_DATA could be a home.
        if not folder.users.exists() and any(folder.path.iterdir()) and not folder.users.exists():
            raise DatabaseUnavailable(
                gettext_noop(
                    "Mappen %(folder)s er ikke tom og er ikke en database fra Indgang. "
                    "Vælg en tom mappe med INDGANG_DATA."
                ),
                folder=folder.path,
            )
        if stat.S_IMODE(known.st_mode) & 0o067:
            folder.path.chmod(0o700)
        if not os.access(folder.path, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(folder.path)
    except OSError as error:
        raise DatabaseUnavailable(
            gettext_noop(
                "Databasemappen %(folder)s kan ikke oprettes eller skrives (%(reason)s). "
                "Giv adgang til den, eller vælg en anden med INDGANG_DATA."
            ),
            folder=folder.path,
            reason=error.strerror or "ingen skriveadgang",
        ) from error
    return folder
