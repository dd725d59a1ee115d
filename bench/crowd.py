"""Citizens with cases by the hundred thousand, the same for the same seed, by COPY.

The demonstration municipality gives units, staff, authority and services; the crowd comes on top:
about three cases for each citizen, and three citizens with exactly 1, 10 and 300.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from psycopg import Connection, sql

#: Cases of the three citizens whom the measuring names.
NAMED = (1, 10, 300)
_MEAN = 3
_TABLES = {
    "citizens_citizen": "id kind name sort_key born cpr_hash address district "
    "address_protected digital_post phone language synthetic",
    "case_case": "id number title public_title kle kle_facet sensitivity hidden state local_state "
    "amount opened_at due_on deadline_days master_system sending_system version caseworker_id "
    "citizen_id responsible_unit_id service_id",
    "case_party": "id role case_id citizen_id",
    "case_casestatestep": "id state at case_id person_id",
    "case_journalnote": "id at theme text case_id person_id unit_id",
    "shared_auditentry": "id at scope person_id subject_id verb object_id detail",
    "access_lookup": "id at subject_id person_id unit_id purpose what object_id channel",
}
_NOTE = "Borgeren har ringet om sagen. Vi har aftalt, at der kommer flere oplysninger i næste uge."


@dataclass(frozen=True)
class Matter:
    """A service with a unit that answers for it and somebody who works there (or nobody)."""

    service: str
    title: str
    kle: str
    sensitivity: int
    unit_id: str
    person_id: str | None


@dataclass(frozen=True)
class Crowd:
    """Who was made: the citizens with exactly 1, 10 and 300 cases, and a sample of the others."""

    named: dict[int, str]
    sample: tuple[str, ...]
    citizens: int
    cases: int


class _Ids:
    """UUIDs of version 7 in the order of time, the same for the same seed."""

    def __init__(self, chance: Random, begins: datetime) -> None:
        self.chance = chance
        self.milliseconds = int(begins.timestamp() * 1000)

    def next(self) -> str:
        self.milliseconds += 1
        value = (self.milliseconds & ((1 << 48) - 1)) << 80
        value |= 0x7 << 76 | 0b10 << 62
        return str(UUID(int=value | self.chance.getrandbits(62)))


def _counts(cases: int, chance: Random) -> Iterator[int]:
    """How many cases each citizen has: the named first, then 1 and up with a mean of three."""
    left = cases
    for count in NAMED:
        if count <= left // 2:
            left -= count
            yield count
        else:
            yield min(count, 1)
            left -= 1
    while left > 0:
        count = 1
        while count < 12 and chance.random() < 1 - 1 / _MEAN:
            count += 1
        yield min(count, left)
        left -= min(count, left)


def _number(value: int) -> str:
    """A number in the form of a case's (``S-XXXX-XXXX``) that is nobody else's."""
    letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    text = ""
    scattered = (value * 2_654_435_761) % 30**7
    for _ in range(7):
        scattered, digit = divmod(scattered, 30)
        text += letters[digit]
    return f"S-{text[:4]}-{text[4:]}X"


def _rows(
    cases: int, matters: Sequence[Matter], chance: Random, today: date
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row of the crowd with its table."""
    ids = _Ids(chance, datetime(2016, 1, 1, tzinfo=UTC))
    number = 0
    for place, count in enumerate(_counts(cases, chance)):
        citizen_id = ids.next()
        born = today - timedelta(days=chance.randrange(18 * 365, 95 * 365))
        yield "citizens_citizen", (
            citizen_id, "person", f"Prøve {place}", f"{place:08}", born,
            b"crowd" + place.to_bytes(27, "big"), "Eksempelgade 1", "Bispebjerg",
            False, True, "", "da", True,
        )  # fmt: skip
        for _ in range(count):
            number += 1
            yield from _case(number, citizen_id, ids, chance.choice(matters), chance, today)


