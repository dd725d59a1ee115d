"""The front desk's dispensations: limits, how often they were enough, and how well it decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from indgang.competence.public import GrantLine, TaskReadiness, grants, readiness_of
from indgang.journey.decision.public import (
    EscalationCount,
    ReversedShare,
    escalations,
    reversed_share,
)
from indgang.shared.danish_order import danish_order
from indgang.steering.subjects import Subject, subjects

#: How far back is counted.
BACK = timedelta(days=365)
#: Below so many decisions a share says little: one more or less would move it by five per cent.
FEW = 20


@dataclass(frozen=True, slots=True)
class Dispensed:
    """A task that the desk decides by dispensation, on the day.

    ``grants`` of the same subject to several desks; their limits may differ.
    """

    subject: Subject
    grants: tuple[GrantLine, ...]
    readiness: TaskReadiness
    escalations: EscalationCount
    decided: ReversedShare

    @property
    def desks(self) -> int:
        """How many units decide it by dispensation."""
        return len({line.holder_id for line in self.grants})

    @property
    def limits(self) -> tuple[int, ...]:
        """The different amount limits, lowest first."""
        return tuple(
            sorted({line.amount_limit for line in self.grants if line.amount_limit is not None})
        )

    @property
    def looked_at(self) -> bool:
        """Has anybody said whether the task is ready?"""
        return any(one.met is not None for one in self.readiness.criteria)

    @property
    def few(self) -> bool:
        """Are there too few decisions for the share to say anything?"""
        return self.decided.decided < FEW

    @property
    def percent(self) -> int:
        """The share that was changed or sent back, in whole per cent."""
        return round(100 * self.decided.share)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes it is limited to; none when one of the desks may give any."""
        if any(not line.outcomes for line in self.grants):
            return ()
        return tuple(sorted({each for line in self.grants for each in line.outcomes}))

    @property
    def unlimited(self) -> bool:
        """Does one of the desks have no limit in kroner?"""
        return any(line.amount_limit is None for line in self.grants)


def dispensed(at: date, now: datetime, language: str) -> tuple[Dispensed, ...]:
    """Every task of the desk by dispensation, with a year's numbers."""
    by_kle: dict[str, list[GrantLine]] = {}
    for line in grants(at, kind="dispensation", language=language):
        if line.action in ("decide", "approve"):
            by_kle.setdefault(line.kle, []).append(line)
    names = subjects(by_kle)
    ready = {one.kle: one for one in readiness_of(by_kle, at)}
    desks = {line.holder_id for lines in by_kle.values() for line in lines}
    sent: Mapping[str, EscalationCount] = escalations(desks, since=now - BACK, until=now)
    tomorrow = at + timedelta(days=1)
    made = reversed_share(tomorrow - BACK, tomorrow, unit_ids=frozenset(desks))
    stood = {one.kle: one for one in made}
    found = [
        Dispensed(
            names[kle],
            tuple(lines),
            ready[kle],
            sent.get(kle, EscalationCount(0, 0)),
            stood.get(kle, ReversedShare(kle, 0, 0, 0, 0)),
        )
        for kle, lines in by_kle.items()
    ]
    return tuple(sorted(found, key=lambda one: danish_order(one.subject.name)))
