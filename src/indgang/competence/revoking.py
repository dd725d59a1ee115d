"""Taking authority back: a grant ends, and all that rests on it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from indgang.competence.granting import hold_authority_to_change, must_speak_for
from indgang.competence.models import Grant, VerdictRecord
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system


@transaction.atomic
def revoke_grant(*, grant_id: UUID, ends: date, by: Actor, at: datetime) -> None:
    """End a grant from the day ``ends``; everything under it ends too, by the chain.

    What a signed reorganisation lets go on from it ends with it. One that has not begun, or that
    began today and was not used yet, is taken away whole. Whoever speaks for the unit that holds
    the grant above may.
    """
    hold_authority_to_change()
    today = clock.day_of(at)
    rows: Any = Grant.objects
    row = rows.select_related("above").filter(pk=grant_id).first()
    if row is None:
        raise NotFound("no_such_grant", _("Bemyndigelsen findes ikke."))
    must_speak_for(row.above.holder_id if row.above else row.holder_id, by, at)
    if ends < today:
        # what was decided under it was decided with authority: the past is not written anew
        raise BadInput(_("En bemyndigelse kan ikke slutte på en dag, der er gået."))
    writer = DatedWriter(uuid7(), at)
    ending = [one for one in _with_successors(row) if ends_after(one, ends)]
    begun = [one for one in ending if one.days.begins < ends]
    later = [one for one in ending if one.days.begins >= ends]
    away = _lowest_first(later)
    if ends == today and _used({one.id for some in away for one in some}, at):
        raise BadInput(_("Der er truffet afgørelse efter den i dag. Den kan slutte fra i morgen."))
    writer.end(begun, ends)
    for generation in away:
        writer.end(generation, ends)
    writer.close()
    audit.record(
        "competence.revoke_grant",
        by=by,
        at=at,
        object_id=grant_id,
        detail={"ends": str(ends), "act": str(writer.cause)},
    )


def _used(grant_ids: set[UUID], at: datetime) -> bool:
    """Did a verdict of today rest on one of the grants? Asked in the house's own name."""
    began = datetime.combine(clock.day_of(at), time.min, tzinfo=clock.COPENHAGEN)
    rests = Q(pk=None)
    for grant_id in grant_ids:
        rests |= Q(chain__contains=[{"grant": str(grant_id)}])
    with as_system("competence"):
        return VerdictRecord.objects.filter(rests, allowed=True, at__gte=began).exists()


def ends_after(row: Any, day: date) -> bool:
    """Does the grant hold on the day or later?"""
    ends = row.days.ends
    return ends is None or ends > day


def _with_successors(row: Any) -> list[Any]:
    """The grant, and those that go on from it."""
    stored: Any = Grant.objects
    found, newest = {row.id: row}, [row.id]
    while newest:
        rows = [each for each in stored.filter(origin_id__in=newest) if each.id not in found]
        found |= {each.id: each for each in rows}
        newest = [each.id for each in rows]
    return list(found.values())


def _lowest_first(tops: Iterable[Any]) -> list[list[Any]]:
    """Grants that never come to hold and all under them; each goes before the one above it."""
    generations = []
    rows, seen = list(tops), set[UUID]()
    while rows:
        generations.append(rows)
        seen |= {row.id for row in rows}
        under = Q(above_id__in=[row.id for row in rows])
        rows = [row for row in Grant.objects.filter(under) if row.id not in seen]
    return generations[::-1]
