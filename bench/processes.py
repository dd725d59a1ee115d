"""CPU time of whole process trees, read from /proc: user and system, living and reaped."""

import os
from collections.abc import Iterable
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def _stat(pid: int) -> tuple[int, float, float] | None:
    """(parent, own CPU seconds, CPU seconds of ended children); ``None`` when it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    user, system, child_user, child_system = (int(field) for field in fields[11:15])
    return int(fields[1]), (user + system) / _TICK, (child_user + child_system) / _TICK


def parent_of(pid: int) -> int:
    """The parent process. Raises ``ProcessLookupError``."""
    found = _stat(pid)
    if found is None:
        raise ProcessLookupError(pid)
    return found[0]


def cpu_seconds(roots: Iterable[int]) -> float:
    """CPU seconds used so far by these processes, all below them, and those that have ended.

    Ended children are in their parent's account once it has waited for them, so a backend that
    came and went between two readings is not lost.
    """
    known: dict[int, tuple[int, float, float]] = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            found = _stat(int(entry))
            if found is not None:
                known[int(entry)] = found
    below = set(roots)
    grown = True
    while grown:
        more = {pid for pid, (parent, _own, _ended) in known.items() if parent in below} - below
        below |= more
        grown = bool(more)
    return sum(known[pid][1] + known[pid][2] for pid in below if pid in known)
