"""Locks between processes (flock): the kernel lets go of them when their process dies.

A lock belongs to the open file, which a forked child shares with its parent and an executed
program does not have (close-on-exec). So a lock is let go by closing, never by unlocking:
unlocking in a child would take it from the parent too.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from pathlib import Path


def open_lock(path: Path) -> int:
    """Open (make) a lock file; it gets the owner of its folder, also when root makes it."""
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    opened = os.open(path, flags, 0o600)
    folder = path.parent.stat()
    if os.fstat(opened).st_uid != folder.st_uid:
        os.fchown(opened, folder.st_uid, folder.st_gid)
    return opened


def try_lock(opened: int, *, exclusive: bool) -> bool:
    """Take the lock if it is free now."""
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(opened, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_lock(opened: int, *, exclusive: bool, seconds: float) -> bool:
    """Take the lock, waiting at most so many seconds; say whether it was taken."""
    deadline = time.monotonic() + seconds
    while not try_lock(opened, exclusive=exclusive):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def unlock(opened: int) -> None:
    """Let go of a lock that no other process shares."""
    fcntl.flock(opened, fcntl.LOCK_UN)


def is_held(path: Path) -> bool:
    """Tell whether some process holds the lock exclusively."""
    try:
        opened = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        return not try_lock(opened, exclusive=False)
    finally:
        os.close(opened)


@contextlib.contextmanager
def held(path: Path, *, seconds: float) -> Iterator[bool]:
    """Hold the lock exclusively for a while; gives False when it could not be had in time."""
    opened = open_lock(path)
    try:
        yield wait_lock(opened, exclusive=True, seconds=seconds)
    finally:
        os.close(opened)
