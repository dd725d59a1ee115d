"""Reads of access: who is behind an account, what was looked at, what is consented to."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from indgang.access.models import Account, AccountKind, Consent, LookUp
from indgang.access.rules import PURPOSES
from indgang.organisation.public import (
    kle_covers,
    organisation,
    posts_of,
    revision,
    successions,
)
from indgang.shared import clock
from indgang.shared.actor import ANONYMOUS, Actor, HeldPost, Scope
from indgang.shared.rowsecurity import as_system


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


#: One question for the key, the account and the posts of the day: it is asked at every request.
_BY_KEY = """
SELECT a.id, a.name, a.citizen_id, a.person_id, p.id, p.unit_id, p.function, p.title
FROM access_apitoken t
JOIN access_account a ON a.id = t.account_id AND a.active
LEFT JOIN organisation_post p ON p.person_id = a.person_id AND p.validity @> %s::date
WHERE t.token_hash = %s AND t.expires_at > %s
ORDER BY p.title
"""


def actor_of_token(token: str, at: datetime) -> Actor:
    """The person behind an API token; nobody when it is unknown, closed or has run out."""
    day = clock.day_of(at)
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, [day, token_hash(token), at])
        rows: Any = cursor.fetchall()
    if not rows:
        return ANONYMOUS
    account_id, name, citizen_id, person_id = rows[0][:4]
    if citizen_id is not None:
        with as_system("sign-in"):  # whom a citizen speaks for is not theirs to read yet
            represents = ports.spoken_for_by(citizen_id, day)
        return Actor(
            Scope.CITIZEN,
            name,
            account_id=account_id,
            citizen_id=citizen_id,
            represents=represents,
        )
    posts = tuple(HeldPost(*row[4:]) for row in rows if row[4] is not None)
    return Actor(Scope.STAFF, name, account_id=account_id, person_id=person_id, posts=posts)


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
    """A consent as the rules need it.

    The administrations are those that have, at the instant asked about, all that the ones the
    citizen named had then. One that has been parted is still named, and opens nothing.
    """

    consent_id: UUID
    from_administration: UUID
    to_administration: UUID
    kle: str
    for_case_id: UUID | None
    level: str
    given_at: datetime
    withdrawn_at: datetime | None

    def covers(self, *, to: UUID, owner: UUID, kle: str, cases: Collection[UUID] = ()) -> bool:
        """Does it let ``to`` see matters of ``owner`` with this subject?

        ``cases`` are those for which ``to`` asks now: a consent given for one case holds for that
        case only.
        """
        return (
            self.to_administration == to
            and self.from_administration == owner
            and kle_covers(self.kle, kle)
            and (self.for_case_id is None or self.for_case_id in cases)
        )


def consents(
    subject_id: UUID, at: datetime, *, as_of: int | None = None
) -> tuple[ConsentView, ...]:
    """The consents that hold at the instant ``at``.

    ``as_of`` is the organisation's revision when the caller has just asked for it.
    """
    rows = (
        Consent.objects.filter(subject_id=subject_id, given_at__lte=at)
        .filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
        .values_list(
            "id",
            "from_administration_id",
            "to_administration_id",
            "kle",
            "for_case_id",
            "level",
            "given_at",
            "withdrawn_at",
        )
    )
    found = tuple(ConsentView(*row) for row in rows)
    return _as_they_are_now(found, clock.day_of(at), as_of) if found else ()


def _as_they_are_now(
    given: tuple[ConsentView, ...], at: date, as_of: int | None
) -> tuple[ConsentView, ...]:
    """A consent follows an administration that went over whole to one other, and no other.

    To whom a citizen said yes must be plain (Retssikkerhedsloven § 11 a); a part of what they
    named is not it.
    """
    lines = successions(as_of=as_of)
    return tuple(
        replace(
            one,
            from_administration=lines.whole(
                one.from_administration, at, since=clock.day_of(one.given_at)
            ),
            to_administration=lines.whole(
                one.to_administration, at, since=clock.day_of(one.given_at)
            ),
        )
        for one in given
    )
