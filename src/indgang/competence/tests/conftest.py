"""The municipality of the tests that need a database."""

from collections.abc import Iterator

import pytest

from indgang.competence.tests import town as places
from indgang.shared import clock


@pytest.fixture
def town(db: None) -> Iterator[places.Town]:
    """A small municipality on a Tuesday morning, rolled back after the test."""
    with clock.stopped(places.NOW):
        places.as_staff()
        yield places.build()
