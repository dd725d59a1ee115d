"""Decisions that were changed or sent back, and how often that happens to the desk's (O4).

A decision is taken up again by its own unit (Forvaltningsloven § 26 on complaints that go through
the authority; remonstration), or changed or sent back by a board, the Ombudsman or a court.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from indgang.journey.case.public import case, locked, write_note
from indgang.journey.decision.models import Decision, Reversal, ReversalBody
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system

#: What the journal says, by body and by whether it was sent back. The journal is in Danish.
_SAID = {
    (ReversalBody.OWN_UNIT, False): "Vi har selv ændret afgørelsen.",
    (ReversalBody.OWN_UNIT, True): "Vi har selv taget sagen op igen.",
    (ReversalBody.APPEAL_BODY, False): "Klageinstansen har ændret afgørelsen.",
    (ReversalBody.APPEAL_BODY, True): "Klageinstansen har hjemvist sagen.",
    (ReversalBody.OMBUDSMAN_OR_COURT, False): "Afgørelsen er ændret af en domstol.",
    (
        ReversalBody.OMBUDSMAN_OR_COURT,
        True,
    ): "Sagen er sendt tilbage af ombudsmanden eller en domstol.",
}


@transaction.atomic
def record_reversal(
    *,
    decision_id: UUID,
    on: date,
    body: str,
    by: Actor,
    at: datetime,
    remitted: bool = False,
) -> UUID:
    """Write down that a decision was changed, or sent back (``remitted``), on the day ``on``.

    Whoever works in the unit that answers for the case may. It stands in the journal too. Raises
    ``NotFound``, ``NotAllowed``, ``BadInput``, and ``Refused`` when it was written down before.
    """
    row = Decision.objects.filter(pk=decision_id).first()
    if row is None:
        raise NotFound("no_such_decision", _("Vi kan ikke finde afgørelsen."))
    locked(row.case_id, by)
    if body not in ReversalBody.values:
        message = _("Vælg, hvem der har ændret afgørelsen.")
        raise BadInput(message, fields={"body": message})
    if not clock.day_of(row.decided_at) <= on <= clock.day_of(at):
        message = _("Vælg en dag mellem afgørelsen og i dag.")
        raise BadInput(message, fields={"on": message})
    if Reversal.objects.filter(decision_id=decision_id).exists():
        raise Refused("already_reversed", _("Det er allerede skrevet ind."))
    reversal = Reversal.objects.create(
        id=uuid7(),
        decision_id=decision_id,
        on=on,
        body=body,
        remitted=remitted,
        recorded_at=at,
        recorded_by_id=by.employee_id,
    )
    write_note(
        case_id=row.case_id,
        theme="Omgørelse",
        text=_SAID[ReversalBody(body), remitted],
        by=by,
        at=at,
    )
    audit.record(
        "decision.record_reversal",
        by=by,
        at=at,
        object_id=decision_id,
        subject_id=case(row.case_id).citizen_id,
        detail={"body": body, "remitted": remitted, "on": str(on)},
    )
    return reversal.id


@dataclass(frozen=True, slots=True)
class ReversalView:
    """How a decision was changed afterwards. ``remitted``: sent back instead of changed."""

    on: date
    body: str
    remitted: bool


def reversal(decision_id: UUID) -> ReversalView | None:
    """How the decision was changed, if it was and the asker may read it."""
    row = Reversal.objects.filter(decision_id=decision_id).first()
    return None if row is None else ReversalView(row.on, row.body, row.remitted)


@dataclass(frozen=True, slots=True)
class ReversedShare:
    """Of the decisions of a task made on a dispensation, how many were later changed.

    ``reversed`` counts those sent back too. ``share`` of ``decided``, 0 to 1. Numbers only:
    nobody can be read out of them.
    """

    kle: str
    decided: int
    reversed: int
    remitted: int
    by_appeal_body: int

    @property
    def share(self) -> float:
        """The part of the decisions that did not stand."""
        return self.reversed / self.decided if self.decided else 0.0


def reversed_share(
    begins: date, ends: date, *, unit_ids: frozenset[UUID] | None = None
) -> tuple[ReversedShare, ...]:
    """The desk's decisions of the days ``[begins, ends)`` by task, the worst share first.

    The desk's are those whose kept chain of authority rests on a dispensation (demand O4).
    ``unit_ids``: only those of these units. Counted in the house's own name.
    """
    first, last = (
        datetime.combine(day, time.min, tzinfo=clock.COPENHAGEN) for day in (begins, ends)
    )
    with as_system("statistics"):
        rows = Decision.objects.filter(
            decided_at__gte=first,
            decided_at__lt=last,
            verdict__chain__contains=[{"instrument": "dispensation"}],
        )
        if unit_ids is not None:
            rows = rows.filter(unit_id__in=unit_ids)
        found = [
            ReversedShare(*row)
            for row in rows.values_list("verdict__kle").annotate(
                decided=Count("id"),
                changed=Count("reversal"),
                remitted=Count("reversal", filter=Q(reversal__remitted=True)),
                appealed=Count("reversal", filter=Q(reversal__body=ReversalBody.APPEAL_BODY)),
            )
        ]
    return tuple(sorted(found, key=lambda one: (-one.share, -one.decided, one.kle)))
