"""A small municipality for the tests, written by table (rooms below keep their doors)."""

import time as stopwatch
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from psycopg.types.json import Jsonb

from indgang.catalogue.public import load_services, service
from indgang.citizens.public import parse_cpr, protect_cpr, sort_key
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system

#: A Tuesday at ten in the morning, Danish time.
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
ALWAYS = "[2020-01-01,)"
#: Ibrahim's number and one that nobody has. Day + 60 would be a replacement number; these are
#: of the future's series and belong to nobody living.
IBRAHIM_CPR = "010185-5001"
NOBODY_CPR = "020185-5001"


def insert(table: str, **columns: Any) -> UUID:
    """Add one row, with an id of its own unless one is given."""
    values = {"id": uuid7(), **columns}
    names = ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    adapted: list[Any] = [Jsonb(v) if isinstance(v, (list, dict)) else v for v in values.values()]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", adapted)
    return UUID(str(values["id"]))


def rows(sql: str, *values: Any) -> list[Any]:
    """What the database holds, read in the system's own name."""
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(sql, values)
        found: list[Any] = cursor.fetchall()
    return found


@dataclass
class Town:
    """Keys to what was put there."""

    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[str, UUID] = field(default_factory=dict)
    citizens: dict[str, UUID] = field(default_factory=dict)
    calendars: dict[str, UUID] = field(default_factory=dict)
    grants: dict[str, UUID] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser in which the employee is signed in."""
        session = SessionStore()
        session["account"] = str(self.accounts[who])
        session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
        return client

    def case(self, number: int, unit: str = "job", **more: Any) -> UUID:
        """An open case of Ibrahim's in a unit, with one note."""
        with as_system("test"):
            return self._case(number, unit, **more)

    def _case(self, number: int, unit: str, **more: Any) -> UUID:
        code = more.pop("service", "kontanthjaelp")
        case_id = insert(
            "case_case", number=f"S-TEST-{number:04}", title="Sag", public_title="Sag",
            citizen_id=more.pop("citizen", self.citizens["ibrahim"]), kle=service(code).kle,
            kle_facet="G01", responsible_unit_id=self.units[unit], service_id=code,
            sensitivity=more.pop("sensitivity", 2), hidden=False, state="opstaaet",
            local_state="", opened_at=NOW, due_on=date(2026, 12, 20), master_system="indgang",
            sending_system="indgang", version=1, **more,
        )  # fmt: skip
        insert(
            "case_journalnote", case_id=case_id, at=NOW, theme="Henvendelse",
            text=f"Hemmelig historie {number}", unit_id=self.units[unit],
        )  # fmt: skip
        return case_id


def _unit(town: Town, key: str, name: str, kind: str, parent: str = "") -> None:
    town.units[key] = insert("organisation_unit", key=key, synthetic=True)
    insert(
        "organisation_unitstate", unit_id=town.units[key], kind=kind, name=name,
        phone="01 00 00 00", parent_id=town.units.get(parent), validity=ALWAYS,
    )  # fmt: skip


def _person(town: Town, key: str, name: str, unit: str, function: str) -> None:
    town.people[key] = insert("organisation_person", key=key, name=name, phone="", synthetic=True)
    insert(
        "organisation_post", person_id=town.people[key], unit_id=town.units[unit],
        function=function, title=function, share=1, validity=ALWAYS,
    )  # fmt: skip
    town.accounts[key] = insert(
        "access_account", kind="staff", issuer="test", subject=key, name=name,
        person_id=town.people[key], active=True,
    )  # fmt: skip


def _citizen(town: Town, key: str, name: str, cpr: str, **more: Any) -> None:
    number = parse_cpr(cpr, at=TODAY)
    encrypted, hashed = protect_cpr(number)
    town.citizens[key] = insert(
        "citizens_citizen", kind="person", name=name, sort_key=sort_key(name), born=number.born,
        cpr_encrypted=encrypted, cpr_hash=hashed, phone="", language="da", synthetic=True,
        **{
            "address": "Opdigtet Vej 1, 2400 København NV", "district": "Bispebjerg",
            "address_protected": False, "digital_post": True, **more,
        },
    )  # fmt: skip


