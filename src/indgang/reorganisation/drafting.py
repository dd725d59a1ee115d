"""Verbs of a draft: begin, change, its steps, withdraw.

Each takes the ``version`` that the person saw and gives the new one; if somebody was faster,
nothing is written over. Whoever drafts holds a post as leader.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from indgang.organisation.public import names_of, rows_from
from indgang.reorganisation import rules
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.models import Reorganisation, Step
from indgang.reorganisation.rules import State, Verb
from indgang.reorganisation.sheet import Sheet, read_sheet
from indgang.reorganisation.steps import dump, parse
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.typed_text import without_controls

#: More steps than any reorganisation has; a page with them all can still be shown.
MOST_STEPS = 2000


def must_lead(by: Actor) -> None:
    """Reorganisations are the leaders' work. Raises ``NotAllowed``."""
    if not by.holds("leader"):
        raise NotAllowed("leaders_only", _("Kun ledere kan arbejde med omlægninger."))


def locked(reorganisation_id: UUID, verb: Verb, *, version: int | None = None) -> Reorganisation:
    """The row for writing, when its state allows the verb and nobody was faster."""
    row = Reorganisation.objects.select_for_update().filter(pk=reorganisation_id).first()
    if row is None:
        raise NotFound("no_such_reorganisation", _("Vi kan ikke finde omlægningen."))
    if rules.step(verb, row.state) is None:
        raise Refused("wrong_state", str(_STATE_SAYS[State(row.state)]()))
    if version is not None and version != row.version:
        raise Refused(
            "changed",
            _("En kollega har ændret omlægningen, siden du åbnede den."),
            next_step=_("Åbn siden igen, se, hvad der er nyt, og prøv en gang til."),
        )
    return row


_STATE_SAYS = {
    State.DRAFT: lambda: _("Omlægningen er et udkast. Den skal vedtages først."),
    State.ENACTED: lambda: _("Omlægningen er vedtaget. Fortryd den først, hvis den skal ændres."),
    State.IN_EFFECT: lambda: _("Omlægningen er trådt i kraft. Lav en ny, hvis noget skal ændres."),
    State.UNDONE: lambda: _("Omlægningen er fortrudt. Lav en ny."),
    State.WITHDRAWN: lambda: _("Omlægningen er trukket tilbage. Lav en ny."),
}


def _typed(title: str, reason: str) -> tuple[str, str]:
    title, reason = without_controls(title).strip(), without_controls(reason).strip()
    wrong = {}
    if not title:
        wrong["title"] = _("Skal udfyldes.")
    elif len(title) > 160:
        wrong["title"] = _("Skriv højst %(most)s tegn.") % {"most": 160}
    if len(reason) > 4000:
        wrong["reason"] = _("Skriv højst %(most)s tegn.") % {"most": 4000}
    if wrong:
        raise BadInput(_("Ret det, der er markeret."), fields=wrong)
    return title, reason


@transaction.atomic
def begin_draft(
    *, title: str, effective_on: date, reason: str = "", by: Actor, at: datetime
) -> UUID:
    """A new empty draft. A day that has passed is told at enactment, not here."""
    must_lead(by)
    title, reason = _typed(title, reason)
    row = Reorganisation.objects.create(
        title=title,
        reason=reason,
        effective_on=effective_on,
        created_at=at,
        created_by_id=by.person_id,
    )
    audit.record(
        "reorganisation.begin_draft", by=by, at=at, object_id=row.id,
        detail={"on": str(effective_on)},
    )  # fmt: skip
    return row.id


