"""What each step does, seen in small organisations."""

from datetime import date
from decimal import Decimal
from time import process_time
from uuid import UUID

import pytest

from indgang.organisation.public import Homes
from indgang.reorganisation.blueprint import Blueprint, PostNode, TaskNode, UnitNode
from indgang.reorganisation.plan import Plan, StepProblem, make_plan
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    PostRef,
    Rename,
    Split,
    Step,
    TransferTask,
)
from indgang.reorganisation.tests.towns import ident, organisation_of, planned

pytestmark = [pytest.mark.requirement("O1")]

TOWN = organisation_of(
    [
        ("raad", "council", None),
        ("udvalg", "committee", "raad"),
        ("a", "administration", "raad"),
        ("b", "administration", "raad"),
        ("boern", "department", "a"),
        ("unge", "department", "a"),
        ("team", "team", "boern"),
        ("job", "department", "b"),
    ],
    [
        ("udvalg", "27", "ansvarlig"),
        ("boern", "27", "ansvarlig"),
        ("boern", "32.24", "udfoerende"),
        ("unge", "27.03", "ansvarlig"),
        ("job", "32.24", "ansvarlig"),
        ("job", "54", "indsigt"),
    ],
    [
        ("mette", "boern", "leader", "1"),
        ("ole", "unge", "leader", "1"),
        ("anna", "boern", "caseworker", "0.6"),
        ("anna", "unge", "caseworker", "0.4"),
        ("ali", "job", "economy", "1"),
        ("eva", "team", "economy", "0.5"),
    ],
)


def _problems(plan: Plan) -> list[tuple[int, str]]:
    return [(found.position, found.code) for found in plan.problems]


def _home(plan: Plan, unit: str, kle: str = "") -> str | None:
    at = plan.homes.of(ident(unit), kle)
    return None if at is None else plan.after.by_id[at].key


def _tasks(day: Blueprint, unit: str) -> set[tuple[str, str]]:
    return {(task.kle, task.role) for task in day.tasks_of.get(unit, ())}


def _staff(day: Blueprint, unit: str) -> set[tuple[str, str, Decimal]]:
    return {(post.person, post.function, post.share) for post in day.posts_in.get(unit, ())}


def test_a_new_unit_has_the_given_id_and_a_renamed_or_moved_one_keeps_its_own() -> None:
    plan = planned(
        TOWN,
        [
            Create("ny", "Center for Børn", "centre", "raad", "12 34"),
            Rename("boern", "Børn og Familie"),
            Rename("unge", "Unge", "56 78"),
            Move("boern", "ny"),
        ],
    )
    after = plan.after.units
    assert after["ny"] == UnitNode("ny", ident("ny"), "Center for Børn", "centre", "raad", "12 34")
    assert (after["boern"].unit_id, after["boern"].parent) == (ident("boern"), "ny")
    assert (after["unge"].name, after["unge"].phone) == ("Unge", "56 78")
    assert plan.homes.rows() == ()
    assert plan.before is TOWN


def test_a_merge_takes_posts_tasks_children_and_things_along() -> None:
    plan = planned(TOWN, [Create("ny", "Ny", "centre", "raad"), Merge(("boern", "unge"), "ny")])
    assert plan.closed == {"boern": 2, "unge": 2}
    assert _staff(plan.after, "ny") == {
        ("mette", "leader", Decimal(1)),
        ("ole", "leader", Decimal(1)),
        ("anna", "caseworker", Decimal("1.0")),
    }
    assert _tasks(plan.after, "ny") == {
        ("27", "ansvarlig"), ("27.03", "ansvarlig"), ("32.24", "udfoerende"),
    }  # fmt: skip
    assert plan.after.units["team"].parent == "ny"
    assert _home(plan, "boern") == _home(plan, "unge", "27.03.04") == "ny"
    anna = [move for move in plan.post_moves if move.person == "anna"]
    assert {(move.from_unit, move.share) for move in anna} == {
        ("boern", Decimal("0.6")), ("unge", Decimal("0.4")),
    }  # fmt: skip
    joined = [move for move in anna if move.joins is not None]
    assert [move.joins for move in joined] == [min(move.post_id for move in anna)]


def test_posts_that_are_more_than_full_time_together_are_not_joined() -> None:
    town = organisation_of(
        [("raad", "council", None), ("a", "office", "raad"), ("b", "office", "raad")],
        posts=[("anna", "a", "caseworker", "0.8"), ("anna", "b", "caseworker", "0.3")],
    )
    plan = planned(town, [Merge(("a",), "b")])
    assert _staff(plan.after, "b") == {
        ("anna", "caseworker", Decimal("0.8")), ("anna", "caseworker", Decimal("0.3")),
    }  # fmt: skip


