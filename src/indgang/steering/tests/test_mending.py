"""One press gives what lacks a home to a unit: the plan made with the step has no such trouble."""

from typing import Any

import pytest

from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Close, Create, Move, Rename
from indgang.reorganisation.tests import stored
from indgang.reorganisation.tests.acts import draft
from indgang.reorganisation.tests.stored import NOW, House
from indgang.shared.rowsecurity import acting
from indgang.steering.mending import MENDABLE, Mend, mend, mend_all

pytestmark = pytest.mark.requirement("O1")


def _line(code: str, subject: str, choices: tuple[str, ...] = ("job",)) -> room.TroubleLine:
    return room.TroubleLine(code, subject, "", True, True, choices, "", "", None)


def _steps(*steps: Any) -> tuple[room.StepLine, ...]:
    return tuple(
        room.StepLine(place, step.KIND, step, {}, "", None, "")
        for place, step in enumerate(steps, start=1)
    )


STEPS = _steps(Create("ny", "Ny", "centre", "raad"), Close("familie"), Rename("job", "Jobhuset"))


def test_a_task_goes_before_its_unit_closes() -> None:
    step = mend(_line("task_without_home", "familie:27.24"), "job", STEPS)
    detail = {"kle": "27.24", "from_unit": "familie", "to_unit": "job"}
    assert step == Mend("transfer_task", detail, 2)


def test_a_person_goes_before_their_unit_closes() -> None:
    step = mend(_line("post_without_home", "fie:familie:caseworker"), "job", STEPS)
    assert step is not None
    assert (step.kind, step.position, step.detail["to_unit"]) == ("move_post", 2, "job")


def test_other_things_go_with_the_closing() -> None:
    step = mend(_line("thing_without_home", "case:familie"), "job", STEPS)
    assert step == Mend("close", {"unit": "familie", "to": "job"}, 2, instead=True)


def test_one_press_for_all_that_a_unit_has() -> None:
    line = _line("post_without_home", "fie:familie:caseworker")
    step = mend_all(line, "job", STEPS)
    assert step == Mend("close", {"unit": "familie", "to": "job"}, 2, instead=True)
    assert mend_all(_line("two_leaders", "familie"), "job", STEPS) is None
    assert mend_all(_line("task_without_home", "job:15"), "familie", STEPS) is None


def test_without_a_closing_step_there_is_nothing_to_put_in_its_place() -> None:
    assert mend(_line("thing_without_home", "case:job"), "familie", STEPS) is None
    step = mend(_line("task_without_home", "job:15"), "familie", STEPS)
    assert step is not None
    assert step.position == 4


@pytest.mark.parametrize("code", ["unit_without_leader", "grant_without_chain", "two_leaders"])
def test_no_press_mends_the_rest(code: str) -> None:
    assert code not in MENDABLE
    assert mend(_line(code, "familie"), "job", STEPS) is None


@pytest.fixture
def house(db: None) -> House:
    """The small municipality of the room below."""
    made = stored.build()
    stored.furnish(made)
    return made


@pytest.mark.parametrize(
    ("unit", "first"),
    [
        ("job", "task_without_home"),
        ("familie", "post_without_home"),
        ("familie", "thing_without_home"),
    ],
)
def test_pressing_until_nothing_is_homeless(house: House, unit: str, first: str) -> None:
    """The real plan: a unit closes without a home for anything; each press mends a trouble."""
    found = draft(house, Move("team-unge", "soc"), Close(unit))
    by = house.actor()
    assert by.person_id is not None
    mended = []
    with acting(by, purpose="steering"):
        for _press in range(20):
            lines = [line for line in room.troubles(found.id) if line.code in MENDABLE]
            lines = [line for line in lines if line.stops and line.choices]
            if not lines:
                break
            lines.sort(key=lambda line: line.code != first)
            now = room.reorganisation(found.id)
            step = mend(lines[0], lines[0].choices[0], now.steps)
            assert step is not None
            act = room.change_step if step.instead else room.add_step
            act(
                reorganisation_id=found.id, version=now.version, kind=step.kind,
                detail=step.detail, position=step.position, by=by, at=NOW,
            )  # fmt: skip
            mended.append(lines[0].code)
        left = [line.code for line in room.troubles(found.id) if line.code in MENDABLE]
        assert not room.reorganisation(found.id).problems
    assert mended[0] == first
    assert left == []
