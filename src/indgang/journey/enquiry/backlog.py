"""How many waited for an answer at the end of days that have been."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


@dataclass(frozen=True, slots=True)
class EnquiryBacklog:
    """What waited with a unit at the end of a day, by subject ("": none was known).

    ``waiting``: enquiries without an answer and hand-overs that nobody had taken; ``oldest``: the
    age in days of the one that had waited longest. The unit is the one that has it now.
    """

    unit_id: UUID
    kle: str
    ends: date
    waiting: int
    oldest: int


_BACKLOG = """
WITH days AS (SELECT unnest(%(ends)s::date[]) AS ends),
lives AS (
    SELECT e.responsible_unit_id AS unit, coalesce(v.kle, '') AS kle,
           (e.received_at AT TIME ZONE 'Europe/Copenhagen')::date AS begins,
           (SELECT min((s.at AT TIME ZONE 'Europe/Copenhagen')::date) FROM enquiry_enquirystep s
            WHERE s.enquiry_id = e.id
              AND s.verb IN ('answered', 'accepted', 'decided', 'withdrawn')) AS over
    FROM enquiry_enquiry e LEFT JOIN catalogue_service v ON v.code = e.service_id
    WHERE e.responsible_unit_id = ANY (%(units)s)
    UNION ALL
    SELECT h.to_unit_id, v.kle, (h.offered_at AT TIME ZONE 'Europe/Copenhagen')::date,
           (h.answered_at AT TIME ZONE 'Europe/Copenhagen')::date
    FROM enquiry_handover h JOIN catalogue_service v ON v.code = h.service_id
    WHERE h.to_unit_id = ANY (%(units)s)
)
SELECT unit, kle, days.ends, count(*), max(days.ends - begins)
FROM lives JOIN days ON begins <= days.ends AND (over IS NULL OR over > days.ends)
GROUP BY 1, 2, 3
"""


def enquiry_backlog(unit_ids: Collection[UUID], ends: Sequence[date]) -> tuple[EnquiryBacklog, ...]:
    """What waited with these units at the end of each of the days."""
    with connection.cursor() as cursor:
        cursor.execute(_BACKLOG, {"ends": list(ends), "units": list(unit_ids)})
        return tuple(EnquiryBacklog(*row) for row in cursor.fetchall())
