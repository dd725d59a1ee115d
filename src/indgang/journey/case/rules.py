"""States, deadlines and numbers of cases. Pure.

The states are those of the joint municipal index (KOMBIT SF1470): *Opstået → Oplyst → Afgjort →
Afsluttet*; when a later one is reached, all earlier ones are present.
"""

from datetime import date, timedelta

STATES: tuple[str, ...] = ("opstaaet", "oplyst", "afgjort", "afsluttet")


class BackwardsError(ValueError):
    """A case never goes back to an earlier state; a new case refers to it instead."""


def states_to_reach(current: str, wanted: str) -> tuple[str, ...]:
    """The states that must be written to get from ``current`` to ``wanted``, in order.

    >>> states_to_reach("opstaaet", "afgjort")
    ('oplyst', 'afgjort')
    """
    here, there = STATES.index(current), STATES.index(wanted)
    if there <= here:
        raise BackwardsError(f"{current} → {wanted}")
    return STATES[here + 1 : there + 1]


def due_on(came: date, days: int | None) -> date | None:
    """The day by which the citizen is promised an answer: so many days after the application came
    (Retssikkerhedsloven § 3, stk. 2)."""
    return None if days is None else came + timedelta(days=days)