def test_merging_into_a_unit_below_gives_it_the_place_above() -> None:
    plan = planned(TOWN, [Merge(("a", "boern"), "team")])
    after = plan.after.units
    assert set(plan.closed) == {"a", "boern"}
    assert after["team"].parent == "raad"
    assert after["unge"].parent == "team"


def test_homes_compose() -> None:
    """A → B and then B → C is A → C, for what went whole and for a part."""
    plan = planned(
        TOWN,
        [
            TransferTask("27.03", "boern", "unge"),
            Merge(("unge",), "job"),
            Create("c", "C", "centre", "raad"),
            TransferTask("27.03.04", "job", "c"),
        ],
    )
    assert plan.problems == ()
    assert _home(plan, "boern") == "boern"
    assert _home(plan, "boern", "27.03.12") == "job"
    assert _home(plan, "boern", "27.03.04") == "c"
    assert _home(plan, "unge", "27.03.04") == "c"
    assert _home(plan, "unge", "99.99.99") == "job"
    assert _home(plan, "job", "27.03.04") == "c"
    assert _home(plan, "job", "32.24.04") == "job"


def test_what_comes_back_needs_no_line() -> None:
    plan = planned(
        TOWN, [TransferTask("27.03", "boern", "unge"), TransferTask("27.03", "unge", "boern")]
    )
    assert plan.problems == ()
    assert ident("boern") not in plan.homes.moves
    assert _home(plan, "unge", "27.03.04") == "boern"


def test_a_part_that_ends_where_the_rest_goes_needs_no_line_of_its_own() -> None:
    plan = planned(TOWN, [TransferTask("27.06", "boern", "job"), Merge(("boern",), "job")])
    lines = [row for row in plan.homes.rows() if row.from_unit == ident("boern")]
    assert [(row.kle, row.to_unit) for row in lines] == [("", ident("job"))]


def test_a_part_of_a_wide_task_goes_exactly_and_the_wide_one_stays() -> None:
    plan = planned(TOWN, [TransferTask("27.06", "boern", "job")])
    assert ("27", "ansvarlig") in _tasks(plan.after, "boern")
    assert ("27.06", "ansvarlig") in _tasks(plan.after, "job")
    assert _home(plan, "boern", "27.06.01") == "job"
    assert _home(plan, "boern", "27.09.01") == "boern"
    assert [(row.kle, row.to_unit) for row in plan.homes.rows()] == [("27.06", ident("job"))]


def test_a_part_that_was_given_away_cannot_be_given_again() -> None:
    steps: list[Step] = [
        TransferTask("27.06", "boern", "job"),
        TransferTask("27.06", "boern", "unge"),
        TransferTask("27.06.01", "boern", "unge"),
        Merge(("boern",), "unge"),
        TransferTask("27.06.01", "unge", "job"),
        TransferTask("27", "unge", "b"),
    ]
    plan = planned(TOWN, steps)
    assert _problems(plan) == [
        (2, "nothing_to_move"),
        (3, "nothing_to_move"),
        (5, "nothing_to_move"),
    ]
    assert _home(plan, "boern", "27.06.01") == "job"
    assert _home(plan, "boern", "27.03.01") == _home(plan, "unge", "27.03.01") == "b"


def test_two_who_share_a_task_give_all_of_it_when_one_has_it_whole() -> None:
    town = organisation_of(
        [("raad", "council", None), *((key, "office", "raad") for key in "abcd")],
        [("a", "27", "ansvarlig"), ("b", "27", "ansvarlig")],
    )
    plan = planned(
        town,
        [
            TransferTask("27.06", "a", "c"),
            Merge(("a",), "b"),
            TransferTask("27.06", "b", "d"),
        ],
    )
    assert plan.problems == ()
    assert _home(plan, "b", "27.06.01") == "d"
    assert _home(plan, "a", "27.06.01") == "c"


def test_insight_stays_when_a_task_goes_and_follows_when_the_unit_does() -> None:
    town = organisation_of(
        [("raad", "council", None), ("a", "office", "raad"), ("b", "office", "raad")],
        [("a", "27", "ansvarlig"), ("a", "27", "indsigt")],
    )
    assert _tasks(planned(town, [TransferTask("27", "a", "b")]).after, "a") == {("27", "indsigt")}
    assert ("27", "indsigt") in _tasks(planned(town, [Merge(("a",), "b")]).after, "b")


