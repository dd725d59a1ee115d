"""How the work with cases stood at the end of days that have been: before and after a change."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class CaseBacklog:
    """Undecided cases of a unit and subject at the end of a day.

    ``late`` are past the published deadline, ``near`` have it within the next seven days. The
    unit is the one that has the case now.
    """

    unit_id: UUID
    kle: str
    ends: date
    open: int
    late: int
    near: int


_BACKLOG = """
WITH days AS (SELECT unnest(%s::date[]) AS ends),
decided AS (
    SELECT s.case_id, min((s.at AT TIME ZONE 'Europe/Copenhagen')::date) AS on_day
    FROM case_casestatestep s WHERE s.state IN ('afgjort', 'afsluttet') GROUP BY s.case_id
)
SELECT c.responsible_unit_id, c.kle, days.ends, count(*),
       count(*) FILTER (WHERE c.due_on < days.ends),
       count(*) FILTER (WHERE c.due_on BETWEEN days.ends AND days.ends + 7)
FROM case_case c
LEFT JOIN decided ON decided.case_id = c.id
JOIN days ON (c.opened_at AT TIME ZONE 'Europe/Copenhagen')::date <= days.ends
    AND (decided.on_day IS NULL OR decided.on_day > days.ends)
WHERE c.responsible_unit_id = ANY (%s)
GROUP BY 1, 2, 3
"""


def case_backlog(unit_ids: Collection[UUID], ends: Sequence[date]) -> tuple[CaseBacklog, ...]:
    """The undecided cases of these units at the end of each of the days."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKLOG, [list(ends), list(unit_ids)])
        return tuple(CaseBacklog(*row) for row in cursor.fetchall())
