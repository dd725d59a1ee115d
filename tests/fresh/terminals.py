"""Programs started as people start them, and what is left of them afterwards."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from indgang.config.database.public import Urls

ROOT = Path(__file__).resolve().parents[2]
INDGANG = str(Path(sys.executable).parent / "indgang")


def eventually(holds: Callable[[], bool], *, seconds: float = 20) -> bool:
    """Wait for it, at most so long; tell whether it came."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@dataclass
class Terminal:
    """Starts the command on a database of its own; knows all that it started by a mark."""

    urls: Urls
    folder: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def surroundings(self, **more: str) -> dict[str, str]:
        """The environment: Danish, this database, the mark."""
        kept = {name: it for name, it in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        kept |= {
            "INDGANG_URL_APPLICATION": self.urls.application,
            "INDGANG_URL_OWNER": self.urls.owner,
            "INDGANG_URL_READER": self.urls.reader,
            "INDGANG_TEST_MARK": self.mark,
        }
        return kept | more

    def start(self, *words: str, **more: str) -> "subprocess.Popen[bytes]":
        """Start ``indgang`` in the background; what it says is in ``said``."""
        with self.output(len(self.started)).open("wb") as output:
            process = subprocess.Popen(
                [INDGANG, *words],
                env=self.surroundings(**more),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def output(self, number: int) -> Path:
        """Where the output of one of them is."""
        return self.folder / f"output-{number}"

    def said(self, number: int = -1) -> str:
        """What one of them (the last) has said."""
        return self.output(number % len(self.started)).read_text()

    def is_ready(self, number: int = -1) -> bool:
        """Wait until it serves; tell whether it does."""
        return eventually(lambda: "Ctrl-C" in self.said(number), seconds=60)

    def left(self) -> list[int]:
        """The living processes that carry the mark."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                marked = f"INDGANG_TEST_MARK={self.mark}".encode() in (
                    (folder / "environ").read_bytes()
                )
                dead = ") Z " in (folder / "stat").read_text()
            except OSError:
                continue
            if marked and not dead:
                found.append(int(folder.name))
        return found
