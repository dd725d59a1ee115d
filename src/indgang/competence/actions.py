"""Asking for authority to act: the answer is kept, and authority held still until it is used."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from indgang.competence.models import VerdictRecord
from indgang.competence.queries import may
from indgang.competence.rules import Matter, Verdict
from indgang.organisation.public import posts_of
from indgang.shared import clock
from indgang.shared.actor import Actor


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
    case_id: UUID | None = None,
    proposed_by: UUID | None = None,
) -> tuple[Verdict, UUID]:
    """Ask *may they?*, keep the answer with its chain, and hold authority still until commit.

    ``unit_id`` answers for the case: whoever has a post there has that post's authority and no
    other post's. Somebody without one is told of their own posts' (and may not write in the case).
    ``case_id`` and ``proposed_by`` as in ``queries.may``.
    """
    hold_authority_still()
    day = clock.day_of(at)
    held = posts_of(by.employee_id, day)
    here = tuple(post for post in held if post.unit_id == unit_id)
    answer = may(
        by.employee_id,
        action,
        matter,
        day,
        subject_id=subject_id,
        posts=here or held,
        case_id=case_id,
        proposed_by=proposed_by,
    )
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
