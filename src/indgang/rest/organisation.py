"""The organisation on any day, what changed, and where an old name or number leads."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from indgang.organisation.public import (
    ChangeKind,
    FoundUnit,
    Organisation,
    UnitFacts,
    changes_between,
    find_units,
    names_through_time,
    organisation,
)
from indgang.rest.gate import ANYBODY, Request, operation, reply
from indgang.rest.schemas import Shown, Taken, Text
from indgang.shared import clock
from indgang.shared.privacy import Privacy, classified

router = Router(tags=["organisation"])


class OnDay(Taken):
    """The day that is asked about; today when none is given. Law and units hold in whole days."""

    at: date | None = classified(Privacy.PUBLIC, default=None)


class Between(OnDay):
    """Two days: what happened from ``since`` to ``at``."""

    since: date = classified(Privacy.PUBLIC)


class Words(OnDay):
    """A name, part of one, or a phone number, also one that no longer is."""

    words: Text = classified(Privacy.PUBLIC, min_length=2, max_length=120)


class Task(Shown):
    """A range of KLE subjects and the unit's role to it (ansvarlig, udfoerende, indsigt)."""

    kle: str = classified(Privacy.PUBLIC)
    role: str = classified(Privacy.PUBLIC)


class Unit(Shown):
    """A unit as it is on the day. ``parent_id`` is null at the top."""

    unit_id: UUID = classified(Privacy.PUBLIC)
    key: str = classified(Privacy.PUBLIC)
    name: str = classified(Privacy.PUBLIC)
    kind: str = classified(Privacy.PUBLIC)
    parent_id: UUID | None = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    tasks: list[Task] = classified(Privacy.PUBLIC)


class Units(Shown):
    """Every unit of the day, the top first and then by key."""

    at: date = classified(Privacy.PUBLIC)
    units: list[Unit] = classified(Privacy.PUBLIC)


class Name(Shown):
    """What a unit was called from ``begins`` until the day before ``ends`` (null: until now)."""

    name: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    begins: date = classified(Privacy.PUBLIC)
    ends: date | None = classified(Privacy.PUBLIC)


class UnitNow(Shown):
    """A unit that has the subjects within ``kle`` on the day ("": everything)."""

    kle: str = classified(Privacy.PUBLIC)
    unit_id: UUID = classified(Privacy.PUBLIC)
    name: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)


class Found(Shown):
    """A unit under the name that was found, and who has its matters on the day."""

    unit_id: UUID = classified(Privacy.PUBLIC)
    name: str = classified(Privacy.PUBLIC)
    phone: str = classified(Privacy.PUBLIC)
    is_current: bool = classified(Privacy.PUBLIC)
    now: list[UnitNow] = classified(Privacy.PUBLIC)


class Hits(Shown):
    """Names that hold on the day first, then former ones; at most fifty."""

    units: list[Found] = classified(Privacy.PUBLIC)


class Happened(Shown):
    """What happened to a unit; ``went_to`` and ``came_from`` by range of subjects."""

    unit_id: UUID = classified(Privacy.PUBLIC)
    kinds: list[ChangeKind] = classified(Privacy.PUBLIC)
    before: str | None = classified(Privacy.PUBLIC)
    after: str | None = classified(Privacy.PUBLIC)
    went_to: list[UnitNow] = classified(Privacy.PUBLIC)
    came_from: list[UnitNow] = classified(Privacy.PUBLIC)


class Changes(Shown):
    """Every unit to which something happened between the two days."""

    since: date = classified(Privacy.PUBLIC)
    at: date = classified(Privacy.PUBLIC)
    units: list[Happened] = classified(Privacy.PUBLIC)


class History(Shown):
    """A unit's names through time, the earliest first."""

    unit_id: UUID = classified(Privacy.PUBLIC)
    names: list[Name] = classified(Privacy.PUBLIC)


