"""The municipality of the tests that need a database."""

import pytest

from indgang.reorganisation.tests import stored


@pytest.fixture
def house(db: None) -> stored.House:
    """A small municipality, rolled back after the test."""
    return stored.build()


@pytest.fixture
def furnished(house: stored.House) -> stored.House:
    """The same, with something of every kind that units can have."""
    stored.furnish(house)
    return house
