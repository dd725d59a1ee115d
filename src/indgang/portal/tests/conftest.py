"""A small municipality with two desks, a job centre, three citizens and an employee.

Rows of rooms whose models may not be imported here are written as SQL.
"""

import time as stopwatch
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from indgang.access.public import SESSION_ACCOUNT, open_account
from indgang.catalogue.public import load_services
from indgang.journey.case.public import open_case
from indgang.shared import clock
from indgang.shared.actor import SYSTEM, Actor, HeldPost, Scope
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import acting, as_system

#: A Monday morning in Danish winter time.
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ALWAYS = "[2020-01-01,)"


def put(table: str, **columns: Any) -> UUID:
    """One row with a new id."""
    row = {"id": uuid7(), **columns}
    names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))
    found: UUID = row["id"]
    return found


def unit(key: str, name: str, kind: str = "office", parent: UUID | None = None, *kle: str) -> UUID:
    """A unit with its name and what it is responsible for."""
    unit_id = put("organisation_unit", key=key, synthetic=True)
    put(
        "organisation_unitstate", unit_id=unit_id, kind=kind, name=name, parent_id=parent,
        phone="33 17 00 00", validity=ALWAYS,
    )  # fmt: skip
    for one in kle:
        put("organisation_unittask", unit_id=unit_id, kle=one, role="ansvarlig", validity=ALWAYS)
    return unit_id


def door(unit_id: UUID, name: str, district: str, hours: tuple[str, str]) -> UUID:
    """A site with an entrance that is open on weekdays, and one calendar."""
    site = put(
        "places_site", key=name.lower().replace(" ", "-"), name=name, address=f"{name}, 2400 Kbh",
        district=district, step_free=True, own_entrance_sign="", synthetic=True, validity=ALWAYS,
    )  # fmt: skip
    entrance = put(
        "places_entrance", site_id=site, unit_id=unit_id, kind="services", phone="33 17 11 11",
        validity=ALWAYS,
    )  # fmt: skip
    calendar = put("appointments_calendar", entrance_id=entrance, unit_id=unit_id, name="Skranke 1")
    for weekday in range(5):
        put(
            "places_openinghours", entrance_id=entrance, weekday=weekday, opens=hours[0],
            closes=hours[1], validity=ALWAYS,
        )  # fmt: skip
        put(
            "appointments_bookablehours", calendar_id=calendar, weekday=weekday, begins=hours[0],
            ends=hours[1], validity=ALWAYS,
        )  # fmt: skip
    return entrance


def citizen(name: str, number: int, born: date, district: str = "") -> UUID:
    """A made-up person; the number only keeps the hashes apart."""
    return put(
        "citizens_citizen", kind="person", name=name, sort_key=name, born=born,
        cpr_hash=number.to_bytes(32, "big"), address="Testvej 1", district=district,
        address_protected=False, digital_post=True, phone="", language="da", synthetic=True,
    )  # fmt: skip


def account(citizen_id: UUID, name: str) -> UUID:
    """A way in for a citizen."""
    return open_account(
        issuer="test", subject=name, name=name, citizen_id=citizen_id, by=SYSTEM, at=NOW
    )


@dataclass
class Town:
    """The ids that the tests need."""

    desk: UUID
    other_desk: UUID
    job_centre: UUID
    entrance: UUID
    entrances: list[UUID]
    anna: UUID
    child: UUID
    bo: UUID
    caseworker: Actor
    accounts: dict[UUID, UUID] = field(default_factory=dict)

    def case_for(self, citizen_id: UUID, service: str = "kontanthjaelp") -> UUID:
        """A case in the job centre, with its first note in the journal."""
        with acting(self.caseworker, purpose="casework"):
            return open_case(
                citizen_id=citizen_id, service_code=service, unit_id=self.job_centre,
                story="Historien om sagen.", by=self.caseworker, at=NOW,
            ).case_id  # fmt: skip


@pytest.fixture
def now() -> Iterator[datetime]:
    """The clock stands still on a Monday at half past ten in Copenhagen."""
    with clock.stopped(NOW):
        yield NOW


@pytest.fixture
def town(db: None, now: datetime) -> Town:
    """Two desks, a job centre, Anna with a child, Bo."""
    load_services(at=date(2020, 1, 1))
    kff = unit("kff", "Kultur- og Fritidsforvaltningen", "administration")
    bif = unit("bif", "Beskæftigelsesforvaltningen", "administration")
    desk = unit("desk-a", "Borgerservice Nord", "office", kff, "23")
    other = unit("desk-b", "Borgerservice Syd", "office", kff, "23")
    job = unit("job", "Jobcenter Nord", "centre", bif, "32")
    with connection.cursor() as cursor:  # a number no other test had: a rollback gives them back
        cursor.execute("UPDATE shared_revision SET number = %s", [stopwatch.time_ns()])
    doors = [
        door(desk, "Dortheavej 61", "Bispebjerg", ("09:00", "17:00")),
        door(other, "Sydvej 2", "Valby", ("12:00", "17:00")),
    ]
    person = put("organisation_person", key="pia", name="Pia Dalgaard", phone="", synthetic=True)
    post = put(
        "organisation_post", person_id=person, unit_id=job, function="caseworker",
        title="Jobkonsulent", share=1, validity=ALWAYS,
    )  # fmt: skip
    worker = Actor(
        Scope.STAFF, "Pia Dalgaard", person_id=person,
        posts=(HeldPost(post, job, "caseworker", "Jobkonsulent"),),
    )  # fmt: skip
    with as_system("test"):
        anna = citizen("Anna Bech", 1, date(1988, 3, 1), "Valby")
        child = citizen("Villy Bech", 2, date(2015, 3, 1), "Valby")
        bo = citizen("Bo Hemmelig", 3, date(1970, 3, 1), "Bispebjerg")
        put(
            "citizens_relation", from_citizen_id=anna, to_citizen_id=child, kind="parent",
            validity=ALWAYS,
        )  # fmt: skip
        accounts = {one: account(one, str(one)) for one in (anna, bo)}
    return Town(desk, other, job, doors[0], doors, anna, child, bo, worker, accounts)


@pytest.fixture
def sign_in(town: Town) -> Callable[[UUID], Client]:
    """A browser in which this citizen has signed in."""

    def as_citizen(citizen_id: UUID) -> Client:
        client = Client()
        session = client.session
        session[SESSION_ACCOUNT] = str(town.accounts[citizen_id])
        session.save()
        return client

    return as_citizen


def count(table: str, condition: str = "true", *values: Any) -> int:
    """Rows in a table, as the system sees them."""
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE {condition}", list(values))
        row: Any = cursor.fetchone()
    return int(row[0])


def html(response: Any) -> str:
    """The page that the test's browser got."""
    return str(response.content.decode())
