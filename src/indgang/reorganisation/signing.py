"""Verbs of signatures: somebody answers for a trouble that is not mended."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.reorganisation.checks import may_be_signed
from indgang.reorganisation.drafting import locked, must_lead
from indgang.reorganisation.models import SignedException
from indgang.reorganisation.outlook import outlook
from indgang.reorganisation.rules import Verb
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.typed_text import without_controls


@transaction.atomic
def sign_exceptions(
    *,
    reorganisation_id: UUID,
    exceptions: Collection[tuple[str, str]],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Answer for troubles (code, subject) that are not mended: all of them, or none.

    A change of the plan takes signatures away. Raises ``NotFound`` when the plan has no such
    trouble, ``Refused`` for one that can only be mended, ``BadInput`` without a reason.
    """
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE)
    reason = without_controls(reason).strip()
    if not 3 <= len(reason) <= 1000:
        message = _("Skriv, hvorfor det går alligevel (højst 1000 tegn).")
        raise BadInput(message, fields={"reason": message})
    texts = {(t.code, t.subject): t.text for t in outlook(row.id, row.effective_on).troubles}
    for code, subject in exceptions:
        if (code, subject) not in texts:
            raise NotFound("no_such_trouble", _("Det problem er der ikke mere."))
        if not may_be_signed(code, subject):
            raise Refused("only_mended", _("Det kan man ikke skrive under på. Det skal løses."))
        SignedException.objects.update_or_create(
            reorganisation=row,
            code=code,
            subject=subject,
            defaults={
                "text": texts[code, subject][:2000],
                "reason": reason,
                "signed_by_id": by.employee_id,
                "signed_at": at,
            },
        )
        audit.record(
            "reorganisation.sign_exception", by=by, at=at, object_id=row.id,
            detail={"code": code, "subject": subject},
        )  # fmt: skip


def sign_exception(
    *, reorganisation_id: UUID, code: str, subject: str, reason: str, by: Actor, at: datetime
) -> None:
    """Answer for one trouble (see ``sign_exceptions``)."""
    sign_exceptions(
        reorganisation_id=reorganisation_id, exceptions=[(code, subject)], reason=reason,
        by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def unsign_exception(
    *, reorganisation_id: UUID, code: str, subject: str, by: Actor, at: datetime
) -> None:
    """Take a signature back."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CHANGE)
    if not row.exceptions.filter(code=code, subject=subject).delete()[0]:
        raise NotFound("no_such_signature", _("Der er ingen underskrift at tage tilbage."))
    audit.record(
        "reorganisation.unsign_exception", by=by, at=at, object_id=row.id,
        detail={"code": code, "subject": subject},
    )  # fmt: skip
