"""The municipality itself: units, posts and doors."""

from dataclasses import dataclass
from uuid import UUID

from indgang.catalogue.public import ServiceView
from indgang.demo.batch import Batch, days
from indgang.demo.data import table, toml
from indgang.demo.rules import demonstration_phone

COUNCIL = "borgerrepraesentationen"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the other builders need it. ``administration`` is a key, empty above them."""

    unit_id: UUID
    key: str
    kind: str
    name: str
    parent: str
    phone: str
    administration: str
    answers_for: frozenset[str]


@dataclass(frozen=True, slots=True)
class Employee:
    """A person in a post; somebody with two posts is there twice."""

    person_id: UUID
    key: str
    name: str
    unit: str
    function: str
    account_id: UUID


@dataclass(frozen=True)
class Town:
    """What stands: units by key, employees, entrances of units, and the catalogue."""

    units: dict[str, Unit]
    staff: tuple[Employee, ...]
    entrances: dict[str, list[tuple[UUID, str, str]]]  #: unit → (entrance, pattern, district)
    services: dict[str, ServiceView]

    def answering(self, service: ServiceView) -> list[Unit]:
        """The units that answer for the service, in the order of the file."""
        return [
            unit
            for unit in self.units.values()
            if unit.administration == service.administration
            and service.decided_by in unit.answers_for
        ]

    def staff_of(self, unit: str) -> list[Employee]:
        """Those with a post in the unit."""
        return [employee for employee in self.staff if employee.unit == unit]

    def by_key(self, key: str) -> Employee:
        """The employee with this key (the first post)."""
        return next(employee for employee in self.staff if employee.key == key)


def _units(batch: Batch) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    valid = days(batch.since)
    for line in table("units"):
        parent = units.get(line["parent"])
        above = parent.administration if parent else ""
        unit_id = batch.add("organisation_unit", key=line["key"], synthetic=True)
        phone = demonstration_phone(batch.chance)
        units[line["key"]] = Unit(
            unit_id,
            line["key"],
            line["kind"],
            line["name"],
            line["parent"],
            phone,
            line["key"] if line["kind"] == "administration" else above,
            frozenset(filter(None, line["answers_for"].split("|"))),
        )
        batch.add(
            "organisation_unitstate",
            unit_id=unit_id,
            kind=line["kind"],
            name=line["name"],
            parent_id=parent.unit_id if parent else None,
            phone=phone,
            validity=valid,
        )
    return units


def _staff(batch: Batch, units: dict[str, Unit]) -> tuple[Employee, ...]:
    found: dict[str, Employee] = {}
    posts = []
    for line in table("staff"):
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
        first = found[key]
        posts.append(
            Employee(
                first.person_id, key, first.name, line["unit"], line["function"], first.account_id
            )
        )
        batch.add(
            "organisation_post",
            person_id=first.person_id,
            unit_id=units[line["unit"]].unit_id,
            function=line["function"],
            title=line["title"],
            share=line["share"],
            validity=days(batch.since),
        )
    return tuple(posts)


def _tasks(batch: Batch, town: Town) -> None:
    desks = [unit for unit in town.units.values() if "borgerservice" in unit.answers_for]
    for service in town.services.values():
        responsible = town.answering(service)
        for unit in responsible:
            _task(batch, unit, service.kle, "ansvarlig")
        if service.front_desk == "decide":
            for unit in desks:
                if unit not in responsible:
                    _task(batch, unit, service.kle, "udfoerende")


def _task(batch: Batch, unit: Unit, kle: str, role: str) -> None:
    batch.add(
        "organisation_unittask",
        unit_id=unit.unit_id,
        kle=kle,
        role=role,
        validity=days(batch.since),
    )


def _sites(batch: Batch) -> dict[str, tuple[UUID, str]]:
    return {
        line["key"]: (
            batch.add(
                "places_site",
                key=line["key"],
                name=line["name"],
                address=line["address"],
                district=line["district"],
                latitude=float(line["latitude"]),
                longitude=float(line["longitude"]),
                own_entrance_sign=line["own_sign"],
                validity=days(batch.since),
            ),
            line["district"],
        )
        for line in table("sites")
    }


def _doors(batch: Batch, units: dict[str, Unit]) -> dict[str, list[tuple[UUID, str, str]]]:
    """Entrances with opening hours, and what can be booked there."""
    sites = _sites(batch)
    places = toml("places")
    entrances: dict[str, list[tuple[UUID, str, str]]] = {}
    for line in table("entrances"):
        site_id, district = sites[line["site"]]
        unit = units[line["unit"]]
        entrance_id = batch.add(
            "places_entrance",
            site_id=site_id,
            unit_id=unit.unit_id,
            kind=line["kind"],
            phone=unit.phone,
            validity=days(batch.since),
        )
        entrances.setdefault(unit.key, []).append((entrance_id, line["hours"], district))
        for weekday, (opens, closes) in places["hours"][line["hours"]].items():
            batch.add(
                "places_openinghours",
                entrance_id=entrance_id,
                weekday=int(weekday),
                opens=opens,
                closes=closes,
                validity=days(batch.since),
            )
    return entrances


def build_town(batch: Batch, services: dict[str, ServiceView]) -> Town:
    """Pile up the organisation, its tasks and its doors."""
    units = _units(batch)
    staff = _staff(batch, units)
    entrances = _doors(batch, units)
    town = Town(units, staff, entrances, services)
    _tasks(batch, town)
    return town