def _unit(unit: UnitFacts, org: Organisation) -> Unit:
    tasks = [
        Task(kle=task.kle, role=task.role) for task in org.tasks if task.unit_id == unit.unit_id
    ]
    return _shown(unit, sorted(tasks, key=lambda task: (task.role, task.kle)))


def _shown(unit: UnitFacts, tasks: list[Task]) -> Unit:
    return Unit(
        unit_id=unit.unit_id,
        key=unit.key,
        name=unit.name,
        kind=unit.kind,
        parent_id=unit.parent_id,
        phone=unit.phone,
        tasks=tasks,
    )


def _having(pairs: tuple[tuple[str, UUID], ...], org: Organisation) -> list[UnitNow]:
    return [
        UnitNow(kle=kle, unit_id=unit.unit_id, name=unit.name, phone=unit.phone)
        for kle, unit_id in pairs
        if (unit := org.units.get(unit_id)) is not None
    ]


@operation(router, "GET", "/organisation", gate=ANYBODY, answer=Units)
def organisation_on_day(request: Request, asked: Annotated[OnDay, Query()]) -> HttpResponse:
    """All units of a day with their tasks."""
    org = organisation(asked.at or clock.day_of(request.at))
    tasks: dict[UUID, list[Task]] = {}
    for task in sorted(org.tasks, key=lambda task: (task.role, task.kle)):
        tasks.setdefault(task.unit_id, []).append(Task(kle=task.kle, role=task.role))
    units = sorted(org.units.values(), key=lambda unit: (unit.parent_id is not None, unit.key))
    return reply(
        Units(at=org.at, units=[_shown(unit, tasks.get(unit.unit_id, [])) for unit in units])
    )


@operation(router, "GET", "/organisation/changes", gate=ANYBODY, answer=Changes)
def organisation_changes(request: Request, asked: Annotated[Between, Query()]) -> HttpResponse:
    """What happened to units, tasks and leaders between two days."""
    at = asked.at or clock.day_of(request.at)
    before, after = organisation(asked.since), organisation(at)
    found = changes_between(asked.since, at)
    return reply(
        Changes(
            since=found.since,
            at=found.at,
            units=[
                Happened(
                    unit_id=one.unit_id,
                    kinds=list(one.kinds),
                    before=one.before.name if one.before else None,
                    after=one.after.name if one.after else None,
                    went_to=_having(one.went_to, after),
                    came_from=_having(one.came_from, before),
                )
                for one in found.units
            ],
        )
    )


@operation(router, "GET", "/units", gate=ANYBODY, answer=Hits)
def find_unit(request: Request, asked: Annotated[Words, Query()]) -> HttpResponse:
    """Find a unit by a present, former or coming name or phone number, and who it is now."""
    org = organisation(asked.at or clock.day_of(request.at))

    def shown(one: FoundUnit) -> Found:
        return Found(
            unit_id=one.hit.unit_id,
            name=one.hit.name,
            phone=one.hit.phone,
            is_current=one.is_current,
            now=_having(one.now, org),
        )

    return reply(Hits(units=[shown(one) for one in find_units(asked.words, org.at)]))


@operation(router, "GET", "/units/{unit_id}", gate=ANYBODY, answer=Unit)
def unit_on_day(request: Request, unit_id: UUID, asked: Annotated[OnDay, Query()]) -> HttpResponse:
    """One unit as it is on the day."""
    org = organisation(asked.at or clock.day_of(request.at))
    return reply(_unit(org.unit(unit_id), org))


@operation(router, "GET", "/units/{unit_id}/names", gate=ANYBODY, answer=History)
def names_of_unit(request: Request, unit_id: UUID) -> HttpResponse:
    """What the unit has been called."""
    names = names_through_time({unit_id}).get(unit_id, ())
    return reply(
        History(
            unit_id=unit_id,
            names=[
                Name(name=one.name, phone=one.phone, begins=one.days.begins, ends=one.days.ends)
                for one in names
            ],
        )
    )
