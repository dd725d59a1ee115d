"""LIX, counted by hand and for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared.readability import Difficulty, Readability, readability


def test_counted_by_hand() -> None:
    """8 words in 2 sentences, 3 of them longer than six letters: 4 + 37.5."""
    found = readability("Du får kontanthjælp i dag. Kommunen betaler den.")
    assert found == Readability(words=8, sentences=2, long_words=3)
    assert found.lix == 42


def test_dates_times_and_abbreviations_do_not_end_a_sentence() -> None:
    text = "Kom den 4. december kl. 10.30 til nr. A114, jf. § 5, stk. 2, hos hr. Hansen."
    assert readability(text).sentences == 1


def test_a_heading_is_a_sentence_of_its_own() -> None:
    assert readability("Din afgørelse\n\nDu får pengene. De kommer fredag").sentences == 3


def test_quotes_and_questions_end_sentences() -> None:
    assert readability('Han sagde: "Kom!" Hvornår? I dag.').sentences == 4


@pytest.mark.parametrize("text", ["", "   \n\n ", "... !? —"])
def test_no_words(text: str) -> None:
    assert readability(text) == Readability(0, 0, 0)
    assert readability(text).lix == 0


@pytest.mark.parametrize(
    ("words", "step"),
    [(24, Difficulty.VERY_EASY), (25, Difficulty.EASY), (44, Difficulty.MEDIUM),
     (54, Difficulty.HARD), (55, Difficulty.VERY_HARD)],
)  # fmt: skip
def test_the_steps(words: int, step: Difficulty) -> None:
    """Short words only, so that the LIX is the length of the one sentence."""
    found = readability("nu " * words)
    assert (found.lix, found.difficulty) == (words, step)


@given(st.text(max_size=400))
def test_any_text_can_be_counted(text: str) -> None:
    found = readability(text)
    assert 0 <= found.long_words <= found.words
    assert (found.sentences > 0) == (found.words > 0)
    assert found.sentences <= max(found.words, 0)


@given(st.lists(st.sampled_from(["sol", "kommune", "regn"]), min_size=1, max_size=30))
def test_a_longer_sentence_is_never_easier_in_length(words: list[str]) -> None:
    one = readability(" ".join(words) + ".")
    two = readability(" ".join([*words, *words]) + ".")
    assert two.lix >= one.lix
