"""Verbs of competence. Each writes its line in the audit."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from indgang.competence.models import ConflictOfInterest, Grant, VerdictRecord
from indgang.competence.queries import may
from indgang.competence.rules import Matter, Verdict
from indgang.organisation.public import posts_of
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.validity_fields import to_range


class NotCompetentError(Exception):
    """The person may not do this; ``verdict`` says why and ``record_id`` where it is kept."""

    def __init__(self, verdict: Verdict, record_id: UUID) -> None:
        super().__init__(verdict.reason.value)
        self.verdict = verdict
        self.record_id = record_id


def hold_authority_still() -> None:
    """Let no grant or unit change until this transaction ends.

    Whoever revokes a grant counts up the room's revision (a trigger does it) and so waits for
    those who are deciding; whoever decides after the revocation reads the new revision.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM shared_revision WHERE room IN ('competence', 'organisation') "
            "ORDER BY room FOR SHARE"
        )


@transaction.atomic
def record_verdict(
    *,
    by: Actor,
    action: str,
    matter: Matter,
    subject_id: UUID | None,
    at: datetime,
    unit_id: UUID | None = None,
) -> tuple[Verdict, UUID]:
    """Ask *may they?*, keep the answer with its chain, and hold authority still until commit.

    ``unit_id`` answers for the case: whoever has a post there has that post's authority and no
    other post's. Somebody without one is told of their own posts' (and may not write in the case).
    """
    hold_authority_still()
    day = clock.day_of(at)
    held = posts_of(by.employee_id, day)
    here = tuple(post for post in held if post.unit_id == unit_id)
    answer = may(by.employee_id, action, matter, day, subject_id=subject_id, posts=here or held)
    record = VerdictRecord.objects.create(
        at=at,
        person_id=by.person_id,
        unit_id=answer.post.unit_id if answer.post else None,
        action=action,
        kle=matter.kle,
        amount=matter.amount,
        outcome=matter.outcome,
        subject_id=subject_id,
        allowed=answer.allowed,
        reason=answer.reason.value,
        chain=[
            {
                "grant": str(grant.grant_id),
                "holder": str(grant.holder_id),
                "instrument": grant.instrument_kind,
                "limit": grant.amount_limit,
            }
            for grant in answer.chain
        ],
    )
    return answer, record.id


@transaction.atomic
def revoke_grant(*, grant_id: UUID, ends: date, by: Actor, at: datetime) -> None:
    """End a grant from the day ``ends``; everything under it ends too, by the chain."""
    grant = Grant.objects.select_for_update().filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("no_such_grant", _("Bemyndigelsen findes ikke."))
    if ends < clock.day_of(at):
        # what was decided under it was decided with authority: the past is not written anew
        raise BadInput(_("En bemyndigelse kan ikke slutte på en dag, der er gået."))
    left = grant.days.until(ends)
    if left is None:
        raise BadInput(_("En bemyndigelse kan ikke slutte, før den begynder."))
    grant.validity = to_range(left)
    grant.save(update_fields=["validity"])
    audit.record(
        "competence.revoke_grant", by=by, at=at, object_id=grant_id, detail={"ends": str(ends)}
    )


@transaction.atomic
def record_conflict(
    *, person_id: UUID, subject_id: UUID, ground: str, by: Actor, at: datetime
) -> UUID:
    """Bar a person from a citizen's cases (Forvaltningsloven § 3; § 6: say so yourself)."""
    row = ConflictOfInterest.objects.create(
        person_id=person_id,
        subject_id=subject_id,
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
        detail={"ground": ground, "person": str(person_id)},
    )
    return row.id
