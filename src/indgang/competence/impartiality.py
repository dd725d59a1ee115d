"""Conflicts of interest: who is barred, and what the leader did about it (O6).

Forvaltningsloven § 3: who is biased takes no part in the case. § 6: whoever knows of it tells the
leader, and has no part in the question whether it is so. § 4, stk. 1: § 3 does not hold when nobody
else can take the person's place without great difficulty.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.competence.granting import posts_today
from indgang.competence.models import ConflictOfInterest, Handling
from indgang.competence.queries import has_conflict
from indgang.organisation.public import names_of, organisation, posts_of
from indgang.shared import audit, clock
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.typed_text import without_controls

GROUNDS = ("own_interest", "family", "organisation", "other")


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """A conflict of interest with names. ``case_id`` ``None``: all of the citizen's cases."""

    conflict_id: UUID
    person_id: UUID
    person: str
    subject_id: UUID
    case_id: UUID | None
    ground: str
    recorded_at: datetime
    recorded_by: str
    handling: str
    handling_reason: str
    handled_to: str
    handled_at: datetime | None
    handled_by: str
    ended_at: datetime | None


def conflicts(
    *,
    person_ids: Collection[UUID] | None = None,
    subject_id: UUID | None = None,
    case_id: UUID | None = None,
    conflict_id: UUID | None = None,
    with_ended: bool = False,
) -> tuple[ConflictLine, ...]:
    """Conflicts of these persons, about this citizen, in this case; those not handled first."""
    rows = ConflictOfInterest.objects.all()
    if conflict_id is not None:
        rows = rows.filter(pk=conflict_id)
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if not with_ended:
        rows = rows.filter(ended_at=None)
    found = list(rows.order_by("recorded_at"))
    ids = {
        each
        for row in found
        for each in (row.person_id, row.recorded_by_id, row.handled_to_id, row.handled_by_id)
        if each is not None
    }
    names: dict[UUID | None, str] = dict(names_of(ids).items())
    lines = [
        ConflictLine(
            row.id, row.person_id, names.get(row.person_id, ""), row.subject_id, row.case_id,
            row.ground, row.recorded_at, names.get(row.recorded_by_id, ""), row.handling,
            row.handling_reason, names.get(row.handled_to_id, ""), row.handled_at,
            names.get(row.handled_by_id, ""), row.ended_at,
        )
        for row in found
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.handling != "", line.recorded_at)))


def _leads_person(person_id: UUID, by: Actor, at: datetime) -> bool:
    """Does whoever acts lead a unit of the person's, or one above it, and is somebody else?"""
    if by.scope is Scope.SYSTEM:
        return True
    today = clock.day_of(at)
    org = organisation(today)
    own = posts_today(by, at)
    return by.person_id != person_id and any(
        org.led_by(own, post.unit_id) for post in posts_of(person_id, today)
    )


@transaction.atomic
def record_conflict(
    *,
    person_id: UUID,
    subject_id: UUID,
    ground: str,
    by: Actor,
    at: datetime,
    case_id: UUID | None = None,
) -> UUID:
    """Bar a person from a citizen's cases, or from one of them (Forvaltningsloven §§ 3 and 6).

    The person may, and their leader. Saying the same again finds what was said.
    """
    if by.person_id != person_id and not _leads_person(person_id, by, at):
        raise NotAllowed("not_your_conflict", _("Kun personen selv eller lederen kan skrive det."))
    if ground not in GROUNDS:
        message = _("Vælg en grund.")
        raise BadInput(message, fields={"ground": message})
    known = ConflictOfInterest.objects.filter(
        person_id=person_id, subject_id=subject_id, case_id=case_id, ground=ground, ended_at=None
    ).first()
    if known is not None:
        return known.id
    row = ConflictOfInterest.objects.create(
        id=uuid7(),
        person_id=person_id,
        subject_id=subject_id,
        case_id=case_id,
        ground=ground,
        recorded_at=at,
        recorded_by_id=by.person_id,
    )
    audit.record(
        "competence.record_conflict",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=subject_id,
        detail={"ground": ground, "person": str(person_id), "case": str(case_id or "")},
    )
    return row.id


def _open(conflict_id: UUID, by: Actor, at: datetime) -> ConflictOfInterest:
    row = ConflictOfInterest.objects.select_for_update().filter(pk=conflict_id).first()
    if row is None:
        raise NotFound("no_such_conflict", _("Vi kan ikke finde det."))
    if row.ended_at is not None:
        raise Refused("conflict_ended", _("Det er allerede afsluttet."))
    if not _leads_person(row.person_id, by, at):
        raise NotAllowed(
            "leaders_only", _("Kun lederen kan afgøre det, og ikke om sin egen inhabilitet.")
        )
    return row


@transaction.atomic
def handle_conflict(
    *,
    conflict_id: UUID,
    handling: str,
    by: Actor,
    at: datetime,
    to_person_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Say what was done: ``given_on``, ``leader_took_it``, ``substitute`` or ``no_other``.

    The person's leader may, never the person (§ 6, stk. 3). ``to_person_id`` is who has the case
    now; for ``leader_took_it`` it is whoever acts. ``no_other`` (§ 4, stk. 1) is for one case, with
    a reason, and lets the person go on in it.
    """
    row = _open(conflict_id, by, at)
    if handling not in Handling.values or not handling:
        message = _("Vælg, hvad der er gjort.")
        raise BadInput(message, fields={"handling": message})
    reason = without_controls(reason)
    if len(reason) > 500:
        raise BadInput(_("For langt."), fields={"reason": _("For langt.")})
    to = by.person_id if handling == Handling.LEADER_TOOK_IT else to_person_id
    if handling == Handling.NO_OTHER:
        if row.case_id is None:
            raise Refused(
                "one_case_only", _("Det kan kun siges om en bestemt sag."),
                next_step=_("Skriv inhabiliteten på sagen."),
            )  # fmt: skip
        if not reason:
            message = _("Skriv, hvorfor ingen anden kan tage sagen (Forvaltningsloven § 4).")
            raise BadInput(message, fields={"reason": message})
        to = None
    elif to is None or to == row.person_id or has_conflict(to, row.subject_id, row.case_id):
        message = _("Vælg en, der ikke selv er inhabil.")
        raise BadInput(message, fields={"to_person": message})
    row.handling = handling
    row.handling_reason = reason
    row.handled_to_id = to
    row.handled_at = at
    row.handled_by_id = by.person_id
    row.save(
        update_fields=["handling", "handling_reason", "handled_to", "handled_at", "handled_by"]
    )
    audit.record(
        "competence.handle_conflict",
        by=by,
        at=at,
        object_id=row.id,
        subject_id=row.subject_id,
        detail={"handling": handling, "to": str(to or "")},
    )


@transaction.atomic
def end_conflict(*, conflict_id: UUID, by: Actor, at: datetime) -> None:
    """The person is not barred any more. The leader may say so, never the person."""
    row = _open(conflict_id, by, at)
    row.ended_at = at
    row.ended_by_id = by.person_id
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        "competence.end_conflict", by=by, at=at, object_id=row.id, subject_id=row.subject_id
    )
