"""The spreadsheet that makes 11 centres of 19 departments, as ``reorganisation`` reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest

from indgang.access.public import account_by_identity, actor_of_account
from indgang.config.database.public import Urls
from indgang.demo.public import ISSUER, ExampleSheet, example_sheet
from indgang.organisation.public import rows_from
from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.checks import find_troubles
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.plan import Plan, make_plan
from indgang.reorganisation.public import begin_draft, steps_from_sheet, troubles
from indgang.reorganisation.sheet import read_sheet
from indgang.reorganisation.words import Names
from indgang.shared import clock
from indgang.shared.rowsecurity import acting, as_system

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.requirement("O2")]


@dataclass(frozen=True)
class Read:
    """The organisation of a day to come, and the example."""

    day: Blueprint
    sheet: ExampleSheet

    def plan(self, *, mended: bool) -> Plan:
        """The plan that the sheet makes, with or without the lines that mend it."""
        content = self.sheet.mended if mended else self.sheet.content
        found = read_sheet(content, self.sheet.name, self.day)
        assert found.problems == ()
        steps = [each.step for each in found.steps]
        return make_plan(self.day, steps, new_id=lambda key: uuid5(NAMESPACE_URL, key))


@pytest.fixture(scope="module")
def read(lyngby_taarbaek_town: Urls, django_db_blocker: Any) -> Iterator[Read]:
    """The town as it stands in two months."""
    sheet = example_sheet()
    assert sheet is not None
    with django_db_blocker.unblock(), as_system("demonstration"):
        day = blueprint_of(rows_from(clock.today() + timedelta(days=60)))
    yield Read(day, sheet)


def must(plan: Plan) -> list[tuple[str, str]]:
    """What would have to be mended or signed, as far as units, tasks and posts can tell."""
    found = find_troubles(plan, Names.of(plan.before, []))
    return [(trouble.code, trouble.subject) for trouble in found if trouble.must]


@pytest.mark.parametrize("mended", [False, True])
def test_nineteen_departments_in_four_administrations_become_eleven_centres(
    read: Read, mended: bool
) -> None:
    plan = read.plan(mended=mended)
    assert plan.problems == ()

    def kinds(day: Blueprint, kind: str) -> list[str]:
        return [unit.key for unit in day.units.values() if unit.kind == kind]

    assert len(kinds(plan.before, "department")) == 19
    assert len(kinds(plan.before, "administration")) == 5
    assert len(kinds(plan.after, "centre")) == 11
    assert kinds(plan.after, "department") == []
    assert kinds(plan.after, "administration") == ["direktionen"]
    assert {plan.after.units[key].parent for key in kinds(plan.after, "centre")} == {"direktionen"}


def test_exactly_two_tasks_have_no_home(read: Read) -> None:
    assert must(read.plan(mended=False)) == [
        ("task_without_home", "opkraevningen:25.02.09"),
        ("task_without_home", "opkraevningen:25.45.32"),
    ]


def test_the_two_lines_mend_it(read: Read) -> None:
    assert read.sheet.mending.count(b"\n") == 3  # the heads and two lines
    plan = read.plan(mended=True)
    assert must(plan) == []
    tasks = {task.kle for task in plan.after.tasks_of["center-oekonomi"]}
    assert {"25.02.09", "25.45.32"} <= tasks


def test_nobody_is_lost_and_every_centre_has_one_leader(read: Read) -> None:
    plan = read.plan(mended=True)
    assert len(plan.before.posts) == len(plan.after.posts) == 900
    shares = [sum(post.share for post in day.posts.values()) for day in (plan.before, plan.after)]
    assert shares[0] == shares[1]
    for unit in plan.after.units.values():
        if unit.kind == "centre":
            posts = plan.after.posts_in[unit.key]
            assert [post.function for post in posts].count("leader") == 1, unit.key
            assert len(posts) > 5, unit.key


def test_the_two_centres_that_the_source_describes(read: Read) -> None:
    plan = read.plan(mended=True)
    economy = [post.unit for post in plan.after.posts.values() if post.function == "economy"]
    assert set(economy) == {"center-oekonomi"}
    assert len(economy) > 90
    special = {
        (task.unit, task.kle[:5])
        for task in plan.after.tasks
        if task.kle.startswith(("27.35", "27.48", "27.57", "27.60", "34."))
    }
    assert {unit for unit, _ in special} == {"center-stoette"}


@pytest.mark.requirement("O4")
def test_every_room_finds_only_what_the_two_tasks_leave_behind(
    read: Read, django_db_blocker: Any
) -> None:
    """All bearers asked: cases, grants, entrances … (``config/wiring.py``)."""
    now = clock.now()
    with django_db_blocker.unblock():
        with as_system("demonstration"):
            account = account_by_identity(ISSUER, "henriette-skovgaard")
            assert account is not None
            director = actor_of_account(account, now)
        found = []
        for content in (read.sheet.content, read.sheet.mended):
            with acting(director, purpose="worklist"):
                draft = begin_draft(title="11", effective_on=read.day.on, by=director, at=now)
                steps_from_sheet(
                    reorganisation_id=draft, version=1, content=content, name=read.sheet.name,
                    by=director, at=now,
                )  # fmt: skip
                found.append(troubles(draft))
    as_it_is, mended = found
    assert mended == ()
    assert {line.code for line in as_it_is} == {
        "task_without_home", "thing_without_home", "task_without_competence",
    }  # fmt: skip
    about = [line.text for line in as_it_is if line.code != "task_without_competence"]
    assert all("Opkrævningen" in text for text in about)
