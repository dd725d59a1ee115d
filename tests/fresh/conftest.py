"""A terminal for each test, with nothing left running."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminals import Terminal

from indgang.config.database.public import Urls


@pytest.fixture
def terminal(fresh_database: Urls, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal with a migrated database; leaves nothing running."""
    made = Terminal(fresh_database, tmp_path)
    yield made
    for process in made.started:
        process.kill()
        process.wait()
    for pid in made.left():
        os.kill(pid, signal.SIGKILL)
