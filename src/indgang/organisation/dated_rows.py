"""The organisation's dated rows as they are stored, and writing them for a reorganisation.

Whoever plans a reorganisation reads every row that holds on its day or begins later, works out
which end and which begin, and hands that back; nothing else writes what units are from a day on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from indgang.organisation.homes import Homes
from indgang.organisation.models import Post, Succession, Unit, UnitState, UnitTask
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

#: The id of a row that is not written yet.
UNWRITTEN = UUID(int=0)


@dataclass(frozen=True, slots=True)
class StateRow:
    """A unit's name and place in some days."""

    row_id: UUID
    unit_id: UUID
    key: str
    kind: str
    name: str
    parent_id: UUID | None
    phone: str
    days: Days


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A unit's role to a range of subjects in some days."""

    row_id: UUID
    unit_id: UUID
    kle: str
    role: str
    days: Days


@dataclass(frozen=True, slots=True)
class PostRow:
    """A person's post in some days; ``share`` of full time, 0 < share ≤ 1."""

    row_id: UUID
    person_id: UUID
    person: str  #: the person's lasting key
    unit_id: UUID
    function: str
    title: str
    share: Decimal
    days: Days


@dataclass(frozen=True)
class DatedRows:
    """Every row that holds on the day ``on`` or begins later; all keys ever given to a unit."""

    on: date
    states: tuple[StateRow, ...]
    tasks: tuple[TaskRow, ...]
    posts: tuple[PostRow, ...]
    keys: frozenset[str]


@dataclass(frozen=True)
class Rewriting:
    """What a reorganisation writes: rows that end on its day, rows that begin then or later.

    ``units`` are the keys of new units by id.
    """

    on: date
    units: dict[UUID, str]
    ended: frozenset[UUID]
    states: tuple[StateRow, ...]
    tasks: tuple[TaskRow, ...]
    posts: tuple[PostRow, ...]
    homes: Homes


def _from(on: date) -> Q:
    return Q(validity__endswith__isnull=True) | Q(validity__endswith__gt=on)


def rows_from(on: date) -> DatedRows:
    """The rows of units, tasks and posts on the day and after it, in a steady order."""
    states = UnitState.objects.filter(_from(on)).select_related("unit").order_by("id")
    tasks = UnitTask.objects.filter(_from(on)).order_by("id")
    posts = Post.objects.filter(_from(on)).select_related("person").order_by("id")
    return DatedRows(
        on,
        tuple(
            StateRow(
                row.id, row.unit_id, row.unit.key, row.kind, row.name, row.parent_id, row.phone,
                to_days(row.validity),
            )
            for row in states
        ),
        tuple(TaskRow(r.id, r.unit_id, r.kle, r.role, to_days(r.validity)) for r in tasks),
        tuple(
            PostRow(
                row.id, row.person_id, row.person.key, row.unit_id, row.function, row.title,
                row.share, to_days(row.validity),
            )
            for row in posts
        ),
        frozenset(Unit.objects.values_list("key", flat=True)),
    )  # fmt: skip


def rewrite(what: Rewriting, writer: DatedWriter) -> None:
    """Write it all; the caller's transaction makes it one act, and closes the writer."""
    writer.begin([Unit(id=unit_id, key=key) for unit_id, key in what.units.items()])
    for model in (UnitState, UnitTask, Post):
        writer.end(list(model.objects.filter(pk__in=what.ended)), what.on)
    writer.begin(_states(what.states))
    writer.begin(
        [
            UnitTask(
                id=uuid7(), unit_id=row.unit_id, kle=row.kle, role=row.role,
                validity=to_range(row.days),
            )
            for row in what.tasks
        ]
    )  # fmt: skip
    writer.begin(
        [
            Post(
                id=uuid7(), person_id=row.person_id, unit_id=row.unit_id, function=row.function,
                title=row.title, share=row.share, validity=to_range(row.days),
            )
            for row in what.posts
        ]
    )  # fmt: skip
    writer.begin(
        [
            Succession(
                id=uuid7(), on=what.on, from_unit_id=home.from_unit, kle=home.kle,
                to_unit_id=home.to_unit, cause=writer.cause,
            )
            for home in what.homes.rows()
            if home.to_unit is not None
        ]
    )  # fmt: skip


def _states(rows: Sequence[StateRow]) -> list[Any]:
    return [
        UnitState(
            id=uuid7(), unit_id=row.unit_id, kind=row.kind, name=row.name,
            parent_id=row.parent_id, phone=row.phone, validity=to_range(row.days),
        )
        for row in rows
    ]  # fmt: skip


def succession_taken(homes: Homes) -> bool:
    """Does another act of the same day already say where one of these ranges went?"""
    taken = set(Succession.objects.filter(on=homes.on).values_list("from_unit_id", "kle"))
    return any((home.from_unit, home.kle) in taken for home in homes.rows() if home.to_unit)


def homes_of(cause: UUID, on: date) -> Homes:
    """Where a signed reorganisation lets things go."""
    moves: dict[UUID, dict[str, UUID | None]] = {}
    for row in Succession.objects.filter(cause=cause):
        moves.setdefault(row.from_unit_id, {})[row.kle] = row.to_unit_id
    return Homes(on, moves)
