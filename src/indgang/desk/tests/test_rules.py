"""The next step of a case, and what was typed into the search box."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.desk.rules import CaseStanding, NextStep, next_step, number_kind, sureness

DAY = date(2026, 12, 1)
standings = st.builds(
    CaseStanding,
    state=st.sampled_from(["opstaaet", "oplyst", "afgjort", "afsluttet"]),
    has_caseworker=st.booleans(),
    barred=st.booleans(),
    may_decide=st.booleans(),
    answer_by=st.none() | st.dates(DAY - timedelta(30), DAY + timedelta(30)),
)


@given(standings)
def test_nobody_is_sent_to_decide_what_they_may_not(case: CaseStanding) -> None:
    if next_step(case, DAY) is NextStep.DECIDE:
        assert case.may_decide
        assert not case.barred
        assert case.has_caseworker
        assert case.state in ("opstaaet", "oplyst")
        assert case.answer_by is None or case.answer_by < DAY


@pytest.mark.parametrize(
    ("case", "step"),
    [
        (CaseStanding("opstaaet", False, False, True, None), NextStep.TAKE),
        (CaseStanding("opstaaet", True, True, False, None), NextStep.COLLEAGUE),
        (CaseStanding("opstaaet", True, False, False, None), NextStep.OTHER_UNIT),
        (CaseStanding("oplyst", True, False, True, DAY), NextStep.AWAIT_ANSWER),
        (CaseStanding("oplyst", True, False, True, DAY - timedelta(1)), NextStep.DECIDE),
        (CaseStanding("afgjort", False, True, False, DAY), NextStep.CLOSE),
        (CaseStanding("afsluttet", False, True, False, DAY), NextStep.NOTHING),
    ],
)
def test_the_next_step(case: CaseStanding, step: NextStep) -> None:
    assert next_step(case, DAY) is step


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("010185-5001", "cpr"),
        ("0101855001", "cpr"),
        ("12 34 56 78", "cvr"),
        ("010185-50", "number"),
        ("123", "number"),
        ("Åse 2", "name"),
        ("", "name"),
    ],
)
def test_what_was_typed(typed: str, kind: str) -> None:
    assert number_kind(typed) == kind


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_score_is_never_less_sure(one: float, other: float) -> None:
    order = ["maybe", "likely", "sure"]
    low, high = sorted((one, other))
    assert order.index(sureness(low)) <= order.index(sureness(high))
