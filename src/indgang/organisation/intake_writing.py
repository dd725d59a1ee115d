"""Writing what a file says: units and people that are new, and the dated rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.organisation.intake import Fault, Laid, Line
from indgang.organisation.models import Person, Post, Unit, UnitState, UnitTask
from indgang.organisation.sheet_rows import PersonSays, Sheets
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import to_range


@dataclass
class Whole:
    """All three kinds, held against what stands, and what is wrong with them."""

    units: Laid
    tasks: Laid
    posts: Laid
    faults: list[Fault]


def write(
    said: Sheets,
    whole: Whole,
    people: dict[str, Any],
    keys: Mapping[UUID, str],
    ids: Mapping[str, UUID],
    writer: DatedWriter,
) -> None:
    """Write it; ``people`` are those that are known, ``ids`` the ids that new units shall have."""
    of_key = {key: unit_id for unit_id, key in keys.items()}
    named = dict.fromkeys(line.about[0] for line in whole.units.begun)
    fresh = [Unit(id=ids.get(key) or uuid7(), key=key) for key in named if key not in of_key]
    Unit.objects.bulk_create(fresh, batch_size=2000)
    of_key |= {unit.key: unit.id for unit in fresh}
    person_ids = _write_people(said.people, people)
    for laid in (whole.units, whole.tasks, whole.posts):
        by_day: dict[date, list[Any]] = {}
        for row, day in laid.ended:
            by_day.setdefault(day, []).append(row.row)
        for day, rows in by_day.items():
            writer.end(rows, day)
    writer.begin([_state(line, of_key) for line in whole.units.begun])
    writer.begin([_task(line, of_key) for line in whole.tasks.begun])
    writer.begin([_post(line, of_key, person_ids) for line in whole.posts.begun])
    writer.close()


def _write_people(said: Mapping[str, PersonSays], known: dict[str, Any]) -> dict[str, UUID]:
    fresh = [
        Person(key=key, name=person.name, phone=person.phone)
        for key, person in said.items()
        if key not in known
    ]
    Person.objects.bulk_create(fresh, batch_size=2000)
    changed = []
    for key, row in known.items():
        if (row.name, row.phone) != (said[key].name, said[key].phone):
            row.name, row.phone = said[key].name, said[key].phone
            changed.append(row)
    Person.objects.bulk_update(changed, ["name", "phone"], batch_size=2000)
    return {row.key: row.id for row in (*known.values(), *fresh)}


def _state(line: Line, units: Mapping[str, UUID]) -> UnitState:
    kind, name, parent, phone = line.value
    return UnitState(
        unit_id=units[line.about[0]],
        kind=kind,
        name=name,
        parent_id=units[parent] if parent else None,
        phone=phone,
        validity=to_range(line.days),
    )


def _task(line: Line, units: Mapping[str, UUID]) -> UnitTask:
    unit, kle, role = line.about
    return UnitTask(unit_id=units[unit], kle=kle, role=role, validity=to_range(line.days))


def _post(line: Line, units: Mapping[str, UUID], people: Mapping[str, UUID]) -> Post:
    person, unit, function = line.about
    title, share = line.value
    return Post(
        person_id=people[person],
        unit_id=units[unit],
        function=function,
        title=title,
        share=share,
        validity=to_range(line.days),
    )
