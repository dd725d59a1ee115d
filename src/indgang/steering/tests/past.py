"""What has happened in the small municipality, written by table (rooms below keep their doors).

On 13 August 2025 *Børnefaglig Afdeling* became part of *Jobcenter Nord*, its records went to
*Biblioteket*, and *Biblioteket* had been called *Folkebiblioteket* until then. On 1 January 2027
*P/O-kontor Nord* moves to another administration.
"""

from datetime import date
from uuid import UUID, uuid4

from django.db import connection

from indgang.desk.tests.town import ALWAYS, Town, insert
from indgang.shared.rowsecurity import as_system

DAY, EVE = date(2025, 8, 13), date(2025, 8, 12)
AHEAD = date(2027, 1, 1)


def add_leader(town: Town, key: str, name: str, unit: str) -> None:
    """An employee who leads the unit."""
    with as_system("test"):
        town.people[key] = insert(
            "organisation_person", key=key, name=name, phone="", synthetic=True
        )
        insert(
            "organisation_post", person_id=town.people[key], unit_id=town.units[unit],
            function="leader", title="Leder", share=1, validity=ALWAYS,
        )  # fmt: skip
        town.accounts[key] = insert(
            "access_account", kind="staff", issuer="test", subject=key, name=name,
            person_id=town.people[key], active=True,
        )  # fmt: skip


def state(unit: UUID, name: str, parent: UUID | None, days: str, kind: str = "office") -> None:
    """A name of a unit in some days."""
    insert(
        "organisation_unitstate", unit_id=unit, kind=kind, name=name, phone="01 00 00 00",
        parent_id=parent, validity=days,
    )  # fmt: skip


def until(unit: UUID, day: date) -> None:
    """Let the unit's present name hold until the day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_unitstate SET validity = daterange(lower(validity), %s) "
            "WHERE unit_id = %s AND upper_inf(validity)",
            [day, unit],
        )


def went(from_unit: UUID, to_unit: UUID, kle: str = "") -> None:
    """What the first had is found at the second from the day."""
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO organisation_succession (id, "on", from_unit_id, kle, to_unit_id, cause) '
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [uuid4(), DAY, from_unit, kle, to_unit, uuid4()],
        )


def add_past(town: Town) -> None:
    """A reorganisation that was, and one that comes."""
    units = town.units
    with as_system("test"):
        units["old"] = insert("organisation_unit", key="boernefaglig", synthetic=True)
        state(units["old"], "Børnefaglig Afdeling", units["bif"], f"[2020-01-01,{DAY})")
        went(units["old"], units["job"])
        went(units["old"], units["library"], "18")
        until(units["library"], DAY)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE organisation_unitstate SET name = 'Folkebiblioteket' WHERE unit_id = %s",
                [units["library"]],
            )
        state(units["library"], "Biblioteket", units["kff"], f"[{DAY},)")
        until(units["care"], AHEAD)
        state(units["care"], "P/O-kontor Nord", units["bif"], f"[{AHEAD},)")
