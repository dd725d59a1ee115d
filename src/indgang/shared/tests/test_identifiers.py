"""Numbers that people say aloud, and UUIDs in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared.identifiers import ALPHABET, read_spoken_number, spoken_number, uuid7


def test_uuid7_comes_in_order_and_says_its_version() -> None:
    many = [uuid7() for _ in range(1000)]
    assert len(set(many)) == 1000
    assert all(one.version == 7 for one in many)
    assert [one.int >> 80 for one in many] == sorted(one.int >> 80 for one in many)


@given(st.sampled_from(["H", "S", "T"]), st.sampled_from(["{}", " {} ", "{}\n"]), st.booleans())
def test_a_number_is_read_however_it_is_typed(prefix: str, frame: str, lower: bool) -> None:
    number = spoken_number(prefix)
    typed = frame.format(number.lower() if lower else number).replace("-", " ")
    assert read_spoken_number(typed, prefix) == number


@given(st.integers(0, 6), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_caught(place: int, wrong: str) -> None:
    number = spoken_number("H")
    body = number.replace("-", "")[1:]
    if ord(body[place]) == ord(wrong) or (
        (ALPHABET.index(body[place]) - ALPHABET.index(wrong)) % 29 == 0
    ):
        return
    changed = body[:place] + wrong + body[place + 1 :]
    assert read_spoken_number(f"H{changed}", "H") is None


@pytest.mark.parametrize("text", ["", "H", "H-0000-0000", "S-2345-6789", "🙂" * 9, "x" * 100_000])
def test_what_cannot_be_a_number_is_none(text: str) -> None:
    assert read_spoken_number(text, "H") is None
