"""A small municipality with authority, for the tests of this room."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from indgang.competence.models import Grant, Instrument
from indgang.organisation.models import Person, Post, Unit, UnitState, UnitTask
from indgang.organisation.public import (
    Change,
    Home,
    Homes,
    Organisation,
    PostFacts,
    UnitFacts,
    organisation,
)
from indgang.shared.actor import Actor, HeldPost, Scope
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ON = date(2027, 8, 1)
LONG_AGO = Days(date(2020, 1, 1))
#: A service's subject: a personal supplement to the pension.
SUPPLEMENT = "32.03.12"

_UNITS = (
    ("raad", "council", ""),
    ("udvalg", "committee", "raad"),
    ("suf", "administration", "udvalg"),
    ("po", "department", "suf"),
    ("po-nord", "office", "po"),
    ("po-syd", "office", "po"),
    ("kulturudvalg", "committee", "raad"),
    ("kff", "administration", "kulturudvalg"),
    ("bs", "department", "kff"),
    ("bs-nord", "office", "bs"),
)
_POSTS = (
    ("sekretær", "raad", "support"),
    ("direktør", "suf", "leader"),
    ("kulturdirektør", "kff", "leader"),
    ("chef", "po", "leader"),
    ("anna", "po-nord", "caseworker"),
    ("bo", "po-nord", "caseworker"),
    ("carl", "po-nord", "caseworker"),
    ("siv", "po-syd", "caseworker"),
    ("nora", "bs-nord", "leader"),
    ("dina", "bs-nord", "front_desk"),
)
KINDS = (
    "statute", "governing_statute", "committee_delegation", "internal_delegation", "dispensation",
    "substitution",
)  # fmt: skip


@dataclass
class Town:
    """Ids by short names."""

    units: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    instruments: dict[str, UUID] = field(default_factory=dict)
    grants: dict[str, UUID] = field(default_factory=dict)

    def actor(self, person: str, at: date = TODAY) -> Actor:
        """Somebody with the posts of the day."""
        rows = Post.objects.valid_at(at).filter(person_id=self.people[person])
        posts = tuple(HeldPost(row.id, row.unit_id, row.function, row.title) for row in rows)
        return Actor(Scope.STAFF, person, person_id=self.people[person], posts=posts)

    def post(self, unit: str, function: str = "caseworker") -> HeldPost:
        """A post in the unit, whoever holds it."""
        return HeldPost(UUID(int=1), self.units[unit], function, "")

    def unit(self, key: str, kind: str, parent: str, days: Days = LONG_AGO) -> UUID:
        """A unit with its state."""
        unit_id = self.units[key] = uuid7()
        Unit(id=unit_id, key=key).save(force_insert=True)
        UnitState(
            unit_id=unit_id, kind=kind, name=key.title(), parent_id=self.units.get(parent),
            validity=to_range(days),
        ).save(force_insert=True)  # fmt: skip
        return unit_id

    def grant(
        self,
        name: str,
        holder: str,
        above: str,
        kle: str,
        instrument: str,
        *,
        days: Days = LONG_AGO,
        **more: Any,
    ) -> UUID:
        """A grant to decide; ``further`` so that it can be given on."""
        further = more.pop("further", False)
        row = Grant(
            id=uuid7(), instrument_id=self.instruments[instrument], holder_id=self.units[holder],
            above_id=self.grants.get(above), kle=kle, action=more.pop("action", "decide"),
            may_sub_delegate=further, validity=to_range(days), **more,
        )  # fmt: skip
        row.save(force_insert=True)
        self.grants[name] = row.id
        return row.id


def build() -> Town:
    """The municipality: pensions and care (P/O) decide supplements, and so does a desk up to a
    limit by dispensation."""
    town = Town()
    for key, kind, parent in _UNITS:
        town.unit(key, kind, parent)
    for name, unit, function in _POSTS:
        if name not in town.people:
            town.people[name] = uuid7()
            Person(id=town.people[name], key=name, name=name.title()).save(force_insert=True)
        Post(
            person_id=town.people[name], unit_id=town.units[unit], function=function, title="-",
            validity=to_range(LONG_AGO),
        ).save(force_insert=True)  # fmt: skip
    UnitTask(
        unit_id=town.units["po"], kle="32", role="ansvarlig", validity=to_range(LONG_AGO)
    ).save(force_insert=True)
    for kind in KINDS:
        row = Instrument(
            id=uuid7(), key=kind, kind=kind, title_da=f"Hjemmel {kind}", title_en=kind,
            source="Kilde", validity=to_range(LONG_AGO),
        )  # fmt: skip
        row.save(force_insert=True)
        town.instruments[kind] = row.id
    town.grant("root", "raad", "", "", "statute", further=True)
    town.grant("udvalg", "udvalg", "root", "32", "governing_statute", further=True)
    town.grant("kulturudvalg", "kulturudvalg", "root", "23", "governing_statute", further=True)
    town.grant("suf", "suf", "udvalg", "32", "committee_delegation", further=True)
    town.grant("kff", "kff", "kulturudvalg", "23", "committee_delegation", further=True)
    town.grant("po", "po", "suf", "32", "internal_delegation", further=True)
    for office in ("po-nord", "po-syd"):
        town.grant(
            office, office, "po", "32.03", "internal_delegation", function="caseworker",
            amount_limit=25_000,
        )  # fmt: skip
    town.grant("bs-nord", "bs-nord", "udvalg", SUPPLEMENT, "dispensation", amount_limit=5_000)
    return town


@dataclass(frozen=True)
class Planned:
    """A change as a bearer sees it, made by hand."""

    change: Change


def change(
    town: Town,
    homes: Iterable[tuple[str, str, str]],
    *,
    closed: Iterable[str] = (),
    moved: dict[str, str] | None = None,
    posts: dict[str, str] | None = None,
) -> Change:
    """From lines (unit, range, to unit): ``closed`` units go, ``moved`` get another parent,
    ``posts`` of people go to another unit."""
    before = organisation(ON)
    by_id = {unit_id: key for key, unit_id in town.units.items()}
    parents = {town.units[key]: town.units[parent] for key, parent in (moved or {}).items()}
    gone = {town.units[key] for key in closed}
    units = {
        unit_id: UnitFacts(
            unit_id, unit.key, unit.name, unit.kind, parents.get(unit_id, unit.parent_id), ""
        )
        for unit_id, unit in before.units.items()
        if unit_id not in gone
    }
    rows = [Home(town.units[one], kle, town.units[to]) for one, kle, to in homes]
    held = [
        PostFacts(row.id, row.person_id, row.unit_id, row.function, row.title, Decimal(1))
        for row in Post.objects.valid_at(ON)
    ]
    plan = Homes.of_rows(ON, rows)
    seats = {town.people[name]: town.units[unit] for name, unit in (posts or {}).items()}
    after_posts = [
        PostFacts(
            post.post_id, post.person_id,
            seats.get(post.person_id) or plan.of(post.unit_id) or post.unit_id,
            post.function, post.title, post.share,
        )
        for post in held
    ]  # fmt: skip
    assert set(by_id) >= set(units)
    return Change(
        uuid4(),
        ON,
        plan,
        before,
        Organisation(ON, -1, units, before.tasks),
        tuple(held),
        tuple(after_posts),
    )


def as_staff() -> None:
    """Let the database know that somebody with a purpose asks, until the test is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('indgang.scope', 'system', false)")


def stored() -> list[tuple[Any, ...]]:
    """Every grant as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM competence_grant ORDER BY id")
        return list(cursor.fetchall())


def later(days: int) -> date:
    """So many days after today."""
    return TODAY + timedelta(days)
