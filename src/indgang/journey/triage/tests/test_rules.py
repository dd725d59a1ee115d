"""Understanding: never fails, always the same, explained in the person's own words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.journey.triage.guidance import LANGUAGES, question, question_keys
from indgang.journey.triage.questions import _BETWEEN
from indgang.journey.triage.rules import MOST, Understanding, understand
from indgang.journey.triage.tests.labelled import index, labelled
from indgang.journey.triage.text import MAX_READ, stem

ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from([one.text for one in labelled()]), max_size=4).map(" ".join),
)
SPACE = st.text(alphabet=" \t\n\r\u00a0", min_size=1, max_size=5)


def read(text: str) -> Understanding:
    return understand(text, index())


@given(ANY_TEXT)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_scores_are_sorted_between_0_and_1(text: str) -> None:
    found = read(text)
    scores = [one.score for one in found.services]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len(scores) <= MOST
    assert len({one.code for one in found.services}) == len(scores)
    assert found.situation in ("everyday", "general", "special")
    assert found.language in LANGUAGES
    assert bool(found.services) == found.municipal
    assert found == read(text)


@given(st.sampled_from([one.text for one in labelled()]), st.data())
@settings(max_examples=100, deadline=None)
def test_white_space_changes_nothing(text: str, data: st.DataObject) -> None:
    wide = "".join(data.draw(SPACE) if letter == " " else letter for letter in text)
    assert read(data.draw(SPACE) + wide + data.draw(SPACE)) == read(text)


@given(st.sampled_from([one.text for one in labelled() if one.services]))
@settings(max_examples=100, deadline=None)
def test_the_reason_is_what_the_person_wrote(text: str) -> None:
    joined = " ".join(text.replace("-", " ").split())
    for one in read(text).services:
        for said in one.because:
            assert all(word in joined for word in said.split())


@pytest.mark.parametrize("text", ["", "   ", "\n", "🙂🙂", "?!", "42", "مرحبا", "\u202e\u0000"])
def test_nothing_to_go_by_is_asked_about_and_not_routed(text: str) -> None:
    found = read(text)
    assert not found.municipal
    assert found.services == ()
    assert found.ask_next == "tell_more"


@pytest.mark.parametrize(
    "piece", ["Hul i vejen ", "a", "!", "min mand ", "barn alene ", "😀", "1 "]
)
def test_a_megabyte_is_cut_and_read_in_bounded_time(piece: str) -> None:
    begins = time.process_time()
    found = read((piece * (1_000_000 // len(piece)))[:1_000_000])
    assert found.cut
    assert time.process_time() - begins < 20, "a bound against runaway patterns, not a speed claim"


def test_what_is_cut_is_said_only_when_it_is_cut() -> None:
    assert not read("pas " * (MAX_READ // 4)).cut
    assert read("pas " * (MAX_READ // 4) + "pas igen").cut


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jeg søger hjælp til børnepenge", "jeg soeger hjaelp til boernepenge"),
        ("Rotterne i kælderen", "rotte i kaelder"),
        ("mit kørekort", "MIT KØREKORT!!!"),
        ("vuggestueplads", "vugestueplads"),
        ("sygedagpenge", "sygedagpenene"),
    ],
)
def test_spelling_does_not_change_the_place(one: str, other: str) -> None:
    assert read(one).services[0].code == read(other).services[0].code


def test_forms_of_a_word_meet() -> None:
    for forms in ("husleje huslejen", "rotte rotter rotterne", "barn børn børnene", "skole skolen"):
        folded = [f.replace("ø", "oe") for f in forms.split()]
        assert len({stem(form) for form in folded}) == 1, forms


@pytest.mark.requirement("E3")
def test_several_needs_of_one_story_are_all_named_and_coordinated() -> None:
    found = read("Jeg har mistet mit arbejde og kan ikke betale huslejen næste måned")
    assert {"kontanthjaelp", "udsaettelsestruet"} <= {one.code for one in found.services}
    assert found.coordinate
    assert found.coordinate_because == "across"
    assert found.situation == "special"
    assert not read("Hvornår kommer skraldebilen?").coordinate


def test_a_question_that_tells_two_readings_apart_has_words_in_both_languages() -> None:
    keys = {"which", "tell_more", *_BETWEEN.values()}
    assert keys == question_keys()
    assert all(question(key, language).endswith("?") for key in keys for language in LANGUAGES)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jeg vil ikke leve mere", "life"),
        ("Min mand slår mig", "violence"),
        ("Naboen slår sine børn", "child"),
        ("Jeg har ikke noget sted at sove", "no_roof"),
        ("Hun slar mig hver dag, min kærste", "violence"),
        ("I want to die", "life"),
    ],
)
def test_danger_is_named_and_routed_first_with_no_question_asked(text: str, kind: str) -> None:
    found = read(text)
    assert found.urgent is not None
    assert found.urgent.kind == kind
    assert found.urgent.because
    assert found.municipal
    assert found.ask_next is None
    assert found.situation == "special"


@pytest.mark.parametrize(
    "text",
    [
        "Min mand slog mig for ti år siden, nu søger jeg arbejde",
        "Vi holder kursus om vold i hjemmet i foreningen",
        "Jeg var ved at dø af grin over skiltet",
        "Min mor vil dø hjemme, kan jeg få orlov",
        "Kan børnene være alene uden for i frikvarteret i fritidshjemmet",
    ],
)
def test_what_is_over_or_meant_otherwise_is_no_alarm(text: str) -> None:
    assert read(text).urgent is None
