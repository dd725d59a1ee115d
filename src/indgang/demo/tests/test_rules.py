"""Numbers that can belong to nobody, and ranges of subjects."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.demo.rules import (
    demonstration_cpr,
    demonstration_cvr,
    demonstration_id,
    demonstration_number,
    demonstration_phone,
    is_demonstration_cpr,
    passes_cvr_check,
    ranges,
)
from indgang.organisation.public import kle_covers
from indgang.shared.identifiers import read_spoken_number

chance = st.integers(0, 2**32).map(Random)
birthdays = st.dates(date(1900, 1, 1), date(2040, 12, 31))
subjects = st.builds(
    "{:02}.{:02}.{:02}".format, st.integers(1, 4), st.integers(1, 4), st.integers(1, 4)
)


@given(birthdays, chance)
def test_cpr_numbers_keep_the_birthday_and_mean_somebody_long_dead(
    born: date, luck: Random
) -> None:
    cpr = demonstration_cpr(born, luck)
    assert (cpr.born.day, cpr.born.month) == (born.day, born.month)
    assert cpr.born < date(1900, 1, 1)
    assert is_demonstration_cpr(cpr)


@given(chance)
def test_the_28th_leap_day_has_a_number_too(luck: Random) -> None:
    assert demonstration_cpr(date(2004, 2, 29), luck).born.year % 4 == 0


@pytest.mark.parametrize(
    ("cvr", "passes"), [("10000009", True), ("10000106", True), ("10000008", False)]
)
def test_the_check_is_the_weighted_one(cvr: str, passes: bool) -> None:
    assert passes_cvr_check(cvr) is passes


@given(chance)
def test_cvr_numbers_fail_the_check_of_real_ones(luck: Random) -> None:
    cvr = demonstration_cvr(luck)
    assert len(cvr) == 8
    assert not passes_cvr_check(cvr)


@given(chance)
def test_phone_numbers_begin_as_no_subscribers_do(luck: Random) -> None:
    digits = demonstration_phone(luck).replace(" ", "")
    assert len(digits) == 8
    assert digits.startswith("01")


@given(chance)
def test_numbers_can_be_read_aloud_and_back(luck: Random) -> None:
    number = demonstration_number("S", luck)
    assert read_spoken_number(number.lower().replace("-", " "), "S") == number


@given(st.integers(0, 2**47), chance)
def test_ids_are_of_version_7_and_in_order_of_time(instant: int, luck: Random) -> None:
    earlier, later = demonstration_id(instant, luck), demonstration_id(instant + 1, luck)
    assert earlier.version == later.version == 7
    assert earlier < later


@given(st.sets(subjects, min_size=1), st.sets(subjects))
def test_ranges_hold_all_of_ones_own_and_none_of_the_others(own: set[str], all_: set[str]) -> None:
    others = all_ - own
    found = ranges(own, others)
    assert all(any(kle_covers(wide, subject) for wide in found) for subject in own)
    assert not any(kle_covers(wide, subject) for wide in found for subject in others)
