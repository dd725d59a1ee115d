"""A stored reorganisation worked out against the organisation as it is stored: read by preview,
checked before a signature, and made again inside the transaction that enacts it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from indgang.organisation.public import (
    Carried,
    Change,
    DatedRows,
    Organisation,
    PostFacts,
    TaskFacts,
    Trouble,
    UnitFacts,
    names_of,
    organisation,
    rows_from,
)
from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.checks import find_troubles
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.models import Reorganisation
from indgang.reorganisation.naming import subject_names
from indgang.reorganisation.plan import Plan, StepProblem, make_plan
from indgang.reorganisation.ports import ports
from indgang.reorganisation.steps import Gather, MovePost, Split, Step, TransferTask, parse
from indgang.reorganisation.words import Names
from indgang.shared.errors import BadInput
from indgang.shared.rowsecurity import as_system
from indgang.shared.spoken_numbers import spoken_number

#: Organisations that are only planned count down, so that no memory takes one for a real one.
_planned = count(-1, -1)


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step as it is stored; ``step`` is ``None`` when it cannot be read any more."""

    position: int
    kind: str
    detail: dict[str, Any]
    source_row: int | None
    step: Step | None


@dataclass(frozen=True)
class Outlook:
    """What the steps make of the organisation of the day ``on``."""

    reorganisation_id: UUID
    on: date
    stored: tuple[StoredStep, ...]
    rows: DatedRows
    plan: Plan

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps that were planned."""
        return tuple(one.step for one in self.stored if one.step is not None)

    @cached_property
    def names(self) -> Names:
        """What the units and the people that matter are called."""
        named = people_named(self.steps) | {move.person for move in self.plan.post_moves}
        named |= {
            post.person
            for key in _changed_units(self.plan)
            for post in self.plan.after.posts_in.get(key, ())
        }
        ids = {row.person: row.person_id for row in self.rows.posts if row.person in named}
        called = names_of(set(ids.values()))
        people = {key: called[person_id] for key, person_id in ids.items()}
        ranges = {task.kle for task in self.plan.before.tasks} | kle_named(self.steps)
        subjects = subject_names(ranges, self.on)
        return Names.of(self.plan.before, self.steps, people=people, subjects=subjects)

    @cached_property
    def change(self) -> Change:
        """The plan as the bearers see it."""
        return Change(
            cause=self.reorganisation_id,
            on=self.on,
            homes=self.plan.homes,
            before=organisation(self.on),
            after=planned_organisation(self.plan.after),
            posts_before=post_facts(self.plan.before),
            posts_after=post_facts(self.plan.after),
        )

    @cached_property
    def problems(self) -> Mapping[int, StepProblem]:
        """The first problem of each step, by its stored position."""
        positions = [one.position for one in self.stored if one.step is not None]
        found: dict[int, StepProblem] = {}
        for problem in self.plan.problems:
            found.setdefault(positions[problem.position - 1], problem)
        return found

    @cached_property
    def carried(self) -> tuple[Carried, ...]:
        """What the rooms have that moves; counted in the system's name, for counts are no look."""
        with as_system("reorganisation"):
            return tuple(line for bearer in ports.bearers for line in bearer.carried(self.change))

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """All that would be wrong, what must be mended or signed first."""
        found = [*self._unreadable(), *find_troubles(self.plan, self.names, self.steps)]
        if not self.plan.problems:
            with as_system("reorganisation"):
                found += [each for one in ports.bearers for each in one.troubles(self.change)]
        found += self._homeless()
        return tuple(sorted(found, key=lambda each: not each.must))

    def _unreadable(self) -> list[Trouble]:
        text = _("Trin %(position)s kan ikke læses. Slet det, og skriv det igen.")
        return [
            Trouble("step_problem", f"step:{one.position}", text % {"position": one.position})
            for one in self.stored
            if one.step is None
        ]

    def _homeless(self) -> list[Trouble]:
        """``thing_without_home``: the rooms' things whose unit leaves them to nobody."""
        sums: dict[tuple[str, UUID], int] = {}
        for line in self.carried:
            if line.to_unit is None:
                key = (line.kind, line.from_unit)
                sums[key] = sums.get(key, 0) + line.count
        found = []
        for (kind, unit_id), number in sorted(sums.items(), key=str):
            unit = self.plan.before.by_id[unit_id]
            above = unit.parent
            choices = (above,) if above is not None and above in self.plan.after.units else ()
            text = homeless_text(kind, number, unit.name)
            found.append(Trouble("thing_without_home", f"{kind}:{unit.key}", text, choices=choices))
        return found


