"""Cases and a reorganisation: every case goes to the unit that has its subject, at once.

Counting is one question for all that is touched; moving is two statements, however many cases
there are. Each move is kept (``CaseMove``), so that the past reads as it was.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from indgang.journey.case.models import Case
from indgang.organisation.public import Change
from indgang.shared.identifiers import uuid7
from indgang.shared.many_rows import many_rows
from indgang.shared.uuid_arrays import Moved


@dataclass(frozen=True, slots=True)
class Sum:
    """So many cases with the same unit, subject and caseworker. ``parents``: that hold others."""

    unit_id: UUID
    kle: str
    caseworker_id: UUID | None
    open: int
    closed: int
    parents: int


_COUNT = """
SELECT c.responsible_unit_id, c.kle, c.caseworker_id,
  count(*) FILTER (WHERE c.state <> 'afsluttet'),
  count(*) FILTER (WHERE c.state = 'afsluttet'),
  count(*) FILTER (WHERE c.state <> 'afsluttet' AND p.id IS NOT NULL)
FROM case_case c
LEFT JOIN (SELECT DISTINCT parent_id AS id FROM case_case WHERE parent_id IS NOT NULL) p
  ON p.id = c.id
WHERE c.responsible_unit_id = ANY (%s)
GROUP BY 1, 2, 3
"""


def left_desks(change: Change) -> frozenset[tuple[UUID, UUID]]:
    """(person, unit): those who had a post in the unit and have none there afterwards."""
    before = {(post.person_id, post.unit_id) for post in change.posts_before}
    return frozenset(before - {(post.person_id, post.unit_id) for post in change.posts_after})


def desks(change: Change) -> frozenset[tuple[UUID, UUID]]:
    """(person, unit): those who have a post there afterwards."""
    return frozenset((post.person_id, post.unit_id) for post in change.posts_after)


def touched(change: Change) -> list[UUID]:
    """Units that leave something, and those that somebody leaves."""
    return sorted({*change.homes.moves, *(unit for _person, unit in left_desks(change))})


def sums(unit_ids: Collection[UUID]) -> list[Sum]:
    """The cases of these units, counted."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(unit_ids)])
        rows: Any = cursor.fetchall()
    return [Sum(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Going:
    """Where a ``Sum`` of cases goes (``None``: nowhere), and whether its caseworker goes along."""

    sum: Sum
    to: UUID | None
    keeps_caseworker: bool


def going(change: Change) -> Iterator[Going]:
    """What happens to the cases of the units that are touched."""
    there, left = desks(change), left_desks(change)
    for one in sums(touched(change)):
        to = change.homes.of(one.unit_id, one.kle)
        if one.caseworker_id is None:
            keeps = True
        elif to == one.unit_id:
            keeps = (one.caseworker_id, one.unit_id) not in left
        else:
            keeps = to is None or (one.caseworker_id, to) in there
        if to != one.unit_id or not keeps:
            yield Going(one, to, keeps)


# A closed case keeps its caseworker: that says who handled it. The id's first part is one instant
# for all, so that the moves of a case stand in their order.
_MOVE = """
WITH moved AS (INSERT INTO case_casemove
  (id, case_id, "on", from_unit_id, to_unit_id, from_caseworker_id, to_caseworker_id, cause)
SELECT (%(stamp)s || substr(gen_random_uuid()::text, 19))::uuid, id, %(on)s,
  responsible_unit_id, to_unit_id, caseworker_id, to_caseworker_id, %(cause)s
FROM (
  SELECT c.id, c.responsible_unit_id, c.caseworker_id,
    coalesce(led.to_unit_id, c.responsible_unit_id) AS to_unit_id,
    CASE WHEN c.state = 'afsluttet' THEN c.caseworker_id
         WHEN led.to_unit_id IS NULL THEN
           CASE WHEN gone.person_id IS NULL THEN c.caseworker_id END
         WHEN (c.caseworker_id, led.to_unit_id) IN (
           SELECT * FROM unnest(%(there_people)s::uuid[], %(there_units)s::uuid[])
         ) THEN c.caseworker_id END AS to_caseworker_id
  FROM case_case c
  LEFT JOIN unnest(%(led_from)s::uuid[], %(led_kle)s::text[], %(led_to)s::uuid[])
    AS led (from_unit_id, kle, to_unit_id)
    ON led.from_unit_id = c.responsible_unit_id AND led.kle = c.kle
  LEFT JOIN unnest(%(gone_people)s::uuid[], %(gone_units)s::uuid[]) AS gone (person_id, unit_id)
    ON gone.unit_id = c.responsible_unit_id AND gone.person_id = c.caseworker_id
  WHERE c.responsible_unit_id = ANY (%(units)s)
    AND (led.to_unit_id IS NOT NULL OR gone.person_id IS NOT NULL AND c.state <> 'afsluttet')
  FOR UPDATE OF c
) AS picked
RETURNING case_id, from_unit_id, to_unit_id)
SELECT count(*), coalesce(array_agg(case_id), '{}')::text,
  coalesce(array_agg(from_unit_id), '{}')::text, coalesce(array_agg(to_unit_id), '{}')::text
FROM moved WHERE from_unit_id <> to_unit_id
"""

_FOLLOW = """
UPDATE case_case c SET responsible_unit_id = m.to_unit_id, caseworker_id = m.to_caseworker_id,
  version = c.version + 1
FROM case_casemove m WHERE m.case_id = c.id AND m.id >= %s AND m.id <= %s
"""


def move_cases(change: Change) -> Moved:
    """Move them all; gives those that changed unit."""
    units = touched(change)
    found = Case.objects.filter(responsible_unit_id__in=units).order_by()
    pairs = found.values_list("responsible_unit_id", "kle").distinct()
    led = [
        (unit_id, kle, to)
        for unit_id, kle in pairs
        if (to := change.homes.of(unit_id, kle)) is not None and to != unit_id
    ]
    there, gone = list(desks(change)), list(left_desks(change))
    stamp = str(uuid7())[:18]
    with many_rows(), connection.cursor() as cursor:
        cursor.execute(
            _MOVE,
            {
                "stamp": stamp,
                "on": change.on,
                "cause": change.cause,
                "there_people": [person for person, _unit in there],
                "there_units": [unit for _person, unit in there],
                "led_from": [each[0] for each in led],
                "led_kle": [each[1] for each in led],
                "led_to": [each[2] for each in led],
                "gone_people": [person for person, _unit in gone],
                "gone_units": [unit for _person, unit in gone],
                "units": units,
            },
        )
        row: Any = cursor.fetchone()
        cursor.execute(_FOLLOW, [f"{stamp}-0000-000000000000", f"{stamp}-ffff-ffffffffffff"])
    return Moved(*row)


def standing_now(unit_ids: Collection[UUID], at: date) -> Mapping[UUID, tuple[int, int, int]]:
    """Open, late and unassigned cases of each of these units that has any."""
    undecided = ~Q(state="afgjort")
    rows = (
        Case.objects.filter(responsible_unit_id__in=unit_ids)
        .exclude(state="afsluttet")
        .values_list("responsible_unit_id")
        .annotate(
            open=Count("id"),
            late=Count("id", filter=undecided & Q(due_on__lt=at)),
            unassigned=Count("id", filter=Q(caseworker=None)),
        )
        .order_by()
    )
    return {unit: (number, late, unassigned) for unit, number, late, unassigned in rows}


def open_by_subject() -> dict[tuple[UUID, str], int]:
    """All open cases by unit and subject."""
    rows = (
        Case.objects.exclude(state="afsluttet")
        .values_list("responsible_unit_id", "kle")
        .annotate(number=Count("id"))
        .order_by()
    )
    return {(unit_id, kle): number for unit_id, kle, number in rows}
