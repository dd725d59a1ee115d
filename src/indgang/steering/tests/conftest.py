"""A small municipality with a leader and a past, at ten on a Tuesday."""

from collections.abc import Iterator

import pytest

from indgang.desk.tests.town import NOW, Town, build
from indgang.shared import clock
from indgang.steering.tests.past import add_leader, add_past


@pytest.fixture(autouse=True)
def ten_on_a_tuesday() -> Iterator[None]:
    """The clock stands still."""
    with clock.stopped(NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    """A small municipality; Lea leads Borgerservice Nord."""
    made = build()
    add_leader(made, "lea", "Lea Lund", "desk")
    return made


@pytest.fixture
def changed_town(town: Town) -> Town:
    """The same with a reorganisation behind it and another ahead (see ``past``)."""
    add_past(town)
    return town