def test_a_split_gives_the_named_parts_and_keeps_the_rest() -> None:
    plan = planned(
        TOWN,
        [
            Create("x", "X", "team", "a"),
            Create("y", "Y", "team", "a"),
            Split(
                "boern",
                (
                    Part("x", ("27",), (PostRef("anna", "caseworker"),)),
                    Part("y", ("27.03.04", "32.24")),
                ),
            ),
        ],
    )
    assert plan.problems == ()
    assert _home(plan, "boern", "27.03.04") == "y"
    assert _home(plan, "boern", "27.03.12") == "x"
    assert _home(plan, "boern") == "boern"
    assert _staff(plan.after, "x") == {("anna", "caseworker", Decimal("0.6"))}
    assert _staff(plan.after, "boern") == {("mette", "leader", Decimal(1))}
    assert _tasks(plan.after, "y") == {("27.03.04", "ansvarlig"), ("32.24", "udfoerende")}


def test_a_split_with_one_wrong_part_does_nothing() -> None:
    part = Part("unge", ("27",), (PostRef("mette", "caseworker"),))
    plan = planned(TOWN, [Split("boern", (part,))])
    assert _problems(plan) == [(1, "no_such_post")]
    assert plan.after == TOWN


@pytest.mark.requirement("O2")
def test_gathering_a_range_takes_parts_from_many_and_small_units_whole() -> None:
    plan = planned(TOWN, [Create("ny", "Ny", "centre", "raad"), Gather("ny", "27.03")])
    assert plan.closed == {"unge": 2}  # nothing but 27.03 to do, and nobody below it
    assert ("ole", "leader", Decimal(1)) in _staff(plan.after, "ny")
    assert _home(plan, "unge", "99.99.99") == "ny"
    assert _home(plan, "boern", "27.03.04") == "ny"
    assert _home(plan, "boern", "27.06.01") == "boern"
    assert ("27", "ansvarlig") in _tasks(plan.after, "udvalg")  # the politicians' is not a task
    assert _tasks(plan.after, "ny") == {("27.03", "ansvarlig")}


@pytest.mark.requirement("O2")
def test_a_unit_with_others_below_it_gives_only_the_range() -> None:
    plan = planned(TOWN, [Gather("b", "32"), Gather("b", "27")])
    assert plan.closed == {"job": 1, "unge": 2}
    assert "boern" in plan.after.units
    assert _tasks(plan.after, "boern") == set()
    assert _staff(plan.after, "boern") == _staff(TOWN, "boern")


@pytest.mark.requirement("O2")
def test_gathering_a_function_moves_the_posts_and_nothing_else() -> None:
    plan = planned(TOWN, [Gather("b", function="economy")])
    assert {move.person for move in plan.post_moves} == {"ali", "eva"}
    assert _staff(plan.after, "b") == {
        ("ali", "economy", Decimal(1)), ("eva", "economy", Decimal("0.5")),
    }  # fmt: skip
    assert plan.homes.rows() == ()
    assert plan.after.tasks == TOWN.tasks
    assert plan.after.units == TOWN.units


def test_closing_with_nobody_to_take_it_leaves_things_without_a_home() -> None:
    plan = planned(TOWN, [Close("job")])
    assert plan.closed == {"job": 1}
    assert _home(plan, "job", "32.24.04") is None
    assert [(move.person, move.to_unit) for move in plan.post_moves] == [("ali", None)]
    assert not plan.after.tasks_of.get("job")


def test_closing_into_another_is_a_merge() -> None:
    one, other = planned(TOWN, [Close("boern", "b")]), planned(TOWN, [Merge(("boern",), "b")])
    assert one == other


def test_moving_a_post_may_change_function_and_title() -> None:
    plan = planned(
        TOWN,
        [
            MovePost("anna", "boern", "caseworker", "job", "coordinator", "Tovholder"),
            MovePost("ole", "unge", "leader", "unge", new_title="Centerchef"),
        ],
    )
    [anna] = [post for post in plan.after.posts_in["job"] if post.person == "anna"]
    assert (anna.function, anna.title, anna.share) == ("coordinator", "Tovholder", Decimal("0.6"))
    [ole] = [post for post in plan.after.posts_in["unge"] if post.person == "ole"]
    assert ole.title == "Centerchef"