def _case(
    number: int, citizen_id: str, ids: _Ids, matter: Matter, chance: Random, today: date
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    case_id = ids.next()
    day = today - timedelta(days=chance.randrange(2500))
    at = f"{day} 10:00:00+00"
    state = "opstaaet" if chance.random() < 0.25 else "afsluttet"
    yield "case_case", (
        case_id, _number(number), matter.title, matter.title, matter.kle, "G01",
        matter.sensitivity, False, state, "", None, at, day + timedelta(days=28), 28, "indgang",
        "indgang", 1, matter.person_id, citizen_id, matter.unit_id, matter.service,
    )  # fmt: skip
    yield "case_party", (ids.next(), "primary", case_id, citizen_id)
    yield "case_casestatestep", (ids.next(), "opstaaet", at, case_id, matter.person_id)
    yield "case_journalnote", (
        ids.next(), at, "Samtale", _NOTE, case_id, matter.person_id, matter.unit_id,
    )  # fmt: skip
    yield "shared_auditentry", (
        ids.next(), at, "staff", matter.person_id, citizen_id, "case.open_case", case_id, "{}",
    )  # fmt: skip
    yield "access_lookup", (
        ids.next(), at, citizen_id, matter.person_id, matter.unit_id, "casework", "case", case_id,
        "web",
    )  # fmt: skip


def _foreign_keys(owner: Connection[Any]) -> list[tuple[str, str, str]]:
    rows = owner.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid::regclass::text = ANY (%s)",
        [list(_TABLES)],
    ).fetchall()
    return [(str(table), str(name), str(text)) for table, name, text in rows]


def fill(
    owner: Connection[Any], cases: int, matters: Sequence[Matter], *, seed: int, today: date
) -> Crowd:
    """Make the crowd in one transaction, as the owner of the tables.

    COPY is not for tables under row security, so it is lifted from the tables' owner for the
    length of this transaction. Foreign keys hold for every row written afterwards; for the crowd,
    which is whole by the way it is made, they are not checked again (it takes minutes).
    """
    with owner.transaction():
        owner.execute("SELECT set_config('indgang.scope', 'system', true)")
        keys = _foreign_keys(owner)
        for table, name, _text in keys:
            owner.execute(
                sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
                    sql.Identifier(table), sql.Identifier(name)
                )
            )
        for table in _TABLES:
            owner.execute(
                sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(sql.Identifier(table))
            )
        crowd = _copy(owner, cases, matters, Random(seed), today)
        for table, name, text in keys:
            owner.execute(
                sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID").format(
                    sql.Identifier(table), sql.Identifier(name), sql.SQL(text)
                )
            )
        for table in _TABLES:
            owner.execute(
                sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(sql.Identifier(table))
            )
    for table in _TABLES:
        owner.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
    return crowd


_CHUNK = 20_000  # rows of a table in one COPY


def _copy(
    owner: Connection[Any], cases: int, matters: Sequence[Matter], chance: Random, today: date
) -> Crowd:
    waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _TABLES}
    citizens: list[str] = []

    def write(table: str) -> None:
        columns = sql.SQL(", ").join(map(sql.Identifier, _TABLES[table].split()))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
        with owner.cursor() as cursor, cursor.copy(statement) as copy:
            copy.write("".join(map(_line, waiting[table])))
        waiting[table].clear()

    for table, row in _rows(cases, matters, chance, today):
        waiting[table].append(row)
        if table == "citizens_citizen":
            citizens.append(row[0])
        if len(waiting[table]) >= _CHUNK:
            write(table)
    for table in _TABLES:
        write(table)
    others = citizens[len(NAMED) :]
    return Crowd(
        named=dict(zip(NAMED, citizens, strict=False)),
        sample=tuple(chance.sample(others, min(2000, len(others)))),
        citizens=len(citizens),
        cases=cases,
    )


def _line(row: tuple[Any, ...]) -> str:
    """A row in COPY's text format. What the crowd holds has no tabs or backslashes in it."""
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value)
