"""A file into the organisation: what it would do, and doing it. All of it or nothing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from indgang.organisation.exchange import (
    posts_standing,
    tasks_standing,
    unit_keys,
    units_standing,
)
from indgang.organisation.intake import Fault, Laid, Line, Standing, lay
from indgang.organisation.intake_tree import closed_units, homeless, tree_faults
from indgang.organisation.intake_writing import Whole, write
from indgang.organisation.models import Person
from indgang.organisation.oio_reading import read_objects
from indgang.organisation.sheet import cell_name, read_workbook
from indgang.organisation.sheet_rows import Sheets
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.errors import BadInput
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days

_MOST_TOLD = 50  #: faults told of one file


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things of a kind are new, have another value, end, are as they were.

    ``not_named`` hold on the day and no line is about them: they stay.
    """

    new: int
    changed: int
    ended: int
    unchanged: int
    not_named: int


@dataclass(frozen=True, slots=True)
class IntakeLine:
    """One thing that changes: ``what`` is new, changed or ended, from the day ``on``.

    ``about`` is (unit), (unit, kle, role) or (person, unit, function); ``place`` where it stands
    in the file ("" for what ends without a line of its own).
    """

    what: str
    about: tuple[str, ...]
    on: date
    place: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What a file does, or would do, from the day ``on``."""

    on: date
    units: Counts
    tasks: Counts
    posts: Counts
    new_people: int
    renamed_people: tuple[tuple[str, str, str], ...]  #: key, old name, new name
    lines: tuple[IntakeLine, ...]


def import_workbook(
    *, content: bytes, on: date, by: Actor, at: datetime, check: bool = False
) -> Intake:
    """Let the organisation be as the workbook says from the day ``on`` (see ``sheet_rows``).

    In an empty municipality a line may begin before ``on``; else nothing before ``on`` changes.
    ``check``: say what it would do and write nothing. Raises ``BadInput`` whose ``fields`` name
    sheet, cell and column of everything that is wrong; nothing is written then.
    """
    return take_in(
        read_workbook(content, on), ids={}, by=by, on=on, at=at, check=check, source="sheet"
    )


def import_objects(
    *, text: str, on: date, by: Actor, at: datetime, check: bool = False
) -> tuple[Intake, tuple[str, ...]]:
    """Units as *OrganisationEnhed* (see ``oio_reading``); also gives what was read otherwise.

    An empty municipality takes the whole history; else only what holds from the day ``on``.
    Raises ``BadInput`` as ``import_workbook`` does.
    """
    try:
        content = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 1)
        raise BadInput(_("Filen er ikke JSON (linje %(row)s).") % {"row": row}) from None
    known = unit_keys()
    read = read_objects(content, known)
    if known:
        read.said.units = _from_day(read.said.units, on)
        read.said.tasks = _from_day(read.said.tasks, on)
    report = take_in(
        read.said, ids=read.ids, by=by, on=on, at=at, check=check, source="OrganisationEnhed"
    )
    return report, tuple(read.notes)


def _from_day(lines: list[Line], on: date) -> list[Line]:
    """What the lines say of the day and later."""
    return [
        replace(line, days=days)
        for line in lines
        if (days := line.days.intersection(Days(on))) is not None
    ]


@transaction.atomic
def take_in(
    said: Sheets,
    *,
    ids: Mapping[str, UUID],
    on: date,
    by: Actor,
    at: datetime,
    check: bool,
    source: str,
) -> Intake:
    """Carry out what a file says; ``ids``: those that new units shall have, by key."""
    _hold_still()
    keys = unit_keys()
    if keys and on < clock.day_of(at):
        raise BadInput(_("En ændring kan ikke gælde fra en dag, der er gået."))
    known = units_standing(keys), tasks_standing(keys), posts_standing(keys)
    whole = _hold_against(said, known, on, is_empty=not keys)
    _refuse(said.faults + whole.faults)
    people = {row.key: row for row in Person.objects.filter(key__in=said.people)}
    report = _report(said, whole, people, on)
    if not check:
        cause = uuid7()
        write(said, whole, people, keys, ids, DatedWriter(cause, at))
        audit.record(
            "organisation.take_in",
            by=by,
            at=at,
            object_id=cause,
            detail={"on": str(on), "source": source, "lines": len(report.lines)},
        )
    return report


def _hold_still() -> None:
    """Nobody else changes units, and nobody decides by them, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM shared_revision WHERE room = 'organisation' FOR UPDATE")


def _hold_against(
    said: Sheets, known: tuple[list[Standing], ...], on: date, *, is_empty: bool
) -> Whole:
    lines: tuple[list[Line], ...] = (said.units, said.tasks, said.posts)
    faults: list[Fault] = []
    if not is_empty:
        text = _("Må ikke være før den dag, ændringen gælder fra.")
        faults += [
            Fault(line.place, "Fra", text)
            for some in lines
            for line in some
            if line.days.begins < on
        ]
    units, tasks, posts = (lay(some, rows, on) for some, rows in zip(lines, known, strict=True))
    faults += units.faults + tasks.faults + posts.faults
    faults += closed_units(units, said.units, known[0])
    faults += tree_faults(units, on)
    faults += homeless(tasks.begun, 0, "Enhed", units)
    faults += homeless(posts.begun, 1, "Enhed", units)
    return Whole(units, tasks, posts, faults)


def _refuse(faults: Sequence[Fault]) -> None:
    if not faults:
        return
    fields = {cell_name(fault): fault.text for fault in sorted(faults)[:_MOST_TOLD]}
    raise BadInput(
        _("Filen har %(count)s fejl. Intet er ændret.") % {"count": len(faults)}, fields=fields
    )


def _counts(laid: Laid) -> Counts:
    begun = {line.about for line in laid.begun}
    over = {row.about for row, _day in laid.ended}
    return Counts(
        new=len(begun - over),
        changed=len(begun & over),
        ended=len(over - begun),
        unchanged=laid.unchanged,
        not_named=laid.not_named,
    )


def _lines(laid: Laid) -> Iterable[IntakeLine]:
    over = {row.about for row, _day in laid.ended}
    begun = {line.about for line in laid.begun}
    for line in laid.begun:
        place = f"{line.place.sheet} {line.place.row}"
        what = "changed" if line.about in over else "new"
        yield IntakeLine(what, line.about, line.days.begins, place)
    for row, day in laid.ended:
        if row.about not in begun:
            yield IntakeLine("ended", row.about, day, "")


def _report(said: Sheets, whole: Whole, people: Mapping[str, Any], on: date) -> Intake:
    renamed = tuple(
        (key, people[key].name, person.name)
        for key, person in said.people.items()
        if key in people and people[key].name != person.name
    )
    return Intake(
        on,
        _counts(whole.units),
        _counts(whole.tasks),
        _counts(whole.posts),
        new_people=sum(key not in people for key in said.people),
        renamed_people=renamed,
        lines=tuple(
            line for laid in (whole.units, whole.tasks, whole.posts) for line in _lines(laid)
        ),
    )