def _grant(town: Town, key: str, holder: str, kle: str, kind: str, **more: Any) -> None:
    instrument = insert(
        "competence_instrument", key=key, kind=kind, title_da=f"Papir om {key}",
        title_en=f"Paper on {key}", source=f"Kilde til {key}", text_da="", text_en="",
        synthetic=True, validity=ALWAYS,
    )  # fmt: skip
    town.grants[key] = insert(
        "competence_grant", instrument_id=instrument, holder_id=town.units[holder], kle=kle,
        validity=ALWAYS, outcomes=[], without=[],
        **{
            "function": "", "action": "decide", "may_sub_delegate": False,
            "above_id": town.grants.get("root"), **more,
        },
    )  # fmt: skip


def _calendar(town: Town, unit: str) -> None:
    site = insert(
        "places_site", key=f"site-{unit}", name=f"Huset {unit}", address="Opdigtet Plads 1",
        district="Bispebjerg", latitude=55.7, longitude=12.5, step_free=True,
        own_entrance_sign="", synthetic=True, validity=ALWAYS,
    )  # fmt: skip
    entrance = insert(
        "places_entrance", site_id=site, unit_id=town.units[unit], kind="cases", phone="",
        validity=ALWAYS,
    )  # fmt: skip
    town.calendars[unit] = insert(
        "appointments_calendar", entrance_id=entrance, unit_id=town.units[unit], name="Samtale"
    )
    for weekday in range(5):
        insert(
            "appointments_bookablehours", calendar_id=town.calendars[unit], weekday=weekday,
            begins="09:00", ends="15:00", validity=ALWAYS,
        )  # fmt: skip


def _forget_memories() -> None:
    """Count the rooms up to a number no other test had: a rollback gives numbers back."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shared_revision SET number = %s", [stopwatch.time_ns()])


def build() -> Town:
    """Put the town there."""
    town = Town()
    with as_system("test"):
        load_services(at=TODAY)
        _unit(town, "council", "Byrådet", "council")
        for key, name in (("kff", "Kultur"), ("bif", "Beskæftigelse"), ("suf", "Sundhed")):
            _unit(town, key, name, "administration", "council")
        _unit(town, "desk", "Borgerservice Nord", "office", "kff")
        _unit(town, "desk-south", "Borgerservice Syd", "office", "kff")
        _unit(town, "library", "Biblioteket", "office", "kff")
        _unit(town, "job", "Jobcenter Nord", "office", "bif")
        _unit(town, "care", "P/O-kontor Nord", "office", "suf")
        passport, cash, extra = (
            service(code).kle for code in ("pas", "kontanthjaelp", "personligt-tillaeg")
        )
        for unit, kle in (("desk", passport), ("job", cash), ("care", extra)):
            insert(
                "organisation_unittask", unit_id=town.units[unit], kle=kle, role="ansvarlig",
                validity=ALWAYS,
            )  # fmt: skip
        _grant(town, "root", "council", "", "statute", may_sub_delegate=True)
        _grant(town, "passport", "desk", passport, "internal_delegation")
        _grant(town, "passport-south", "desk-south", passport, "internal_delegation")
        _grant(town, "cash", "job", cash, "internal_delegation")
        _grant(town, "extra", "care", extra, "internal_delegation")
        _grant(town, "dispensation", "desk", extra, "dispensation", amount_limit=5000)
        _person(town, "mette", "Mette Juhl", "desk", "front_desk")
        _person(town, "jonas", "Jonas Krogh", "desk-south", "front_desk")
        _person(town, "ellen", "Ellen Brink", "library", "librarian")
        _person(town, "pia", "Pia Dalgaard", "job", "caseworker")
        _person(town, "omar", "Omar Nasser", "job", "caseworker")
        _person(town, "birgit", "Birgit Holm", "care", "caseworker")
        _citizen(town, "ibrahim", "Ibrahim Haddad", IBRAHIM_CPR)
        _citizen(
            town, "hidden", "Bente Skjult", "030370-5002", address="Lønvej 9", district="Valby",
            address_protected=True, digital_post=False,
        )  # fmt: skip
        _calendar(town, "job")
        _calendar(town, "care")
        _forget_memories()
    return town