@pytest.mark.parametrize(
    ("steps", "code", "args"),
    [
        ([Rename("findes-ikke", "X")], "unknown_unit", {"unit": "findes-ikke"}),
        (
            [Merge(("unge",), "job"), Move("unge", "b")],
            "closed_unit",
            {"unit": "unge", "step": "1"},
        ),
        ([Create("job", "Job", "team", "b")], "key_taken", {"unit": "job"}),
        (
            [Merge(("unge",), "job"), Create("unge", "Unge", "team", "b")],
            "key_taken",
            {"unit": "unge"},
        ),
        ([Create("ny", "Ny", "council", "b")], "bad_step", {"field": "kind", "fault": "kind"}),
        ([Rename("job", "Job")], "nothing_changes", {"unit": "job"}),
        ([Move("a", "team")], "cycle", {"unit": "a", "parent": "team"}),
        ([Move("a", "a")], "cycle", {"unit": "a", "parent": "a"}),
        ([Move("job", "b")], "already_there", {"unit": "job", "parent": "b"}),
        ([Close("raad", "a")], "council_stays", {"unit": "raad"}),
        ([Move("raad", "a")], "council_stays", {"unit": "raad"}),
        ([Close("boern")], "has_children", {"unit": "boern", "child": "team", "count": "1"}),
        ([Merge(("job",), "job")], "same_unit", {"unit": "job"}),
        ([TransferTask("27", "boern", "boern")], "same_unit", {"unit": "boern"}),
        ([TransferTask("54", "job", "b")], "nothing_to_move", {"unit": "job", "kle": "54"}),
        (
            [Split("boern", (Part("job", ("54",)),))],
            "nothing_to_move",
            {"unit": "boern", "kle": "54"},
        ),
        ([Split("boern", (Part("boern", ("27",)),))], "same_unit", {"unit": "boern"}),
        ([Gather("b", "99")], "nothing_to_gather", {"unit": "b", "kle": "99"}),
        (
            [Gather("b", "", "librarian")],
            "nobody_to_gather",
            {"unit": "b", "function": "librarian"},
        ),
        (
            [MovePost("ali", "job", "leader", "b")],
            "no_such_post",
            {"person": "ali", "unit": "job", "function": "leader"},
        ),
        (
            [MovePost("ali", "job", "economy", "job", "economy")],
            "nothing_changes",
            {"unit": "job", "person": "ali"},
        ),
        ([TransferTask("27.", "boern", "b")], "bad_step", {"field": "kle", "fault": "kle"}),
        ([Gather("b", "27", "leader")], "bad_step", {"field": "kle", "fault": "one"}),
    ],
)  # fmt: skip
def test_a_step_that_cannot_be_done_says_why(
    steps: list[Step], code: str, args: dict[str, str]
) -> None:
    plan = planned(TOWN, steps)
    assert plan.problems == (StepProblem(len(steps), code, args),)


def test_the_rest_is_planned_all_the_same() -> None:
    plan = planned(TOWN, [Close("findes-ikke"), Rename("job", "Job og Uddannelse")])
    assert _problems(plan) == [(1, "unknown_unit")]
    assert plan.after.units["job"].name == "Job og Uddannelse"


def large(units: int, posts: int) -> Blueprint:
    nodes = {"raad": UnitNode("raad", ident("raad"), "Rådet", "council", None)}
    for number in range(units):
        parent = "raad" if number < 20 else f"u{number // 8}"
        key = f"u{number}"
        nodes[key] = UnitNode(key, ident(key), f"Enhed {number}", "department", parent)
    tasks = {
        TaskNode(f"u{n}", f"{n % 90 + 10:02}.{n // 90:02}", role)
        for n in range(units)
        for role in ("ansvarlig", "udfoerende")
    }
    rows = {}
    for n in range(posts):
        function = ("caseworker", "leader", "economy", "specialist")[n % 4]
        person = f"p{n}"
        row = UUID(int=n + 1)
        rows[row] = PostNode(row, person, row, f"u{n % units}", function, "", Decimal(1))
    return Blueprint(date(2027, 1, 1), nodes, frozenset(tasks), rows)


def many_steps() -> list[Step]:
    steps: list[Step] = [Create(f"c{n}", f"Center {n}", "centre", "raad") for n in range(20)]
    steps += [Merge((f"u{1900 + n}", f"u{1800 + n}"), f"c{n % 20}") for n in range(60)]
    steps += [Gather(f"c{n}", kle=f"{n + 10}") for n in range(20)]
    steps += [Gather("c1", function="economy"), Gather("c2", function="leader")]
    still_there = [n for n in range(303, 600, 4) if n % 90 >= 20][:18]
    steps += [MovePost(f"p{n}", f"u{n}", "specialist", "c3") for n in still_there]
    steps += [TransferTask(f"{n % 90 + 10:02}.{n // 90:02}", f"u{n}", "c0") for n in range(30, 70)]
    steps += [Rename(f"u{n}", f"Nyt navn {n}") for n in range(100, 140)]
    return steps


def test_a_large_municipality_is_planned_at_once() -> None:
    town = large(2_000, 20_000)
    steps = many_steps()
    assert len(steps) == 200
    begun = process_time()
    plan = make_plan(town, steps, new_id=ident)
    took = process_time() - begun
    assert plan.problems == ()
    assert isinstance(plan.homes, Homes)
    assert took < 2  # a third of a second on a quiet machine; a plan that is not linear: minutes
