"""*May they?* in plain SQL: one recursive question over grants, and nothing remembered.

It says in another language what ``competence.rules.verdict`` says, and shares no code with it: the
benchmark's baseline, and the oracle of ``competence/tests/test_oracle.py``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Question:
    """A post (unit, function, who holds it) and what is to be done."""

    unit_id: UUID
    function: str
    person_id: UUID | None
    action: str
    kle: str
    amount: int | None = None
    outcome: str = ""
    complexity: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The grant that is used (``None``: they may not), and its limit in kroner."""

    grant_id: UUID | None
    limit: int | None


#: What every link must be for the question: in its days, about the subject, and wide enough.
_HOLDS = """
  g.validity @> %(at)s::date AND i.validity @> %(at)s::date
  AND (g.kle = '' OR q.kle = g.kle OR q.kle LIKE g.kle || '.%%')
  AND NOT EXISTS (
    SELECT 1 FROM jsonb_array_elements_text(g.without) AS hole
    WHERE q.kle = hole OR q.kle LIKE hole || '.%%' OR hole LIKE q.kle || '.%%')
  AND (g.action, q.action) IN (
    ('inform', 'inform'), ('receive', 'inform'), ('receive', 'receive'), ('prepare', 'inform'),
    ('prepare', 'receive'), ('prepare', 'prepare'), ('decide', 'inform'), ('decide', 'receive'),
    ('decide', 'prepare'), ('decide', 'decide'), ('approve', 'inform'), ('approve', 'receive'),
    ('approve', 'prepare'), ('approve', 'approve'))
  AND (g.outcomes = '[]' OR q.outcome = '' OR g.outcomes @> to_jsonb(q.outcome))
  AND (g.amount_limit IS NULL OR q.amount IS NULL OR q.amount <= g.amount_limit)
  AND (g.complexity IS NULL OR q.complexity IS NULL OR q.complexity <= g.complexity)
  AND (g.way_id IS NULL OR EXISTS (
    SELECT 1 FROM ways_uptake u
    WHERE u.way_id = g.way_id AND u.unit_id = g.holder_id AND u.validity @> %(at)s::date))
"""

_SQL = f"""
WITH RECURSIVE question AS (
  SELECT * FROM unnest(
    %(number)s::int[], %(unit)s::uuid[], %(function)s::text[], %(person)s::uuid[],
    %(action)s::text[], %(kle)s::text[], %(amount)s::int[], %(outcome)s::text[],
    %(complexity)s::int[]
  ) AS q (number, unit_id, function, person_id, action, kle, amount, outcome, complexity)
), link AS (
  SELECT q.number, q.action, q.kle, q.amount, q.outcome, q.complexity,
    g.id AS leaf, g.above_id, g.holder_id, 1 AS place, g.amount_limit AS lowest,
    i.kind = 'dispensation' AS dispensed
  FROM question q
  JOIN competence_grant g ON g.holder_id = q.unit_id
    AND g.function IN ('', q.function) AND (g.person_id IS NULL OR g.person_id = q.person_id)
  JOIN competence_instrument i ON i.id = g.instrument_id
  WHERE {_HOLDS}
  UNION ALL
  SELECT q.number, q.action, q.kle, q.amount, q.outcome, q.complexity,
    q.leaf, g.above_id, g.holder_id, q.place + 1, LEAST(q.lowest, g.amount_limit),
    q.dispensed OR i.kind = 'dispensation'
  FROM link q
  JOIN competence_grant g ON g.id = q.above_id
  JOIN competence_instrument i ON i.id = g.instrument_id
  WHERE g.may_sub_delegate AND g.person_id IS NULL AND q.place < 12 AND {_HOLDS}
)
SELECT DISTINCT ON (l.number) l.number, l.leaf, l.lowest
FROM link l
JOIN organisation_unitstate s ON s.unit_id = l.holder_id AND s.validity @> %(at)s::date
WHERE l.above_id IS NULL AND s.kind IN ('council', 'committee')
ORDER BY l.number, l.dispensed, l.lowest DESC NULLS FIRST, l.place, l.leaf
"""


def ask(cursor: Any, questions: Sequence[Question], at: date) -> list[Answer]:
    """The answers in the order of the questions, in one statement."""
    cursor.execute(
        _SQL,
        {
            "at": at,
            "number": list(range(len(questions))),
            "unit": [q.unit_id for q in questions],
            "function": [q.function for q in questions],
            "person": [q.person_id for q in questions],
            "action": [q.action for q in questions],
            "kle": [q.kle for q in questions],
            "amount": [q.amount for q in questions],
            "outcome": [q.outcome for q in questions],
            "complexity": [q.complexity for q in questions],
        },
    )
    found = {number: Answer(leaf, lowest) for number, leaf, lowest in cursor.fetchall()}
    return [found.get(number, Answer(None, None)) for number in range(len(questions))]