def homeless_text(kind: str, number: int, unit: str) -> str:
    """What is left behind, in a sentence."""
    texts = {
        "case": _("Sager fra %(unit)s uden en enhed bagefter: %(number)s"),
        "enquiry": _("Henvendelser fra %(unit)s uden en enhed bagefter: %(number)s"),
        "handover": _("Overdragelser til %(unit)s uden en modtager bagefter: %(number)s"),
        "calendar": _("Kalendere fra %(unit)s uden en enhed bagefter: %(number)s"),
        "closed_case": _("Lukkede sager fra %(unit)s uden en enhed bagefter: %(number)s"),
        "booking": _("Aftaler fra %(unit)s uden en enhed bagefter: %(number)s"),
        "entrance": _("Indgange fra %(unit)s uden en enhed bagefter: %(number)s"),
        "room": _("Lokaler fra %(unit)s uden en enhed bagefter: %(number)s"),
        "grant": _("Bemyndigelser fra %(unit)s uden en enhed bagefter: %(number)s"),
        "message": _("Breve på vej fra %(unit)s uden en afsender bagefter: %(number)s"),
    }
    text = texts.get(kind, _("Andet fra %(unit)s uden en enhed bagefter: %(number)s"))
    return text % {"number": spoken_number(number), "unit": unit}


def kle_named(steps: Sequence[Step]) -> set[str]:
    """The ranges of subjects that the steps name."""
    named = {step.kle for step in steps if isinstance(step, TransferTask | Gather)}
    splits = [step for step in steps if isinstance(step, Split)]
    return named | {kle for step in splits for part in step.parts for kle in part.kle}


def people_named(steps: Sequence[Step]) -> set[str]:
    """The keys of the people that the steps name."""
    named = {step.person for step in steps if isinstance(step, MovePost)}
    splits = [step for step in steps if isinstance(step, Split)]
    return named | {ref.person for step in splits for part in step.parts for ref in part.posts}


def _changed_units(plan: Plan) -> set[str]:
    return {
        key
        for key in plan.after.units
        if plan.before.posts_in.get(key) != plan.after.posts_in.get(key)
    }


def planned_organisation(day: Blueprint) -> Organisation:
    """The blueprint as an organisation that can be asked like a real one."""
    ids = {key: unit.unit_id for key, unit in day.units.items()}
    return Organisation(
        at=day.on,
        revision=next(_planned),
        units={
            unit.unit_id: UnitFacts(
                unit.unit_id, unit.key, unit.name, unit.kind,
                ids[unit.parent] if unit.parent is not None else None, unit.phone,
            )
            for unit in day.units.values()
        },
        tasks=tuple(
            TaskFacts(ids[task.unit], task.kle, task.role)
            for task in sorted(day.tasks, key=lambda task: (task.unit, task.kle, task.role))
        ),
    )  # fmt: skip


def post_facts(day: Blueprint) -> tuple[PostFacts, ...]:
    """The posts of the day as the bearers see them."""
    return tuple(
        PostFacts(
            post.post_id, post.person_id, day.units[post.unit].unit_id, post.function,
            post.title, post.share,
        )
        for post in day.posts.values()
    )  # fmt: skip


def stored_steps(reorganisation_id: UUID) -> tuple[StoredStep, ...]:
    """The steps in their order."""
    rows = Reorganisation(id=reorganisation_id).steps.order_by("position")
    found = []
    for row in rows:
        try:
            step = parse(row.kind, row.detail)
        except BadInput:  # written by an edition of the programme that knew other steps
            step = None
        found.append(StoredStep(row.position, row.kind, row.detail, row.source_row, step))
    return tuple(found)


def outlook(reorganisation_id: UUID, on: date) -> Outlook:
    """Work the steps out against the rows of the day, as they are in this transaction."""
    rows = rows_from(on)
    stored = stored_steps(reorganisation_id)
    blueprint = blueprint_of(rows)
    plan = make_plan(
        blueprint,
        [one.step for one in stored if one.step is not None],
        new_id=lambda key: uuid5(reorganisation_id, key),
        taken=rows.keys - blueprint.units.keys(),
    )
    return Outlook(reorganisation_id, on, stored, rows, plan)
