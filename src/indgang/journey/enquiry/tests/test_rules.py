"""The table of steps, and cleaning of what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.journey.enquiry import rules
from indgang.journey.enquiry.models import EnquiryState


def test_the_table_knows_the_models_states_and_gives_a_reason_each() -> None:
    states = set(EnquiryState.values)
    for step in rules.STEPS:
        assert {step.before, step.after} <= states
        assert step.reason
    assert len({(s.before, s.verb) for s in rules.STEPS}) == len(rules.STEPS)
    assert states >= rules.DONE


def test_every_state_can_be_reached_and_an_open_one_can_be_left() -> None:
    reached, waiting = {"received"}, ["received"]
    while waiting:
        state = waiting.pop()
        for step in rules.STEPS:
            if step.before == state and step.after not in reached:
                reached.add(step.after)
                waiting.append(step.after)
    assert reached == set(EnquiryState.values)
    for state in set(EnquiryState.values) - rules.DONE:
        assert any(step.before == state and step.after != state for step in rules.STEPS)


@given(st.lists(st.sampled_from(["accepted", "returned", "offered", "taken_back"]), max_size=4))
def test_an_answered_handover_always_leads_somewhere(others: list[str]) -> None:
    for verb in ("accept", "return", "take_back"):
        after = rules.after("offered", rules.answered_handover(verb, others))
        assert (after == "offered") == ("offered" in others)
        if verb == "accept" and "offered" not in others:
            assert after == "accepted"
        if verb != "accept" and not {"accepted", "offered"} & set(others):
            assert after == "received"


@given(st.text(max_size=300))
def test_cleaned_text_is_storable_and_never_turns_the_page(text: str) -> None:
    try:
        clean = rules.clean_text(text)
    except rules.TextProblemError as error:
        assert error.problem == "empty"
        return
    assert "\x00" not in clean
    clean.encode("utf-8")
    assert sum(clean.count(c) for c in "\u202a\u202b\u202d\u202e") <= clean.count("\u202c")
    assert rules.clean_text(clean) == clean


@pytest.mark.parametrize("text", ["🙂 hjælp", "أحتاج إلى مساعدة", "a\u202eb", "x\n\ny"])
def test_emoji_and_any_script_stay(text: str) -> None:
    assert rules.clean_text(text).startswith(text)


def test_too_long_is_said() -> None:
    with pytest.raises(rules.TextProblemError) as caught:
        rules.clean_text("x" * 1_000_000)
    assert caught.value.problem == "long"