@transaction.atomic
def change_draft(
    *,
    reorganisation_id: UUID,
    version: int,
    title: str,
    effective_on: date,
    reason: str,
    by: Actor,
    at: datetime,
) -> int:
    """Another title, day or reason. Another day takes the signatures away."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    another_day = row.effective_on != effective_on
    row.title, row.reason = _typed(title, reason)
    row.effective_on = effective_on
    return _changed(
        row, "change_draft", {"on": str(effective_on)}, by=by, at=at, plan_changed=another_day
    )


def _changed(
    row: Reorganisation,
    verb: str,
    detail: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    plan_changed: bool = True,
) -> int:
    """Count the version up; whoever signed, signed for the plan as it was."""
    voided = row.exceptions.all().delete()[0] if plan_changed else 0
    row.version += 1
    row.save(update_fields=["title", "reason", "effective_on", "version"])
    audit.record(
        f"reorganisation.{verb}",
        by=by,
        at=at,
        object_id=row.id,
        detail=detail | ({"signatures_voided": voided} if voided else {}),
    )
    return row.version


@transaction.atomic
def add_step(
    *,
    reorganisation_id: UUID,
    version: int,
    kind: str,
    detail: Mapping[str, Any],
    position: int | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Put a step in, last or at ``position`` (from 1). Raises ``BadInput`` with fields."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    number = row.steps.count()
    if number >= MOST_STEPS:
        raise BadInput(_("En omlægning kan højst have %(most)s trin.") % {"most": MOST_STEPS})
    place = number + 1 if position is None else max(1, min(position, number + 1))
    step = parse(kind, detail)
    row.steps.filter(position__gte=place).update(position=F("position") + 1)
    Step.objects.create(reorganisation=row, position=place, kind=step.KIND, detail=dump(step))
    return _changed(row, "add_step", {"kind": kind, "position": place}, by=by, at=at)


@transaction.atomic
def change_step(
    *,
    reorganisation_id: UUID,
    version: int,
    position: int,
    kind: str,
    detail: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> int:
    """Another step in the same place."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    stored = _step(row, position)
    step = parse(kind, detail)
    stored.kind, stored.detail = step.KIND, dump(step)
    stored.save(update_fields=["kind", "detail"])
    return _changed(row, "change_step", {"kind": kind, "position": position}, by=by, at=at)


def _step(row: Reorganisation, position: int) -> Step:
    found = row.steps.filter(position=position).first()
    if found is None:
        raise NotFound("no_such_step", _("Det trin findes ikke."))
    return found


@transaction.atomic
def remove_step(
    *, reorganisation_id: UUID, version: int, position: int, by: Actor, at: datetime
) -> int:
    """Take a step out."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    _step(row, position).delete()
    row.steps.filter(position__gt=position).update(position=F("position") - 1)
    return _changed(row, "remove_step", {"position": position}, by=by, at=at)


@transaction.atomic
def move_step(
    *, reorganisation_id: UUID, version: int, position: int, to: int, by: Actor, at: datetime
) -> int:
    """Let a step come earlier or later."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    stored = _step(row, position)
    to = max(1, min(to, row.steps.count()))
    between = row.steps.exclude(pk=stored.pk)
    if to > position:
        between = between.filter(position__gt=position, position__lte=to)
        between.update(position=F("position") - 1)
    else:
        between = between.filter(position__gte=to, position__lt=position)
        between.update(position=F("position") + 1)
    stored.position = to
    stored.save(update_fields=["position"])
    return _changed(row, "move_step", {"position": position, "to": to}, by=by, at=at)


@transaction.atomic
def steps_from_sheet(
    *,
    reorganisation_id: UUID,
    version: int,
    content: bytes,
    name: str,
    by: Actor,
    at: datetime,
) -> int:
    """Let the steps be those of a spreadsheet (.xlsx or .csv); earlier ones go.

    Raises ``BadInput`` whose fields name row and column; then nothing is written.
    """
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE, version=version)
    found = _read(row, content, name)
    row.steps.all().delete()
    Step.objects.bulk_create(
        Step(
            reorganisation=row, position=place, kind=each.step.KIND, detail=dump(each.step),
            source_row=each.row,
        )
        for place, each in enumerate(found.steps, start=1)
    )  # fmt: skip
    return _changed(row, "steps_from_sheet", {"steps": len(found.steps)}, by=by, at=at)


def _read(row: Reorganisation, content: bytes, name: str) -> Sheet:
    rows = rows_from(row.effective_on)
    names = names_of({post.person_id for post in rows.posts})
    people = {post.person: names[post.person_id] for post in rows.posts}
    found = read_sheet(content, name, blueprint_of(rows), people=people)
    if found.problem_count:
        fields: dict[str, str] = {}
        for problem in found.problems:
            earlier = fields.get(problem.where)
            fields[problem.where] = f"{earlier} {problem.text}" if earlier else problem.text
        raise BadInput(
            _("Arket kan ikke bruges: %(number)s fejl. Intet er ændret.")
            % {"number": found.problem_count},
            fields=fields,
        )
    return found


@transaction.atomic
def withdraw(*, reorganisation_id: UUID, by: Actor, at: datetime) -> None:
    """Give a draft up; it is kept."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.WITHDRAW)
    row.state = State.WITHDRAWN
    row.version += 1
    row.save(update_fields=["state", "version"])
    audit.record("reorganisation.withdraw", by=by, at=at, object_id=row.id)
