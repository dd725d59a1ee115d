"""Who may see how much: every combination, against what the law lets nobody do."""

from itertools import product

import pytest

from indgang.journey.coordination.rules import Item, Level, Standing, sight
from indgang.journey.coordination.words import LAWS

pytestmark = [pytest.mark.requirement("K1"), pytest.mark.requirement("K10")]

ITEMS = [
    Item(sensitivity, hidden, is_open)
    for sensitivity, hidden, is_open in product((1, 2, 3, 4), (False, True), (False, True))
]
STANDINGS = [
    Standing(own, unit, administration, desk, application, consent, has_case)
    for own, unit, administration, desk, application, consent, has_case in product(
        (False, True),
        (False, True),
        (False, True),
        (False, True),
        (False, True),
        (Level.NOTHING, Level.HEADLINE, Level.CONTENT),
        (False, True),
    )
]


def test_every_answer_names_its_law() -> None:
    for item, viewer in product(ITEMS, STANDINGS):
        assert sight(item, viewer).law in LAWS


def test_content_needs_to_be_ones_own_or_consented() -> None:
    for item, viewer in product(ITEMS, STANDINGS):
        if sight(item, viewer).level is Level.CONTENT:
            assert viewer.own or viewer.own_unit or viewer.consent is Level.CONTENT


def test_hidden_and_most_sensitive_cases_do_not_tell_that_they_are_there() -> None:
    for item, viewer in product(ITEMS, STANDINGS):
        if (item.hidden or item.sensitivity == 4) and not (viewer.own or viewer.own_unit):
            assert sight(item, viewer).level is Level.NOTHING


def test_another_administration_sees_no_headline_of_the_sensitive_without_consent() -> None:
    for item, viewer in product(ITEMS, STANDINGS):
        inside = viewer.own or viewer.own_unit
        if item.sensitivity >= 3 and viewer.consent is Level.NOTHING and not inside:
            assert sight(item, viewer).level <= Level.EXISTENCE


def test_two_units_with_a_case_each_know_that_the_other_has_one() -> None:
    """Ibrahim: both caseworkers see that there is something, and only that."""
    seen = sight(Item(3, False, True), Standing(has_case=True))
    assert (seen.level, seen.law) == (Level.EXISTENCE, "whole_view")


def test_nobody_without_a_standing_sees_what_is_confidential() -> None:
    for item in ITEMS:
        if item.sensitivity > 1:
            assert sight(item, Standing()).level is Level.NOTHING
