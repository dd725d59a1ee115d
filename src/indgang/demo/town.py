"""The municipality itself: units, their tasks, and the people in posts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from indgang.catalogue.public import ServiceView, service_entries
from indgang.demo.batch import Batch, days
from indgang.demo.crowd import crowd
from indgang.demo.doors import Door, build_doors
from indgang.demo.plans import UnitPlan, answering, unit_plans
from indgang.demo.rules import demonstration_phone


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the other builders need it."""

    unit_id: UUID
    plan: UnitPlan
    phone: str

    @property
    def key(self) -> str:
        """The lasting key."""
        return self.plan.key

    @property
    def administration(self) -> str:
        """The key of the administration; empty above them."""
        return self.plan.administration


@dataclass(frozen=True, slots=True)
class Employee:
    """A person in a post; somebody with two posts is there twice."""

    person_id: UUID
    key: str
    name: str
    unit: str
    function: str
    account_id: UUID
    title: str = ""


@dataclass(frozen=True)
class Town:
    """What stands: units by key, employees, entrances of units, and the catalogue.

    ``answers``: code of a service → the units that answer for it. ``fields``: code of a service →
    the field it belongs to (the catalogue's own administration: ``bif``, ``buf`` …).
    """

    council: str
    units: Mapping[str, Unit]
    staff: tuple[Employee, ...]
    entrances: Mapping[str, list[Door]]
    services: Mapping[str, ServiceView]
    answers: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, str]
    specialists: Mapping[str, str]  #: code of a service → title of those who have it

    def answering(self, service: ServiceView) -> list[Unit]:
        """The units that answer for the service, in the order of the file."""
        return [self.units[key] for key in self.answers[service.code]]

    @cached_property
    def desks(self) -> tuple[Unit, ...]:
        """The units where citizen service has its counters."""
        return self._that_answer("borgerservice")

    @cached_property
    def libraries(self) -> tuple[Unit, ...]:
        """The libraries."""
        return self._that_answer("bibliotek")

    def _that_answer(self, what: str) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units.values() if what in unit.plan.answers_for)

    @cached_property
    def _by_unit(self) -> Mapping[str, list[Employee]]:
        found: dict[str, list[Employee]] = {}
        for employee in self.staff:
            found.setdefault(employee.unit, []).append(employee)
        return found

    def staff_of(self, unit: str) -> list[Employee]:
        """Those with a post in the unit."""
        return self._by_unit.get(unit, [])

    def suited(self, staff: list[Employee], code: str) -> list[Employee]:
        """Of these, the ones whose post is for the service; all when no post is made for it."""
        title = self.specialists.get(code)
        if title is None:
            others = set(self.specialists.values())
            return [employee for employee in staff if employee.title not in others]
        return [employee for employee in staff if employee.title == title] or staff

    def by_key(self, key: str) -> Employee:
        """The employee with this key (the first post)."""
        return next(employee for employee in self.staff if employee.key == key)


def _units(batch: Batch) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    valid = days(batch.since)
    for plan in unit_plans(batch.files).values():
        parent = units.get(plan.parent)
        unit_id = batch.add("organisation_unit", key=plan.key, synthetic=True)
        units[plan.key] = Unit(unit_id, plan, demonstration_phone(batch.chance))
        batch.add(
            "organisation_unitstate",
            unit_id=unit_id,
            kind=plan.kind,
            name=plan.name,
            parent_id=parent.unit_id if parent else None,
            phone=units[plan.key].phone,
            validity=valid,
        )
    return units


def _staff(batch: Batch, units: Mapping[str, Unit]) -> tuple[Employee, ...]:
    found: dict[str, Employee] = {}
    posts = []
    for line in (*batch.files.table("staff"), *crowd(batch)):
        key = line["key"]
        if key not in found:
            person_id = batch.add(
                "organisation_person",
                key=key,
                name=line["name"],
                phone=demonstration_phone(batch.chance),
                synthetic=True,
            )
            account_id = batch.add(
                "access_account",
                kind="staff",
                subject=key,
                name=line["name"],
                person_id=person_id,
            )
            found[key] = Employee(
                person_id, key, line["name"], line["unit"], line["function"], account_id
            )
        post = replace(
            found[key], unit=line["unit"], function=line["function"], title=line["title"]
        )
        posts.append(post)
        batch.add(
            "organisation_post",
            person_id=post.person_id,
            unit_id=units[line["unit"]].unit_id,
            function=line["function"],
            title=line["title"],
            share=line["share"],
            validity=days(batch.since),
        )
    return tuple(posts)


def _tasks(batch: Batch, town: Town) -> None:
    for service in town.services.values():
        responsible = town.answering(service)
        for unit in responsible:
            _task(batch, unit, service.kle, "ansvarlig")
        if service.front_desk == "decide":
            for unit in town.desks:
                if unit not in responsible:
                    _task(batch, unit, service.kle, "udfoerende")
    for unit in town.units.values():
        for kle in unit.plan.tasks:
            _task(batch, unit, kle, "ansvarlig")


def _task(batch: Batch, unit: Unit, kle: str, role: str) -> None:
    batch.add(
        "organisation_unittask",
        unit_id=unit.unit_id,
        kle=kle,
        role=role,
        validity=days(batch.since),
    )


def build_town(batch: Batch, services: Mapping[str, ServiceView]) -> Town:
    """Pile up the organisation, its tasks and its doors."""
    units = _units(batch)
    staff = _staff(batch, units)
    entries = service_entries()
    town = Town(
        batch.files.toml("town")["council"],
        units,
        staff,
        build_doors(batch, {key: (unit.unit_id, unit.phone) for key, unit in units.items()}),
        services,
        answering(unit_plans(batch.files), entries),
        {entry.code: entry.administration.lower() for entry in entries},
        {
            code: plan["title"]
            for plan in batch.files.toml("town").get("specialists", ())
            for code in plan["services"]
        },
    )
    _tasks(batch, town)
    return town
