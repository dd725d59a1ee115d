"""Reads of the organisation. The day's units are kept in memory until a change is counted."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from indgang.organisation.models import Person, Post, UnitState, UnitTask
from indgang.organisation.rules import Organisation, TaskFacts, UnitFacts
from indgang.shared.actor import HeldPost
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import NotFound

_memory: dict[date, Organisation] = {}


def revision(room: str) -> int:
    """How often the room has changed; the number a memory is compared with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM shared_revision WHERE room = %s", [room])
        row: Any = cursor.fetchone()
    return int(row[0]) if row else 0


def organisation(at: date, *, as_of: int | None = None) -> Organisation:
    """All units and tasks on the day ``at``; never older than the last committed change.

    ``as_of`` is the revision when the caller has just asked for it (many days in one answer).
    """
    current = revision("organisation") if as_of is None else as_of
    known = _memory.get(at)
    if known is not None and known.revision == current:
        return known
    units = {
        state.unit_id: UnitFacts(
            state.unit_id, state.unit.key, state.name, state.kind, state.parent_id, state.phone
        )
        for state in UnitState.objects.valid_at(at).select_related("unit")
    }
    tasks = tuple(
        TaskFacts(task.unit_id, task.kle, task.role) for task in UnitTask.objects.valid_at(at)
    )
    found = Organisation(at=at, revision=current, units=units, tasks=tasks)
    if len(_memory) > 30:
        _memory.clear()
    _memory[at] = found
    return found


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who works here, with the posts held on the day."""

    person_id: UUID
    key: str
    name: str
    phone: str
    posts: tuple[HeldPost, ...]


def posts_of(person_id: UUID, at: date) -> tuple[HeldPost, ...]:
    """The posts that the person holds on the day."""
    rows = Post.objects.valid_at(at).filter(person_id=person_id).order_by("title")
    return tuple(HeldPost(row.id, row.unit_id, row.function, row.title) for row in rows)


def employee(person_id: UUID, at: date) -> Employee:
    """The person with posts. Raises ``NotFound``."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotFound("no_such_person", "")
    return Employee(person.id, person.key, person.name, person.phone, posts_of(person_id, at))


def staff_of(unit_id: UUID, at: date) -> tuple[Employee, ...]:
    """Those with a post in the unit on the day, by name."""
    rows = Post.objects.valid_at(at).filter(unit_id=unit_id).select_related("person")
    found: dict[UUID, Employee] = {}
    for row in rows:
        post = HeldPost(row.id, row.unit_id, row.function, row.title)
        earlier = found.get(row.person_id)
        posts = (post,) if earlier is None else (*earlier.posts, post)
        found[row.person_id] = Employee(
            row.person.id, row.person.key, row.person.name, row.person.phone, posts
        )
    return tuple(sorted(found.values(), key=lambda employee: danish_order(employee.name)))


def names_of(person_ids: set[UUID]) -> dict[UUID, str]:
    """Names of employees, for lists."""
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "name"))
