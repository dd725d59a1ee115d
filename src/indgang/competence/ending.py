"""What would fall if a grant ended, before anybody ends it; and taking an ending back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.catalogue.public import services
from indgang.competence.authority import Authority, Line
from indgang.competence.granting import hold_authority_to_change, must_speak_for
from indgang.competence.listing import GrantLine, grants
from indgang.competence.models import Grant
from indgang.competence.queries import authority, lines_that_may
from indgang.competence.rules import Matter
from indgang.organisation.public import UnitFacts, organisation
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.dated import take_back
from indgang.shared.errors import NotFound, Refused
from indgang.shared.models import AuditEntry, DatedWrite
from indgang.shared.rowsecurity import as_system


@dataclass(frozen=True, slots=True)
class LostSubject:
    """A service's subject that units may not decide any more. ``others`` still may: 0 is a gap."""

    kle: str
    units: tuple[UnitFacts, ...]
    others: int


@dataclass(frozen=True, slots=True)
class WouldFall:
    """All that ends on ``day`` with the grant; the grant itself is the first of ``lines``."""

    day: date
    lines: tuple[GrantLine, ...]
    lost: tuple[LostSubject, ...]


def would_fall(grant_id: UUID, day: date, *, language: str = "da") -> WouldFall:
    """What would not hold on ``day`` without the grant. Writes nothing. Raises ``NotFound``."""
    org = organisation(day)
    now = authority(org)
    if grant_id not in now.grants:
        raise NotFound("no_such_grant", _("Bemyndigelsen findes ikke."))
    gone = _with_successors(grant_id, now)
    left = Authority(
        {key: grant for key, grant in now.grants.items() if key not in gone}, now.uptakes
    )
    standing = _in_force(left, day)
    ids = [key for key in _in_force(now, day) if key not in standing]
    lines = grants(day, grant_ids=ids, all_days=True, language=language) if ids else ()
    lost = []
    for kle in sorted({one.kle for one in services().values()}):
        had, has = (
            {line.grant.holder_id for line in lines_that_may(book, "decide", Matter(kle), day)}
            for book in (now, left)
        )
        if had - has:
            units = tuple(org.units[each] for each in sorted(had - has) if each in org.units)
            lost.append(LostSubject(kle, units, len(has)))
    return WouldFall(
        day,
        tuple(sorted(lines, key=lambda line: (line.grant_id != grant_id, line.holder, line.kle))),
        tuple(lost),
    )


def _with_successors(grant_id: UUID, book: Authority) -> set[UUID]:
    """The grant, and those that go on from it after a signed reorganisation."""
    gone, newest = {grant_id}, {grant_id}
    while newest:
        newest = {key for key, grant in book.grants.items() if grant.origin_id in newest} - gone
        gone |= newest
    return gone


def _in_force(book: Authority, at: date) -> dict[UUID, Line]:
    return {line.grant.grant_id: line for lines in book.in_force(at).values() for line in lines}


def _revocation(grant_id: UUID) -> UUID | None:
    """The act by which somebody ended this grant; ``None`` when a reorganisation or nobody did."""
    write = DatedWrite.objects.filter(row_id=grant_id, what="ended").order_by("-id").first()
    if write is None:
        return None
    with as_system("authority"):  # the audit is closed to staff; only whether it says so is told
        said = AuditEntry.objects.filter(
            verb="competence.revoke_grant", object_id=grant_id, detail__act=str(write.cause)
        ).exists()
    return write.cause if said else None


def can_be_unrevoked(grant_id: UUID, at: date) -> bool:
    """Was the grant ended by somebody, and has the day not come yet?"""
    row = Grant.objects.filter(pk=grant_id).first()
    ended: Any = row and row.days.ends
    return bool(ended and ended > at and _revocation(grant_id))


@transaction.atomic
def unrevoke_grant(*, grant_id: UUID, by: Actor, at: datetime) -> None:
    """Take the ending of a grant back before its day: all that went with it holds on again.

    Those may who may end it. Raises ``Refused`` when the day has come or nobody ended it, and
    ``ChangedSinceError`` when something was built on the ending.
    """
    hold_authority_to_change()
    rows: Any = Grant.objects
    row = rows.select_related("above").filter(pk=grant_id).first()
    if row is None:
        raise NotFound("no_such_grant", _("Bemyndigelsen findes ikke."))
    must_speak_for(row.above.holder_id if row.above else row.holder_id, by, at)
    cause = _revocation(grant_id)
    if cause is None or not can_be_unrevoked(grant_id, clock.day_of(at)):
        raise Refused(
            "ending_took_effect",
            _("Det kan ikke fortrydes. Dagen er kommet, eller en omlægning har sluttet den."),
            next_step=_("Giv en ny bemyndigelse."),
        )
    take_back(cause)
    audit.record(
        "competence.unrevoke_grant", by=by, at=at, object_id=grant_id, detail={"act": str(cause)}
    )
