"""The door of ``competence``: may they, and why."""

from indgang.competence.actions import (
    NotCompetentError,
    record_conflict,
    record_verdict,
    revoke_grant,
)
from indgang.competence.queries import UnitThatMay, has_conflict, may_each, units_that_may
from indgang.competence.queries import may as verdict
from indgang.competence.rules import Matter, Reason, Verdict
from indgang.competence.words import Explanation, Link, explain, kroner

__all__ = [
    "Explanation",
    "Link",
    "Matter",
    "NotCompetentError",
    "Reason",
    "UnitThatMay",
    "Verdict",
    "explain",
    "has_conflict",
    "kroner",
    "may_each",
    "record_conflict",
    "record_verdict",
    "revoke_grant",
    "units_that_may",
    "verdict",
]
