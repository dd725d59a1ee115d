"""Reads of access: who is behind an account, what was looked at, what is consented to."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from indgang.access.models import Account, AccountKind, ApiToken, Consent, LookUp
from indgang.access.rules import PURPOSES
from indgang.organisation.public import kle_covers, organisation, posts_of, revision
from indgang.shared import clock
from indgang.shared.actor import ANONYMOUS, Actor, Scope


class Ports:
    """What this room asks of rooms above it; ``config.wiring`` fills it in."""

    spoken_for_by: Callable[[UUID, date], tuple[UUID, ...]] = staticmethod(lambda who, at: ())


ports = Ports()


def _actor(account: Account, at: datetime) -> Actor:
    day = clock.day_of(at)
    if account.kind == AccountKind.CITIZEN and account.citizen_id is not None:
        return Actor(
            Scope.CITIZEN,
            account.name,
            account_id=account.id,
            citizen_id=account.citizen_id,
            represents=ports.spoken_for_by(account.citizen_id, day),
        )
    if account.person_id is not None:
        return Actor(
            Scope.STAFF,
            account.name,
            account_id=account.id,
            person_id=account.person_id,
            posts=posts_of(account.person_id, day),
        )
    return ANONYMOUS


def actor_of_account(account_id: UUID, at: datetime) -> Actor:
    """The person behind an account with the posts of the day; nobody when it is closed."""
    account = Account.objects.filter(pk=account_id, active=True).first()
    return ANONYMOUS if account is None else _actor(account, at)


def account_by_identity(issuer: str, subject: str) -> UUID | None:
    """The account that a sign-in service vouches for."""
    row = Account.objects.filter(issuer=issuer, subject=subject, active=True).first()
    return None if row is None else row.id


def token_hash(token: str) -> bytes:
    """How a token is kept. It is 256 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).digest()


def actor_of_token(token: str, at: datetime) -> Actor:
    """The person behind an API token; nobody when it is unknown, closed or has run out."""
    row = (
        ApiToken.objects.filter(
            token_hash=token_hash(token), expires_at__gt=at, account__active=True
        )
        .select_related("account")
        .first()
    )
    return ANONYMOUS if row is None else _actor(row.account, at)


@dataclass(frozen=True, slots=True)
class LookUpView:
    """One line of *who looked at my data, and why* (K11)."""

    at: datetime
    who: str
    unit: str
    purpose: str
    law: str
    what: str
    channel: str


def lookups_of(subject_id: UUID, *, limit: int = 100) -> list[LookUpView]:
    """The newest look-ups of a citizen. The citizen's own reading is not in it."""
    rows = (
        LookUp.objects.filter(subject_id=subject_id)
        .exclude(purpose="own")
        .select_related("person")
        .order_by("-at")[:limit]
    )
    found = []
    current = revision("organisation")
    for row in rows:
        purpose = PURPOSES[row.purpose]
        org = organisation(clock.day_of(row.at), as_of=current)
        unit = org.units.get(row.unit_id) if row.unit_id else None
        found.append(
            LookUpView(
                row.at,
                row.person.name if row.person else "",
                unit.name if unit else "",
                str(purpose.title),
                purpose.law,
                row.what,
                row.channel,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class ConsentView:
    """A consent as the rules need it."""

    consent_id: UUID
    from_administration: UUID
    to_administration: UUID
    kle: str
    for_case_id: UUID | None
    level: str
    given_at: datetime
    withdrawn_at: datetime | None

    def covers(self, *, to: UUID, owner: UUID, kle: str) -> bool:
        """Does it let ``to`` see matters of ``owner`` with this subject?"""
        return (
            self.to_administration == to
            and self.from_administration == owner
            and kle_covers(self.kle, kle)
        )


def consents(subject_id: UUID, at: datetime) -> tuple[ConsentView, ...]:
    """The consents that hold at the instant ``at``."""
    rows = Consent.objects.filter(subject_id=subject_id, given_at__lte=at).filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    )
    return tuple(
        ConsentView(
            row.id,
            row.from_administration_id,
            row.to_administration_id,
            row.kle,
            row.for_case_id,
            row.level,
            row.given_at,
            row.withdrawn_at,
        )
        for row in rows
    )
