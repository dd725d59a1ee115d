"""The rules in memory and the same in plain SQL give the same answers, over random data."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection

from bench.verdict_sql import Question, ask
from indgang.competence import queries
from indgang.competence.grants import INCLUDES
from indgang.competence.models import Grant, Instrument
from indgang.competence.rules import Matter, verdict
from indgang.organisation.models import Person, Unit, UnitState
from indgang.organisation.public import organisation
from indgang.shared.actor import HeldPost
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range
from indgang.ways.models import Uptake, WayOfWorking

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O4")]

TODAY = date(2026, 11, 22)
RANGES = ["", "", "", "32", "32", "32", "32.24", "32.24.04", "32.03", "27"]
SUBJECTS = ["32.24.04", "32.24.08", "32.03.12", "27.18.04", "32.24", "54.00.01"]
KINDS = ["council", "committee", "administration", "department", "office"]
INSTRUMENTS = ["statute", "committee_delegation", "internal_delegation", "dispensation"]


def _days(chance: Random) -> Days:
    begins = TODAY + timedelta(chance.choice([*[-900] * 12, -30, 0, 5]))
    length = chance.choice([*[None] * 8, 20, 905])
    return Days(begins, None if length is None else begins + timedelta(length))


def _fill(chance: Random) -> tuple[list[UUID], list[UUID]]:
    """Twelve units, four people, two ways and sixty grants; units and people."""
    units = [uuid7() for _ in range(12)]
    people = [uuid7() for _ in range(4)]
    Unit.objects.bulk_create(Unit(id=each, key=f"u-{each}") for each in units)
    UnitState.objects.bulk_create(
        UnitState(unit_id=each, kind=KINDS[min(n, 4)], name=f"Enhed {n}",
                  validity=to_range(Days(date(2000, 1, 1))))
        for n, each in enumerate(units)
    )  # fmt: skip
    Person.objects.bulk_create(Person(id=each, key=f"p-{each}", name="P") for each in people)
    ways = [WayOfWorking(id=uuid7(), key=f"w-{n}", kind="procedure") for n in range(2)]
    WayOfWorking.objects.bulk_create(ways)
    Uptake.objects.bulk_create(
        Uptake(way=way, unit_id=unit, validity=to_range(_days(chance)))
        for way in ways
        for unit in units
        if chance.random() < 0.6
    )
    written = [
        Instrument(id=uuid7(), key=f"i-{uuid7()}", kind=kind, validity=to_range(_days(chance)))
        for kind in INSTRUMENTS * 2
    ]
    Instrument.objects.bulk_create(written)
    grants: list[Grant] = []
    for _ in range(60):
        above = chance.choice(grants[:25]) if grants and chance.random() < 0.85 else None
        grants.append(
            Grant(
                id=uuid7(),
                instrument=chance.choice(written),
                holder_id=chance.choice(units[:2] if above is None else units),
                function=chance.choice(["", "", "caseworker", "leader"]),
                above=above,
                action=chance.choice([*["decide"] * 9, *INCLUDES]),
                kle=chance.choice(RANGES),
                amount_limit=chance.choice([None, None, 100, 5000]),
                outcomes=chance.choice([[], [], [], ["granted"], ["granted", "refused"]]),
                may_sub_delegate=chance.random() < 0.85,
                without=chance.choice([[], [], [], [], [], ["32.24.04"], ["32.24", "27"]]),
                person_id=chance.choice([*[None] * 9, people[0]]),
                way_id=chance.choice([*[None] * 12, ways[0].id, ways[1].id]),
                complexity=chance.choice([*[None] * 8, 1, 2]),
                validity=to_range(_days(chance)),
            )
        )
    Grant.objects.bulk_create(grants)
    return units, people


@pytest.mark.parametrize("seed", range(8))
def test_memory_and_plain_sql_agree(seed: int) -> None:
    chance = Random(seed)
    units, people = _fill(chance)
    questions = [
        Question(
            chance.choice(units),
            chance.choice(["caseworker", "leader", "front_desk"]),
            chance.choice(people),
            chance.choice(["decide", "decide", *INCLUDES]),
            chance.choice(SUBJECTS),
            chance.choice([None, 50, 3000, 9000]),
            chance.choice(["", "granted", "refused"]),
            chance.choice([None, 1, 3]),
        )
        for _ in range(1500)
    ]
    yes = 0
    for at in (TODAY, TODAY - timedelta(31), TODAY + timedelta(6)):
        with connection.cursor() as cursor:
            answers = ask(cursor, questions, at)
        book = queries.authority(organisation(at))
        for question, expected in zip(questions, answers, strict=True):
            post = HeldPost(UUID(int=1), question.unit_id, question.function, "")
            matter = Matter(question.kle, question.amount, question.outcome, question.complexity)
            found = verdict(
                posts=[post],
                authority=book,
                action=question.action,
                matter=matter,
                at=at,
                person_id=question.person_id,
            )
            assert found.allowed == (expected.grant_id is not None), (question, found)
            if found.allowed:
                yes += 1
                assert found.chain[0].grant_id == expected.grant_id
                assert found.limit == expected.limit
    assert yes > 100, "the question was never worth asking"
