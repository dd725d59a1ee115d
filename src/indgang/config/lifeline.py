"""A child that ends with its parent, also when the parent is killed and can tell nobody (Linux)."""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1
#: The process id of the one to end with; set by whoever starts the child.
PARENT = "INDGANG_PARENT"


def end_with(parent: int) -> None:
    """Be killed by the kernel when the process that started this one ends.

    Killed, not asked: what is not committed is undone by the database, and a job that was
    running is found by its missing heartbeat and run again.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel was told
        os._exit(1)


def end_with_starter() -> None:
    """The same for a program that was started with ``INDGANG_PARENT``; alone, it lives alone."""
    if parent := os.environ.pop(PARENT, ""):
        end_with(int(parent))
