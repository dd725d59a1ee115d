"""Which administration a unit belongs to, also where there are none by that name."""

from datetime import date
from uuid import UUID

import pytest

from indgang.organisation.public import Organisation, SuccessionFacts, Successions, UnitFacts

pytestmark = pytest.mark.requirement("O1")

DAY = date(2026, 3, 2)
ON, LATER = date(2026, 5, 1), date(2027, 5, 1)


def _house(*units: tuple[int, str, int | None]) -> Organisation:
    facts = {
        UUID(int=number): UnitFacts(
            UUID(int=number),
            f"u{number}",
            f"Unit {number}",
            kind,
            None if up is None else UUID(int=up),
            "",
        )
        for number, kind, up in units
    }
    return Organisation(DAY, 1, facts, ())


def test_the_administration_is_the_nearest_above() -> None:
    house = _house(
        (1, "council", None), (2, "committee", 1), (3, "administration", 2), (4, "centre", 3),
        (5, "team", 4), (6, "administration", 2),
    )  # fmt: skip
    three = house.units[UUID(int=3)]
    assert [house.administration_of(UUID(int=number)) for number in (3, 4, 5)] == [three] * 3
    assert house.administration_of(UUID(int=1)) is house.administration_of(UUID(int=2)) is None
    assert house.administrations == (three, house.units[UUID(int=6)])
    assert house.same_administration(UUID(int=4), UUID(int=5))
    assert not house.same_administration(UUID(int=4), UUID(int=6))


def test_centres_right_below_the_council_are_what_administrations_are_elsewhere() -> None:
    house = _house(
        (1, "council", None), (2, "centre", 1), (3, "department", 2), (4, "centre", 1),
        (5, "department", 4),
    )  # fmt: skip
    assert house.administrations == (house.units[UUID(int=2)], house.units[UUID(int=4)])
    assert house.same_administration(UUID(int=2), UUID(int=3))
    assert not house.same_administration(UUID(int=3), UUID(int=5))


def _line(on: date, one: int, kle: str, to: int, cause: int = 1) -> SuccessionFacts:
    return SuccessionFacts(on, UUID(int=one), kle, UUID(int=to), UUID(int=cause))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], 1),
        ([_line(ON, 1, "", 2)], 2),
        ([_line(ON, 1, "32", 2)], 1),  # a single task
        ([_line(ON, 1, "", 2), _line(ON, 1, "32", 3)], 1),  # parted
        ([_line(ON, 1, "", 2), _line(ON, 1, "32", 2)], 2),
        ([_line(ON, 1, "", 2), _line(LATER, 2, "", 3)], 3),
        ([_line(ON, 1, "", 2), _line(ON, 2, "", 3, cause=2)], 3),  # two of one day
        ([_line(ON, 1, "", 2), _line(LATER, 2, "", 3), _line(LATER, 2, "32", 4)], 1),
        ([_line(ON, 1, "", 2), _line(ON, 2, "", 1, cause=2)], 1),  # there and back
        ([_line(DAY, 1, "", 2)], 1),  # before it was asked of
    ],
)
def test_the_one_that_has_it_all(lines: list[SuccessionFacts], found: int) -> None:
    assert Successions.of(lines).whole(UUID(int=1), LATER, since=DAY) == UUID(int=found)
    assert Successions.of(lines).whole(UUID(int=1), DAY, since=DAY) == UUID(int=1)
