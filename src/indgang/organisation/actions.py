"""Small changes of who works where, outside a reorganisation: a hire, a leave."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.organisation.models import Function, Person, Post, UnitState
from indgang.organisation.renumbering import gaps
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.identifiers import uuid7
from indgang.shared.spoken_dates import full_date
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who has not worked here before."""

    key: str
    name: str
    phone: str = ""


@transaction.atomic
def begin_post(
    *,
    person: UUID | NewPerson,
    unit_id: UUID,
    function: str,
    title: str,
    share: Decimal = _WHOLE,
    on: date,
    ends: date | None = None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Give somebody a post from the day ``on`` (until ``ends``, that day not included).

    ``share`` of full time, 0 < share ≤ 1. Raises ``BadInput`` when the day is gone, when the unit
    is not there all the days, or when the person would have more than one full-time post.
    """
    _not_gone(on, at)
    if not title.strip() or function not in Function.values:
        raise BadInput(_("Skriv, hvad stillingen er."), fields={"title": _("Skal udfyldes.")})
    if not 0 < share <= _WHOLE:
        raise BadInput(
            _("Andelen skal være over 0 og højst 1."),
            fields={"share": _("Skal være over 0 og højst 1, med to decimaler.")},
        )
    if ends is not None and ends <= on:
        raise BadInput(_("Den sidste dag kan ikke være før den første."))
    days = Days(on, ends)
    _unit_is_there(unit_id, days)
    who = _person(person)
    _has_time(who, unit_id, function, share, days)
    post = Post(
        person=who,
        unit_id=unit_id,
        function=function,
        title=title.strip(),
        share=share,
        validity=to_range(days),
    )
    writer = DatedWriter(uuid7(), at)
    writer.begin([post])
    writer.close()
    audit.record(
        "organisation.begin_post",
        by=by,
        at=at,
        object_id=post.id,
        detail={"on": str(on), "person": str(who.id), "unit": str(unit_id), "function": function},
    )
    return post.id


@transaction.atomic
def end_post(*, post_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Let a post end on the day ``on``, the first day on which it is not held.

    What the person decided until then was decided with authority. Raises ``NotFound``, and
    ``BadInput`` for a day that is gone or a post that has ended.
    """
    _not_gone(on, at)
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None:
        raise NotFound("no_such_post", _("Stillingen findes ikke."))
    ends = post.days.ends
    if ends is not None and ends <= on:
        raise BadInput(
            _("Stillingen slutter allerede %(day)s.")
            % {"day": full_date(ends, get_language() or "da")}
        )
    writer = DatedWriter(uuid7(), at)
    writer.end([post], on)
    writer.close()
    audit.record(
        "organisation.end_post",
        by=by,
        at=at,
        object_id=post_id,
        detail={"on": str(on), "person": str(post.person_id)},
    )


def _not_gone(on: date, at: datetime) -> None:
    if on < clock.day_of(at):
        raise BadInput(
            _("En ændring kan ikke gælde fra en dag, der er gået."),
            fields={"on": _("Vælg i dag eller en dag, der kommer.")},
        )


def _unit_is_there(unit_id: UUID, days: Days) -> None:
    states = UnitState.objects.filter(unit_id=unit_id).select_for_update()
    there = [to_days(state.validity) for state in states]
    missing = gaps(days, there)
    if not there:
        raise NotFound("no_such_unit", _("Enheden findes ikke."))
    if missing:
        raise BadInput(
            _("Enheden er lukket %(day)s. Vælg en enhed, der er der hele perioden.")
            % {"day": full_date(missing[0].begins, get_language() or "da")},
            fields={"unit_id": _("Enheden er lukket.")},
        )


def _person(person: UUID | NewPerson) -> Any:
    if isinstance(person, UUID):
        found = Person.objects.select_for_update().filter(pk=person).first()
        if found is None:
            raise NotFound("no_such_person", _("Medarbejderen findes ikke."))
        return found
    if not person.name.strip():
        raise BadInput(_("Skriv medarbejderens navn."), fields={"name": _("Skal udfyldes.")})
    made, is_new = Person.objects.get_or_create(
        key=person.key, defaults={"name": person.name.strip(), "phone": person.phone}
    )
    if not is_new:
        raise BadInput(
            _("Der er allerede en medarbejder med nøglen %(key)s.") % {"key": person.key},
            fields={"key": _("Er brugt.")},
        )
    return made


def _has_time(person: Any, unit_id: UUID, function: str, share: Decimal, days: Days) -> None:
    """Shares change only on days when a post begins, so those are the days to look at."""
    later = Q(validity__endswith=None) | Q(validity__endswith__gt=days.begins)
    held = [
        (post, both)
        for post in Post.objects.filter(later, person=person)
        if (both := to_days(post.validity).intersection(days)) is not None
    ]
    if any((post.unit_id, post.function) == (unit_id, function) for post, _days in held):
        raise BadInput(_("Medarbejderen har allerede den stilling i perioden."))
    for _post, some in held:
        total = share + sum(post.share for post, other in held if some.begins in other)
        if total > _WHOLE:
            raise BadInput(
                _("Medarbejderen ville have mere end en fuld stilling (%(total)s).")
                % {"total": total},
                fields={"share": _("Er for stor.")},
            )
