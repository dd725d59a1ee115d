"""Tables for people, JSON lines for machines, and what the machine was."""

import fcntl
import json
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def machine() -> dict[str, Any]:
    """What was measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 2**30, 1),
        "kernel": platform.release(),
        "python": platform.python_version(),
    }


class Report:
    """One scenario's output."""

    def __init__(self, scenario: str, scale: float) -> None:
        folder = ROOT / "var" / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now(UTC)
        self.path = folder / f"{scenario}-{stamp:%Y%m%dT%H%M%S}.jsonl"
        self.base = {"scenario": scenario, "scale": scale, "at": stamp.isoformat(), **machine()}

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One benchmark at a time: another would use the same databases, and the same cores."""
        with (self.path.parent / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def say(self, text: str) -> None:
        """A line for whoever waits."""
        print(text, flush=True)

    def keep(self, **figures: Any) -> None:
        """A line for the machine."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**self.base, **figures}) + "\n")

    def table(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """A table with aligned columns."""
        cells = [[_told(cell) for cell in row] for row in rows]
        widths = [max(len(row[i]) for row in [list(heads), *cells]) for i in range(len(heads))]
        print(f"\n{title}")
        for row in [list(heads), ["-" * width for width in widths], *cells]:
            print(
                "  ".join(
                    cell.ljust(width) if i == 0 else cell.rjust(width)
                    for i, (cell, width) in enumerate(zip(row, widths, strict=True))
                )
            )


def _told(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.2f}" if cell < 100 else f"{cell:.0f}"
    return "–" if cell is None else str(cell)
