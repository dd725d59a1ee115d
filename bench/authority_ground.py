"""A house of authority to measure on: 2,000 units and 5,000 grants from a seed, and questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid5

from psycopg import connect

from bench.verdict_sql import Question

NAME = "indgang_bench_authority"
_SPACE = UUID("5b0b8a2a-43f4-4a7a-8a6e-6b1f8f6f2d10")
_FUNCTIONS = ("caseworker", "leader", "front_desk", "specialist")


@dataclass(frozen=True)
class House:
    """What was made: units with their branches' subjects, and how many grants."""

    offices: tuple[tuple[UUID, str], ...]
    units: int
    grants: int


def prepared(urls: Any) -> Any:
    """An empty, migrated database of its own."""
    from django.core.management import call_command
    from django.db import connections

    from bench import ground
    from indgang.config.database.public import drop, prepare

    drop(urls, NAME)
    prepare(urls.admin, NAME, {})
    here = urls.for_database(NAME)
    ground.use(here)
    call_command("migrate", database="owner", verbosity=0)
    connections.close_all()
    return here


def _id(kind: str, number: object) -> UUID:
    return uuid5(_SPACE, f"{kind}:{number}")


class _Maker:
    """Piles up rows: council → 8 committees → 8 administrations → departments → offices."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.units: list[tuple[UUID, str, UUID | None]] = []
        self.grants: list[tuple[Any, ...]] = []
        self.offices: list[tuple[UUID, str]] = []

    def unit(self, kind: str, parent: UUID | None) -> UUID:
        unit_id = _id("unit", len(self.units))
        self.units.append((unit_id, kind, parent))
        return unit_id

    def grant(
        self,
        holder: UUID,
        above: UUID | None,
        kle: str,
        instrument: str,
        *,
        further: bool = False,
        limit: int | None = None,
        function: str = "",
    ) -> UUID:
        grant_id = _id("grant", len(self.grants))
        self.grants.append(
            (grant_id, _id("instrument", instrument), holder, function, above, "decide", kle,
             limit, "[]", further, "[]")
        )  # fmt: skip
        return grant_id

    def fill(self, units: int, grants: int) -> None:
        council = self.unit("council", None)
        root = self.grant(council, None, "", "statute", further=True)
        branches = []
        for branch in range(8):
            kle = str(20 + branch)
            committee = self.unit("committee", council)
            top = self.grant(committee, root, kle, "governing_statute", further=True)
            office = self.unit("administration", committee)
            below = self.grant(office, top, kle, "committee_delegation", further=True)
            branches.append((kle, office, top, below))
        departments = []
        for number in range(max(8, units // 12)):
            kle, administration, top, below = branches[number % 8]
            department = self.unit("department", administration)
            part = f"{kle}.{number % 40:02d}"
            given = self.grant(department, below, part, "internal_delegation", further=True)
            departments.append((part, department, top, given))
        number = 0
        while len(self.units) < units:
            part, department, _top, given = departments[number % len(departments)]
            office = self.unit("office", department)
            self.offices.append((office, part))
            self.grant(office, given, part, "internal_delegation", limit=25_000,
                       function="caseworker")  # fmt: skip
            number += 1
        while len(self.grants) < grants:
            office, part = self.chance.choice(self.offices)
            other, _department, top, given = self.chance.choice(departments)
            exact = f"{part}.{self.chance.randrange(30):02d}"
            if self.chance.random() < 0.4:
                self.grant(office, top, f"{other}.{self.chance.randrange(30):02d}", "dispensation",
                           limit=5_000)  # fmt: skip
            else:
                own = next(g for p, _d, _t, g in departments if p == part)
                self.grant(office, own, exact, "internal_delegation", function="leader")


def fill(urls: Any, units: int, grants: int, *, seed: int, today: date) -> House:
    """Make the house by COPY, as the owner of the tables. None of them is about citizens."""
    maker = _Maker(Random(seed))
    maker.fill(units, grants)
    always = f"[{today.replace(year=today.year - 5)},)"
    kinds = ("statute", "governing_statute", "committee_delegation", "internal_delegation",
             "dispensation")  # fmt: skip
    with connect(urls.owner) as owner:
        _copy(owner, "organisation_unit (id, key, synthetic)",
              [(unit, f"u-{n}", True) for n, (unit, _k, _p) in enumerate(maker.units)])  # fmt: skip
        _copy(
            owner,
            "organisation_unitstate (id, unit_id, kind, name, parent_id, phone, validity)",
            [(_id("state", n), unit, kind, f"Enhed {n}", parent, "", always)
             for n, (unit, kind, parent) in enumerate(maker.units)],
        )  # fmt: skip
        _copy(
            owner,
            "competence_instrument (id, key, kind, title_da, title_en, source, text_da, text_en, "
            "synthetic, validity)",
            [(_id("instrument", kind), kind, kind, kind, kind, "", "", "", True, always)
             for kind in kinds],
        )  # fmt: skip
        _copy(
            owner,
            "competence_grant (id, instrument_id, holder_id, function, above_id, action, kle, "
            "amount_limit, outcomes, may_sub_delegate, without, validity)",
            [(*row, always) for row in maker.grants],
        )
    with connect(urls.owner, autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE competence_grant, organisation_unitstate")
    return House(tuple(maker.offices), len(maker.units), len(maker.grants))


def _copy(owner: Any, target: str, rows: Sequence[tuple[Any, ...]]) -> None:
    with owner.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def questions(house: House, count: int, *, seed: int) -> list[Question]:
    """Posts of offices about subjects of their own branch, four of five; amounts to 30,000."""
    chance = Random(seed)
    asked = []
    for _ in range(count):
        office, part = chance.choice(house.offices)
        if chance.random() < 0.2:
            part = chance.choice(house.offices)[1]
        asked.append(
            Question(
                office,
                chance.choice(_FUNCTIONS),
                None,
                "decide",
                f"{part}.{chance.randrange(30):02d}",
                chance.choice((None, 1_000, 4_000, 20_000, 30_000)),
                chance.choice(("", "granted", "refused")),
            )
        )
    return asked
