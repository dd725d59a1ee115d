"""What would be wrong after a plan, and what only was so before."""

import pytest
from django.utils import translation

from indgang.organisation.public import Trouble
from indgang.reorganisation.checks import find_troubles, may_be_signed
from indgang.reorganisation.steps import (
    Close,
    Create,
    Merge,
    Move,
    MovePost,
    Rename,
    Step,
    TransferTask,
)
from indgang.reorganisation.tests.towns import organisation_of, planned
from indgang.reorganisation.words import Names

pytestmark = [pytest.mark.requirement("O1")]

TOWN = organisation_of(
    [
        ("raad", "council", None),
        ("a", "administration", "raad"),
        ("boern", "department", "a"),
        ("unge", "department", "a"),
        ("hoved", "department", "a"),
        ("team", "team", "hoved"),
    ],
    [
        ("boern", "27", "ansvarlig"),
        ("boern", "32.24", "udfoerende"),
        ("boern", "54", "indsigt"),
        ("unge", "27.03", "ansvarlig"),
        ("hoved", "32.24", "ansvarlig"),
    ],
    [
        ("mette", "boern", "leader", "1"),
        ("ole", "unge", "leader", "0.5"),
        ("ole", "boern", "caseworker", "0.5"),
        ("anna", "boern", "caseworker", "0.8"),
        ("anna", "unge", "caseworker", "0.4"),
    ],
)


def _found(*steps: Step) -> dict[tuple[str, str], Trouble]:
    with translation.override("da"):
        found = find_troubles(planned(TOWN, list(steps)), Names.of(TOWN, steps), steps)
    return {(trouble.code, trouble.subject): trouble for trouble in found}


def test_a_task_that_nobody_gets_has_no_home_and_choices() -> None:
    found = _found(Close("boern"))
    task = found["task_without_home", "boern:27"]
    assert task.must
    assert task.text == "Opgaven 27 hos Boern har ikke noget hjem bagefter."
    assert task.choices[0] == "unge"  # it has 27.03
    assert "a" in task.choices
    assert "raad" not in task.choices
    assert found["task_without_home", "boern:32.24"].must  # hoved answers, and nobody performs
    assert ("task_without_home", "boern:54") not in found  # a right to look is no task


def test_a_task_that_another_performs_is_only_told() -> None:
    found = _found(MovePost("mette", "boern", "leader", "unge"), Close("unge", "boern"))
    assert not any(code == "task_without_home" for code, _ in found)
    told = _found(
        TransferTask("32.24", "hoved", "unge"),
        TransferTask("32.24", "boern", "hoved"),
        Close("unge"),
    )
    assert told["task_without_home", "hoved:32.24"].must  # another performs, nobody answers
    told = _found(Merge(("hoved",), "a"), TransferTask("27.03", "boern", "hoved"), Close("unge"))
    assert ("step_problem", "step:2") in told
    assert not told["task_without_home", "unge:27.03"].must  # boern has all of 27


def test_a_part_that_was_lost_on_the_way_is_told_for_whoever_had_it() -> None:
    found = _found(
        Create("ny", "Ny", "team", "a"), TransferTask("27.06", "boern", "ny"), Close("ny")
    )
    assert found["task_without_home", "boern:27.06"].must


def test_a_post_that_nobody_gets_ends_and_is_told() -> None:
    found = _found(Close("boern"))
    post = found["post_without_home", "mette:boern:leader"]
    assert post.must
    assert post.choices == ("a",)
    assert post.text == "mette mister sin stilling som leder, når Boern lukker."


def test_a_new_unit_needs_a_leader_and_one_that_had_none_is_only_told() -> None:
    found = _found(
        Create("ny", "Ny", "centre", "raad"),
        Move("team", "ny"),
        Rename("hoved", "Hovedkontoret"),
    )
    assert found["unit_without_leader", "ny"].must
    assert found["unit_without_leader", "ny"].text == "Ny har ingen leder."
    assert not found["unit_without_leader", "hoved"].must
    assert ("unit_without_leader", "team") not in found  # a team has no leader of its own
    assert ("unit_without_leader", "unge") not in found


def test_an_untouched_unit_without_a_leader_is_not_mentioned() -> None:
    assert ("unit_without_leader", "hoved") not in _found(Rename("unge", "De unge"))


def test_losing_the_leader_is_to_be_mended() -> None:
    assert _found(MovePost("mette", "boern", "leader", "a"))["unit_without_leader", "boern"].must


def test_two_leaders_after_a_merge() -> None:
    found = _found(Merge(("unge",), "boern"))
    assert found["two_leaders", "boern"].must
    assert found["two_leaders", "boern"].text == "Boern har mere end én leder: mette og ole."


def test_a_leader_who_is_led_in_the_same_unit() -> None:
    found = _found(Merge(("unge",), "boern"))
    assert found["contradicting_posts", "ole:boern"].must


def test_one_post_twice_can_only_be_mended() -> None:
    found = _found(Merge(("unge",), "boern"))
    twice = found["contradicting_posts", "anna:boern:caseworker"]
    assert twice.must
    assert not may_be_signed(twice.code, twice.subject)
    share = found["contradicting_posts", "anna:share"]
    assert not share.must  # it was so before
    assert share.text == "anna har stillinger på mere end fuld tid: 120 %."


def test_a_step_that_cannot_be_done_can_only_be_mended_and_names_the_one_before() -> None:
    found = _found(Merge(("unge",), "boern"), Rename("unge", "De unge"))
    step = found["step_problem", "step:2"]
    assert step.text == "Trin 2: Unge er lukket i trin 1 (Læg Unge ind i Boern)."
    assert not may_be_signed(step.code, step.subject)
    assert may_be_signed("unit_without_leader", "boern")
    assert may_be_signed("contradicting_posts", "ole:boern")


def test_what_must_be_mended_comes_first() -> None:
    with translation.override("da"):
        plan = planned(TOWN, [Rename("hoved", "H"), Close("unge")])
        musts = [trouble.must for trouble in find_troubles(plan, Names.of(TOWN))]
    assert musts == sorted(musts, reverse=True)
    assert True in musts
    assert False in musts
