"""The town, at ten on a Tuesday."""

from collections.abc import Iterator
from typing import Any

import pytest

from indgang.desk.tests.town import NOW, Town, build
from indgang.shared import clock


@pytest.fixture(autouse=True)
def ten_on_a_tuesday() -> Iterator[None]:
    """The clock stands still."""
    with clock.stopped(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    """A small municipality, rolled back afterwards."""
    return build()


@pytest.fixture
def lasting_town(fresh_database: Any) -> Town:
    """A small municipality with real commits, for people who act at the same time."""
    return build()
