"""The gates: what may never be decided."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.journey.decision.models import HearingException, Outcome
from indgang.journey.decision.rules import GATES, Draft, Hearing, Standing, checklist

pytestmark = pytest.mark.requirement("K10")

TODAY = date(2026, 11, 22)
TEXT = st.sampled_from(["", " ", "\n", "Fordi du har søgt i tide."])
DRAFTS = st.builds(
    Draft,
    outcome=st.sampled_from(["", *Outcome.values, "perhaps"]),
    facts=TEXT,
    rules=TEXT,
    considerations=TEXT,
    complaint=TEXT,
    hearing_exception=st.sampled_from(HearingException.values),
)
HEARINGS = st.lists(
    st.builds(Hearing, st.integers(-20, 20).map(lambda n: TODAY + timedelta(n)), st.booleans()),
    max_size=2,
).map(tuple)
CASES = st.builds(Standing, st.just(TODAY), HEARINGS, st.booleans(), st.booleans(), st.booleans())


@given(DRAFTS, CASES)
def test_all_gates_open_means_what_the_law_asks(draft: Draft, case: Standing) -> None:
    if not all(check.passed for check in checklist(draft, case)):
        return
    assert case.competent and not case.conflict and case.has_journal
    assert draft.outcome in Outcome.values
    if draft.outcome != "granted":
        for text in (draft.facts, draft.rules, draft.considerations, draft.complaint):
            assert text.strip()
        heard = case.hearings and all(h.answered or h.answer_by < TODAY for h in case.hearings)
        assert heard or draft.hearing_exception in ("no_new_facts", "urgent")


def test_an_exception_for_those_who_get_everything_does_not_open_a_refusal() -> None:
    draft = Draft(
        outcome="refused", facts="a", rules="b", considerations="c", complaint="d",
        hearing_exception="fully_granted",
    )  # fmt: skip
    checks = checklist(draft, Standing(TODAY, (), True, True, False))
    assert [check.gate.code for check in checks if not check.passed] == ["heard"]


def test_every_gate_cites_its_paragraph() -> None:
    assert all("§" in gate.law and gate.title and gate.missing for gate in GATES)
