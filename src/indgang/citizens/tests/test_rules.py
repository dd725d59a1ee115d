"""CPR numbers, who may speak for whom."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.citizens.rules import NotACprError, age, may_speak_for, parse_cpr

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "length"),
        ("123", "length"),
        ("3102701234", "date"),
        ("000000-0000", "date"),
        ("010130-4000", "future"),
        ("٠١٠١٧٠١٢٣٤", "length"),
        ("0101701234; DROP TABLE", "length"),
        ("1" * 100_000, "length"),
    ],
)
def test_what_is_no_cpr_number_says_why(text: str, problem: str) -> None:
    with pytest.raises(NotACprError) as caught:
        parse_cpr(text, at=TODAY)
    assert caught.value.problem == problem
    assert "0101" not in str(caught.value)


@pytest.mark.parametrize(
    ("digits", "year"),
    [
        ("0101700000", 1970), ("0101363999", 1936), ("0101364000", 2036 - 100 + 100),
        ("0101374000", 1937), ("0101575000", 2057), ("0101585000", 1858), ("0101998000", 1899),
        ("0101009000", 2000), ("0101379000", 1937),
    ],
)  # fmt: skip
def test_the_seventh_digit_tells_the_century(digits: str, year: int) -> None:
    assert parse_cpr(digits, at=date(2100, 1, 1)).born.year == year


@given(st.text(alphabet="0123456789- ", max_size=14))
def test_a_number_never_shows_in_its_own_text(text: str) -> None:
    try:
        cpr = parse_cpr(text, at=TODAY)
    except NotACprError:
        return
    assert cpr.digits not in repr(cpr) and cpr.digits[6:] not in str(cpr)
    assert cpr.born <= TODAY


@given(st.dates(date(1900, 1, 1), TODAY))
def test_custody_ends_on_the_eighteenth_birthday(born: date) -> None:
    assert may_speak_for("parent", born, TODAY) == (age(born, TODAY) < 18)
    assert may_speak_for("guardian", born, TODAY)
    assert not may_speak_for("spouse", born, TODAY)
