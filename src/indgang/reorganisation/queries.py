"""Reads of reorganisations: the list, and one with its steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from indgang.organisation.public import organisation
from indgang.reorganisation import words
from indgang.reorganisation.models import Reorganisation
from indgang.reorganisation.naming import people_names, subject_names
from indgang.reorganisation.outlook import (
    Outlook,
    StoredStep,
    kle_named,
    outlook,
    people_named,
    stored_steps,
)
from indgang.reorganisation.rules import State, lawful_verbs
from indgang.reorganisation.steps import Create, Step
from indgang.reorganisation.words import Names
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class Line:
    """A reorganisation in the list. ``state`` is one of ``rules.State``."""

    id: UUID
    title: str
    effective_on: date
    state: str
    version: int
    steps: int
    created_by: str
    created_at: datetime
    enacted_at: datetime | None
    took_effect_at: datetime | None
    transition_closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with what it does in a sentence and, when it cannot be done, why not.

    ``position`` counts from 1. ``step`` is ``None`` when what is stored is no step any more.
    ``detail`` is the step as it is stored (``steps.dump``). ``source_row`` is the row of the
    spreadsheet it came from.
    """

    position: int
    kind: str
    step: Step | None
    detail: dict[str, Any]
    sentence: str
    source_row: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A reorganisation with its steps. ``verbs`` are what its state allows (``rules.Verb``).

    ``counted`` is what it moved, by kind: at signing (``signed``) and on the day (``day``).
    """

    id: UUID
    title: str
    reason: str
    effective_on: date
    state: str
    version: int
    steps: tuple[StepLine, ...]
    verbs: tuple[str, ...]
    created_by: str
    created_at: datetime
    enacted_by: str
    enacted_at: datetime | None
    verdict_id: UUID | None
    took_effect_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    undone_reason: str
    transition_closed_by: str
    transition_closed_at: datetime | None
    transition_note: str
    counted: Mapping[str, Mapping[str, int]]

    @property
    def problems(self) -> tuple[StepLine, ...]:
        """The steps that cannot be done."""
        return tuple(line for line in self.steps if line.problem)


def reorganisations() -> tuple[Line, ...]:
    """All of them, the latest day first."""
    rows = (
        Reorganisation.objects.annotate(number=Count("steps"))
        .select_related("created_by")
        .order_by("-effective_on", "-created_at")
    )
    return tuple(
        Line(
            row.id,
            row.title,
            row.effective_on,
            row.state,
            row.version,
            row.number,
            row.created_by.name if row.created_by else "",
            row.created_at,
            row.enacted_at,
            row.took_effect_at,
            row.transition_closed_at,
        )
        for row in rows
    )


#: The columns that point at people who acted.
PEOPLE = ("created_by", "enacted_by", "undone_by", "transition_closed_by")


def row_of(reorganisation_id: UUID) -> Reorganisation:
    """The stored row with the people who acted. Raises ``NotFound``."""
    found = Reorganisation.objects.select_related(*PEOPLE).filter(pk=reorganisation_id).first()
    if found is None:
        raise NotFound("no_such_reorganisation", _("Vi kan ikke finde omlægningen."))
    return found


def reorganisation(reorganisation_id: UUID) -> Draft:
    """One with its steps. Raises ``NotFound``."""
    row = row_of(reorganisation_id)
    if row.state == State.DRAFT:
        lines = _planned_lines(outlook(row.id, row.effective_on))
    else:
        lines = _told_lines(stored_steps(row.id), row.effective_on)
    who = {name: one.name if (one := getattr(row, name)) else "" for name in PEOPLE}
    return Draft(
        id=row.id,
        title=row.title,
        reason=row.reason,
        effective_on=row.effective_on,
        state=row.state,
        version=row.version,
        steps=lines,
        verbs=tuple(verb.value for verb in lawful_verbs(row.state)),
        created_at=row.created_at,
        enacted_at=row.enacted_at,
        verdict_id=row.verdict_id,
        took_effect_at=row.took_effect_at,
        undone_at=row.undone_at,
        undone_reason=row.undone_reason,
        transition_closed_at=row.transition_closed_at,
        transition_note=row.transition_note,
        counted={name: row.counted.get(name, {}) for name in ("signed", "day")},
        **who,
    )


def _planned_lines(found: Outlook) -> tuple[StepLine, ...]:
    problems, names, steps = found.problems, found.names, found.steps
    return tuple(
        _line(
            one,
            names,
            words.problem(problems[one.position], names, steps) if one.position in problems else "",
        )
        for one in found.stored
    )


def _told_lines(stored: tuple[StoredStep, ...], on: date) -> tuple[StepLine, ...]:
    """The steps of one that is no draft any more, with the names of the day before it."""
    yesterday = on - timedelta(days=1)
    steps = [one.step for one in stored if one.step is not None]
    created = {step.unit: step.name for step in steps if isinstance(step, Create)}
    units = {key: unit.name for key, unit in organisation(yesterday).by_key.items()}
    names = Names(
        created | units,
        people_names(people_named(steps), yesterday),
        subject_names(kle_named(steps), yesterday),
    )
    return tuple(_line(one, names, "") for one in stored)


def _line(one: StoredStep, names: Names, problem: str) -> StepLine:
    if one.step is None:
        problem = _("Trinnet kan ikke læses. Slet det, og skriv det igen.")
    sentence = words.sentence(one.step, names) if one.step is not None else one.kind
    return StepLine(one.position, one.kind, one.step, one.detail, sentence, one.source_row, problem)
