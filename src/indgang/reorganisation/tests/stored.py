"""A small municipality in the database, with something of every kind that units can have."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from time import time_ns
from typing import Any
from uuid import UUID

import psycopg
from django.apps import apps
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from indgang.organisation.public import posts_of
from indgang.shared.actor import Actor, Scope
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

#: A Monday at ten in the morning, Danish time; and the day most changes of the tests are for.
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ON = date(2026, 5, 1)
ON_THE_DAY = datetime(2026, 5, 1, 5, 0, tzinfo=UTC)
BEGAN = date(2020, 1, 1)
ALWAYS = to_range(Days(BEGAN))

UNITS = (  # key, name, kind, parent
    ("raad", "Byrådet", "council", None),
    ("direktion", "Direktionen", "department", "raad"),
    ("soc", "Socialforvaltningen", "administration", "raad"),
    ("familie", "Familieafdelingen", "department", "soc"),
    ("handicap", "Handicapafdelingen", "department", "soc"),
    ("team-unge", "Team Unge", "team", "familie"),
    ("bif", "Beskæftigelsesforvaltningen", "administration", "raad"),
    ("job", "Jobcentret", "department", "bif"),
    ("ydelse", "Ydelsesafdelingen", "department", "bif"),
    ("borger", "Borgerservice", "department", "bif"),
)
TASKS = (
    ("soc", "27", "ansvarlig"),
    ("familie", "27.24", "ansvarlig"),
    ("handicap", "27.36", "ansvarlig"),
    ("handicap", "27.54", "ansvarlig"),
    ("job", "15", "ansvarlig"),
    ("ydelse", "32", "ansvarlig"),
    ("borger", "23", "ansvarlig"),
    ("borger", "32", "indsigt"),
)
POSTS = (  # person, unit, function, share
    ("dagny", "direktion", "leader", "1"),
    ("sofus", "soc", "leader", "1"),
    ("bent", "bif", "leader", "1"),
    ("frida", "familie", "leader", "1"),
    ("hans", "handicap", "leader", "1"),
    ("jytte", "job", "leader", "1"),
    ("yrsa", "ydelse", "leader", "1"),
    ("bo", "borger", "leader", "1"),
    ("fie", "familie", "caseworker", "1"),
    ("finn", "familie", "caseworker", "0.6"),
    ("finn", "handicap", "caseworker", "0.4"),
    ("helle", "handicap", "caseworker", "1"),
    ("jonas", "job", "caseworker", "1"),
    ("yann", "ydelse", "caseworker", "1"),
    ("birthe", "borger", "front_desk", "1"),
)
SERVICES = (  # code, KLE
    ("familiestoette", "27.24.04"),
    ("handicaphjaelp", "27.36.04"),
    ("botilbud", "27.54.08"),
    ("jobhjaelp", "15.20.04"),
    ("kontanthjaelp", "32.24.04"),
    ("pas", "23.05.01"),
)


def table(label: str) -> Any:
    """The model by its label: a test may stand in any room."""
    return apps.get_model(label)


@dataclass
class House:
    """Keys to what was put there."""

    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    citizens: list[UUID] = field(default_factory=list)
    grants: dict[str, UUID] = field(default_factory=dict)

    def actor(self, who: str = "dagny", day: date = TODAY) -> Actor:
        """The employee with the posts of the day."""
        person = self.people[who]
        return Actor(Scope.STAFF, who, person_id=person, posts=posts_of(person, day))

    def key(self, unit_id: UUID) -> str:
        """The key of a unit, also of one made since."""
        found: str = table("organisation.Unit").objects.get(pk=unit_id).key
        return found

    def unit(self, key: str) -> UUID:
        """The id of a unit, also of one made since."""
        found: UUID = table("organisation.Unit").objects.get(key=key).id
        return found

    def case(self, unit: str, service: str, worker: str = "", **more: Any) -> UUID:
        """A case, open unless said otherwise."""
        number = table("case.Case").objects.count() + 1
        values = {
            "citizen_id": self.citizens[number % len(self.citizens)],
            "state": "opstaaet",
            "opened_at": NOW - timedelta(days=30),
            **more,
        }
        row = table("case.Case").objects.create(
            number=f"S-{number:06}", title="Sag", public_title="Sag", sensitivity=2,
            responsible_unit_id=self.unit(unit), service_id=service, kle=dict(SERVICES)[service],
            caseworker_id=self.people[worker] if worker else None, **values,
        )  # fmt: skip
        found: UUID = row.id
        return found


def build() -> House:
    """Put the municipality there (in the running transaction, or one of its own)."""
    house = House()
    with as_system("test"):
        _units(house)
        _people(house)
        _authority(house)
        for code, kle in SERVICES:
            table("catalogue.Service").objects.create(
                code=code, kle=kle, title_da=code, title_en=code, administration="soc",
                situation="general", front_desk="guide",
            )  # fmt: skip
        for number in range(6):
            citizen = table("citizens.Citizen").objects.create(
                name=f"Borger {number}", sort_key=f"borger {number}",
                cpr_encrypted=b"x", cpr_hash=bytes([number]) * 32, synthetic=True,
            )  # fmt: skip
            house.citizens.append(citizen.id)
    return house


def _units(house: House) -> None:
    for key, name, kind, parent in UNITS:
        unit = table("organisation.Unit").objects.create(key=key, synthetic=True)
        house.units[key] = unit.id
        table("organisation.UnitState").objects.create(
            unit=unit, kind=kind, name=name, phone=f"11 11 11 {len(house.units):02}",
            parent_id=house.units[parent] if parent else None, validity=ALWAYS,
        )  # fmt: skip
    for key, kle, role in TASKS:
        table("organisation.UnitTask").objects.create(
            unit_id=house.units[key], kle=kle, role=role, validity=ALWAYS
        )


def _people(house: House) -> None:
    for who, unit, function, share in POSTS:
        if who not in house.people:
            person = table("organisation.Person").objects.create(key=who, name=who.title())
            house.people[who] = person.id
        table("organisation.Post").objects.create(
            person_id=house.people[who], unit_id=house.units[unit], function=function,
            title=f"{function} i {unit}", share=Decimal(share), validity=ALWAYS,
        )  # fmt: skip


def _authority(house: House) -> None:
    """The council may all; each department decides its own; the directors their structure."""
    paper = table("competence.Instrument").objects.create(
        key="vedtaegt", kind="governing_statute", title_da="Styrelsesvedtægt",
        title_en="Governing statute", source="Kommunestyrelsesloven § 2", validity=ALWAYS,
    )  # fmt: skip
    grants = (
        ("raad", "raad", "", None),
        ("direktion", "direktion", "00.15", "raad"),
        ("familie", "familie", "27.24", "raad"),
        ("handicap", "handicap", "27", "raad"),
        ("job", "job", "15", "raad"),
        ("ydelse", "ydelse", "32", "raad"),
        ("borger", "borger", "23", "raad"),
    )
    for key, holder, kle, above in grants:
        row = table("competence.Grant").objects.create(
            instrument=paper, holder_id=house.units[holder], kle=kle, action="decide",
            function="leader" if key == "direktion" else "", may_sub_delegate=key == "raad",
            above_id=house.grants[above] if above else None, validity=ALWAYS,
        )  # fmt: skip
        house.grants[key] = row.id


def furnish(house: House) -> None:
    """Cases, enquiries, calendars, doors, rooms, consents, papers, letters, ways: all of it."""
    with as_system("test"):
        for number in range(12):
            house.case("familie", "familiestoette", ("fie", "finn", "")[number % 3])
            house.case("handicap", "handicaphjaelp", "helle", amount=number)
            house.case("handicap", "botilbud", "finn")
            house.case("ydelse", "kontanthjaelp", "yann")
        house.case("familie", "familiestoette", "fie", state="afsluttet")
        house.case("job", "jobhjaelp", "jonas")
        _enquiries(house)
        _places(house)
        _papers(house)


def _enquiries(house: House) -> None:
    for number, (unit, service) in enumerate(
        (("familie", None), ("familie", "familiestoette"), ("handicap", "botilbud"))
    ):
        row = table("enquiry.Enquiry").objects.create(
            number=f"H-{number}", citizen_id=house.citizens[number], channel="web", text="Hjælp",
            received_at=NOW, responsible_unit_id=house.units[unit], service_id=service,
        )  # fmt: skip
        table("enquiry.EnquiryStep").objects.create(
            enquiry=row, at=NOW, verb="received", unit_id=house.units[unit]
        )
    offered = table("enquiry.Enquiry").objects.create(
        number="H-9", citizen_id=house.citizens[3], channel="web", text="Hjælp", received_at=NOW,
        responsible_unit_id=house.units["borger"], service_id="familiestoette", state="offered",
    )  # fmt: skip
    for unit in ("familie", "handicap"):
        table("enquiry.Handover").objects.create(
            enquiry=offered, from_unit_id=house.units["borger"], to_unit_id=house.units[unit],
            service_id="familiestoette", story="Historien", offered_at=NOW,
            offered_by_id=house.people["birthe"],
        )  # fmt: skip


def _places(house: House) -> None:
    site = table("places.Site").objects.create(
        key="torvet", name="Torvet 1", address="Torvet 1", district="Midt", validity=ALWAYS
    )
    management = table("places.JointManagement").objects.create(
        site=site, name="Fælles ledelse", chair_unit_id=house.units["familie"], validity=ALWAYS
    )
    for unit, opens in (("familie", time(9)), ("handicap", time(10)), ("ydelse", time(9))):
        unit_id = house.units[unit]
        door = table("places.Entrance").objects.create(
            site=site, unit_id=unit_id, kind="cases", validity=ALWAYS
        )
        for weekday in range(5):
            table("places.OpeningHours").objects.create(
                entrance=door, weekday=weekday, opens=opens, closes=time(15), validity=ALWAYS
            )
        table("places.Room").objects.create(
            site=site, key=f"rum-{unit}", name=f"Rum {unit}", unit_id=unit_id, validity=ALWAYS
        )
        table("places.JointMember").objects.create(
            management=management, unit_id=unit_id, validity=ALWAYS
        )
        _calendar(house, unit, door)
    way = table("ways.WayOfWorking").objects.create(
        key="en-plan", kind="procedure", title_da="Én plan", title_en="One plan", kle="27.24"
    )
    table("ways.Uptake").objects.create(way=way, unit_id=house.units["familie"], validity=ALWAYS)


def _calendar(house: House, unit: str, door: Any) -> None:
    calendar = table("appointments.Calendar").objects.create(
        entrance=door, unit_id=house.units[unit], name=f"Skranke {unit}"
    )
    table("appointments.BookableHours").objects.create(
        calendar=calendar, weekday=0, begins=time(9), ends=time(15), validity=ALWAYS
    )
    for number, begins in enumerate((NOW, NOW + timedelta(days=70))):
        table("appointments.Booking").objects.create(
            calendar=calendar, period=DateTimeTZRange(begins, begins + timedelta(minutes=20)),
            citizen_id=house.citizens[0], service_id="familiestoette",
            code=f"T-{unit[:4]}-{number}", made_at=NOW,
        )  # fmt: skip


def _papers(house: House) -> None:
    case = table("case.Case").objects.filter(responsible_unit_id=house.units["familie"]).first()
    for about, state in ((case.id, "accepted"), (case.id, "delivered"), (uuid7(), "queued")):
        unit_id = house.units["familie"]
        table("documents.Document").objects.create(
            about_id=about, citizen_id=case.citizen_id, unit_id=unit_id, kind="letter",
            title="Brev", media_type="application/pdf", size=1, sha256=b"x", added_at=NOW,
        )  # fmt: skip
        table("messages.Message").objects.create(
            key=str(uuid7()), citizen_id=case.citizen_id, unit_id=unit_id, channel="paper",
            state=state, subject="Brev", about_id=about, made_at=NOW,
        )  # fmt: skip
    for one, other, kle in (("soc", "bif", "27.24"), ("bif", "soc", "32")):
        table("access.Consent").objects.create(
            subject_id=house.citizens[0], from_administration_id=house.units[one],
            to_administration_id=house.units[other], kle=kle, level="headline", given_at=NOW,
        )  # fmt: skip


def tell_apart(owner_url: str) -> None:
    """Let the revisions of a cloned database be its own.

    What is kept in memory is known by the day and the revision; two databases of one process that
    come from the same template would otherwise count the same numbers.
    """
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("SELECT setval('shared_revision_number', %s)", [time_ns() // 1000])


#: What an act writes about itself, and what only counts.
_BOOKKEEPING = (
    *("shared_", "reorganisation_", "competence_verdictrecord", "procrastinate_", "django_"),
)


def dump() -> dict[str, list[str]]:
    """Every row of every table that reorganisations do not keep about themselves."""
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        names = [str(row[0]) for row in cursor.fetchall()]
        found = {}
        for name in names:
            if not name.startswith(_BOOKKEEPING):
                cursor.execute(f"SELECT to_jsonb(t)::text FROM {name} t ORDER BY 1")
                found[name] = [str(row[0]) for row in cursor.fetchall()]
    return found
