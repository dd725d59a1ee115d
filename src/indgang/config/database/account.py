"""Whom PostgreSQL runs as, and how a child is started so that it cannot be left behind."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .errors import DatabaseUnavailable, gettext_noop

NAME = "indgang-db"
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
# PostgreSQL reads PGPORT, PGDATA and the like: nothing of the caller's surroundings is passed on.
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Account:
    """A system account, as numbers; `switch` when root must change to it first."""

    uid: int
    gid: int
    switch: bool


def account_for(folder: Path) -> Account:
    """Find the account that runs PostgreSQL in this folder.

    An ordinary user runs it. Root, whom PostgreSQL refuses, hands it to the folder's owner, and
    where that is root too, to the account ``indgang-db``, which is made when it is missing.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    owner = folder.stat()
    if owner.st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, switch=True)
    try:
        known = pwd.getpwnam(NAME)
    except KeyError:
        _make()
        known = pwd.getpwnam(NAME)
    return Account(known.pw_uid, known.pw_gid, switch=True)


def _make() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    reason = "useradd"
    if useradd:
        command = [useradd, "--system", "--user-group", "--no-create-home"]
        command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", NAME]
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
        try:
            pwd.getpwnam(NAME)  # somebody else may have made it at the same moment
            return
        except KeyError:
            reason = made.stderr
    raise DatabaseUnavailable(
        gettext_noop(
            "PostgreSQL kan ikke køre som root, og kontoen %(account)s kan ikke oprettes "
            "(%(reason)s). Opret den, kør som almindelig bruger, eller angiv DATABASE_URL."
        ),
        account=NAME,
        reason=reason,
    )


def spawn(
    command: Sequence[str | Path],
    account: Account,
    *,
    on_parent_death: signal.Signals,
    output: int | IO[bytes],
    keep: Sequence[int] = (),
    enter: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child as the account; the kernel signals it when this process dies (Linux).

    `enter` is a folder that the account must be able to stand in, else SubprocessError is raised.
    """
    parent = os.getpid()

    def prepare() -> None:
        # Runs after the change of account, which would have cleared the signal again.
        if _libc is not None:
            _libc.prctl(_PR_SET_PDEATHSIG, int(on_parent_death), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)
        if enter is not None:
            os.chdir(enter)

    return subprocess.Popen(  # noqa: S603 - our own binaries, no shell
        [os.fspath(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd="/",
        env=_ENVIRONMENT,
        umask=0o077,
        pass_fds=keep,
        preexec_fn=prepare,  # the supervisor has one thread
        user=account.uid if account.switch else None,
        group=account.gid if account.switch else None,
        extra_groups=[] if account.switch else None,
    )


def adopt_orphans() -> None:
    """Let the children of a killed child become ours, so that they can be reaped (Linux)."""
    if _libc is not None:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
