"""Verbs of access: logging a look-up, consents, tokens, accounts."""

import re
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.access.models import Account, AccountKind, ApiToken, Consent, LookUp
from indgang.access.queries import token_hash
from indgang.access.rules import PURPOSES
from indgang.shared import audit
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound

#: A main group, group or subject of KLE: ``32``, ``32.24`` or ``32.24.04``.
_KLE_RANGE = re.compile(r"\d{2}(\.\d{2}){0,2}")


def log_look_up(
    *,
    subject_id: UUID,
    what: str,
    purpose: str,
    by: Actor,
    at: datetime,
    object_id: UUID | None = None,
    channel: str = "web",
) -> None:
    """Write that somebody looked, in the same transaction as the look itself (K10, K11)."""
    if purpose not in PURPOSES:
        raise BadInput(_("Vælg, hvorfor du slår borgeren op."), fields={"purpose": purpose})
    post = by.posts[0] if by.posts else None
    LookUp.objects.create(
        at=at,
        subject_id=subject_id,
        account_id=by.account_id,
        person_id=by.person_id,
        unit_id=post.unit_id if post else None,
        purpose=purpose,
        what=what,
        object_id=object_id,
        channel=channel,
    )


def log_look_ups(
    *,
    subject_ids: set[UUID],
    what: str,
    purpose: str,
    by: Actor,
    at: datetime,
    channel: str = "web",
) -> None:
    """As ``log_look_up`` for a list that shows several people, in one statement."""
    if purpose not in PURPOSES:
        raise BadInput(_("Vælg, hvorfor du slår borgeren op."), fields={"purpose": purpose})
    post = by.posts[0] if by.posts else None
    LookUp.objects.bulk_create(
        LookUp(
            at=at,
            subject_id=subject_id,
            account_id=by.account_id,
            person_id=by.person_id,
            unit_id=post.unit_id if post else None,
            purpose=purpose,
            what=what,
            channel=channel,
        )
        for subject_id in sorted(subject_ids)
    )


@transaction.atomic
def give_consent(
    *,
    subject_id: UUID,
    from_administration: UUID,
    to_administration: UUID,
    kle: str,
    level: str,
    by: Actor,
    at: datetime,
    for_case_id: UUID | None = None,
) -> UUID:
    """The citizen lets one administration see another's matters (Retssikkerhedsloven § 11 a).

    ``kle`` is the range of subjects the yes is about: a consent to everything is none. Only the
    citizen, or who lawfully speaks for them, says yes.
    """
    if by.scope not in (Scope.CITIZEN, Scope.SYSTEM):
        raise NotAllowed("citizen_only", _("Kun borgeren selv kan give samtykke."))
    if level not in ("headline", "content"):
        raise BadInput(_("Vælg, hvor meget der må ses."), fields={"level": level})
    if not _KLE_RANGE.fullmatch(kle):
        raise BadInput(_("Vælg, hvad samtykket handler om."), fields={"kle": kle[:8]})
    if from_administration == to_administration:
        raise BadInput(_("De har allerede sagen. Vælg en anden."), fields={"to": ""})
    if by.scope is Scope.CITIZEN and subject_id not in by.subjects:
        raise NotFound("no_such_citizen", _("Vi kan ikke finde borgeren."))
    row = Consent.objects.create(
        subject_id=subject_id,
        from_administration_id=from_administration,
        to_administration_id=to_administration,
        kle=kle,
        for_case_id=for_case_id,
        level=level,
        given_at=at,
    )
    audit.record("access.give_consent", by=by, at=at, object_id=row.id, subject_id=subject_id)
    return row.id


@transaction.atomic
def withdraw_consent(*, consent_id: UUID, by: Actor, at: datetime) -> None:
    """Take a consent back; it is checked at every reading, so it works at once."""
    row = Consent.objects.select_for_update().filter(pk=consent_id).first()
    if row is None or row.withdrawn_at is not None:
        raise NotFound("no_such_consent", _("Samtykket findes ikke eller er trukket tilbage."))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    audit.record(
        "access.withdraw_consent", by=by, at=at, object_id=row.id, subject_id=row.subject_id
    )


@transaction.atomic
def open_account(
    *,
    issuer: str,
    subject: str,
    name: str,
    person_id: UUID | None = None,
    citizen_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Give one person, employee or citizen, a way in."""
    row = Account.objects.create(
        kind=AccountKind.STAFF if person_id else AccountKind.CITIZEN,
        issuer=issuer,
        subject=subject,
        name=name,
        person_id=person_id,
        citizen_id=citizen_id,
    )
    audit.record("access.open_account", by=by, at=at, object_id=row.id, subject_id=citizen_id)
    return row.id


@transaction.atomic
def issue_token(*, account_id: UUID, note: str, by: Actor, at: datetime, days: int = 90) -> str:
    """A new key to the API. It is shown this once; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account_id=account_id,
        token_hash=token_hash(token),
        purpose_note=note,
        expires_at=at + timedelta(days=days),
    )
    audit.record("access.issue_token", by=by, at=at, object_id=row.id)
    return token
