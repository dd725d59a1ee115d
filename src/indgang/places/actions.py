"""Verbs of places: the joint management of a site begins, gains, loses and is led (demand O3).

Each unit keeps its own staff and its own leader; the joint management coordinates what they share
(document E). Every change holds from a day; what has been stays readable.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.organisation.public import organisation
from indgang.places.models import Entrance, JointManagement, JointMember, Site
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

_LONGEST_NAME = 160
_LONGEST_AGREEMENT = 500


def _hold(site_id: UUID, on: date, at: datetime) -> None:
    """Let one at a time change the site. Refuses days gone by, and days before a planned change."""
    if on < day_of(at):
        raise BadInput(
            _("Dagen er gået. Vælg i dag eller en dag, der kommer."),
            fields={"on": _("Vælg i dag eller en dag, der kommer.")},
        )
    if not Site.objects.select_for_update().valid_at(on).filter(pk=site_id).exists():
        raise NotFound("no_such_site", _("Vi kan ikke finde stedet."))
    later = [
        *JointManagement.objects.filter(site_id=site_id, validity__startswith__gt=on),
        *JointMember.objects.filter(management__site_id=site_id, validity__startswith__gt=on),
    ]
    if later:
        raise Refused(
            "planned_later",
            _("Der er allerede aftalt en ændring på en senere dag."),
            next_step=_("Vælg en dag efter den ændring, der er aftalt."),
        )


def _must_lead(by: Actor, unit_ids: set[UUID], on: date) -> None:
    org = organisation(on)
    if not any(org.led_by(by.posts, unit_id) for unit_id in unit_ids):
        raise NotAllowed(
            "not_the_leader",
            _("Det kan kun en leder af enheden gøre."),
            next_step=_("Spørg enhedens leder."),
        )


def _at_site(site_id: UUID, unit_id: UUID, on: date) -> None:
    here = Entrance.objects.valid_at(on).filter(site_id=site_id, unit_id=unit_id)
    if not here.exists() or unit_id not in organisation(on).units:
        raise BadInput(
            _("Enheden tager ikke imod borgere på stedet den dag."),
            fields={"unit": _("Vælg en enhed, der holder til på stedet.")},
        )


def _management(site_id: UUID, on: date) -> Any:
    found = JointManagement.objects.valid_at(on).filter(site_id=site_id).first()
    if found is None:
        raise NotFound("no_management", _("Stedet har ikke en fælles ledelse den dag."))
    return found


def _members(management_id: UUID, on: date) -> dict[UUID, Any]:
    rows = JointMember.objects.valid_at(on).filter(management_id=management_id)
    return {row.unit_id: row for row in rows}


def _end(row: Any, on: date) -> None:
    """Let the row hold until ``on``; one that would only have begun then goes away."""
    left = to_days(row.validity).until(on)
    if left is None:
        row.delete()
    else:
        row.validity = to_range(left)
        row.save(update_fields=["validity"])


def _note(verb: str, site_id: UUID, on: date, by: Actor, at: datetime, unit_id: UUID) -> None:
    detail = {"unit": str(unit_id), "on": on.isoformat()}
    audit.record(f"places.{verb}", by=by, at=at, object_id=site_id, detail=detail)


@transaction.atomic
def begin_management(
    *, site_id: UUID, name: str, chair_unit_id: UUID, agreement: str, on: date, by: Actor,
    at: datetime,
) -> UUID:  # fmt: skip
    """The leaders of a site begin to steer it together from the day ``on``; one unit leads.

    Raises ``BadInput`` for a missing name, a unit that is not at the site or a day gone by,
    ``Refused`` when the site has a joint management already, ``NotAllowed`` for whoever does not
    lead the unit.
    """
    _hold(site_id, on, at)
    _at_site(site_id, chair_unit_id, on)
    _must_lead(by, {chair_unit_id}, on)
    name, agreement = name.strip(), agreement.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise BadInput(_("Skriv et navn."), fields={"name": _("Skriv et navn på højst 160 tegn.")})
    if len(agreement) > _LONGEST_AGREEMENT:
        raise BadInput(_("Aftalen er for lang."), fields={"agreement": _("Skriv højst 500 tegn.")})
    if JointManagement.objects.valid_at(on).filter(site_id=site_id).exists():
        raise Refused(
            "has_management",
            _("Stedet har allerede en fælles ledelse."),
            next_step=_("Gå med i den, der er."),
        )
    made = JointManagement.objects.create(
        site_id=site_id,
        name=name,
        chair_unit_id=chair_unit_id,
        agreement=agreement,
        validity=to_range(Days(on)),
    )
    JointMember.objects.create(management=made, unit_id=chair_unit_id, validity=to_range(Days(on)))
    _note("begin_management", site_id, on, by, at, chair_unit_id)
    found: UUID = made.id
    return found


@transaction.atomic
def join_management(*, site_id: UUID, unit_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """The unit's leader sits in the site's joint management from the day ``on``.

    Raises ``NotAllowed`` for whoever leads neither the unit nor one above it.
    """
    _hold(site_id, on, at)
    _at_site(site_id, unit_id, on)
    _must_lead(by, {unit_id}, on)
    management = _management(site_id, on)
    if unit_id in _members(management.id, on):
        raise Refused("is_member", _("Enheden er allerede med."))
    until = to_days(management.validity).ends
    JointMember.objects.create(
        management=management, unit_id=unit_id, validity=to_range(Days(on, until))
    )
    _note("join_management", site_id, on, by, at, unit_id)


@transaction.atomic
def leave_management(*, site_id: UUID, unit_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """The unit's leader no longer sits in the joint management from the day ``on``.

    The one who leads it gives that on first; when nobody else is left, the management ends.
    """
    _hold(site_id, on, at)
    _must_lead(by, {unit_id}, on)
    management = _management(site_id, on)
    members = _members(management.id, on)
    if unit_id not in members:
        raise Refused("is_no_member", _("Enheden er ikke med."))
    if management.chair_unit_id == unit_id and len(members) > 1:
        raise Refused(
            "chair_stays",
            _("Enheden leder den fælles ledelse."),
            next_step=_("Lad først en anden enhed lede den."),
        )
    _end(members[unit_id], on)
    if len(members) == 1:
        _end(management, on)
    _note("leave_management", site_id, on, by, at, unit_id)


@transaction.atomic
def set_chair(*, site_id: UUID, unit_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """Another member leads the joint management from the day ``on``.

    Any leader in it may record what they have agreed.
    """
    _hold(site_id, on, at)
    management = _management(site_id, on)
    members = _members(management.id, on)
    _must_lead(by, set(members), on)
    if unit_id not in members:
        raise BadInput(
            _("Enheden er ikke med i den fælles ledelse."),
            fields={"unit": _("Vælg en enhed, der er med.")},
        )
    if management.chair_unit_id == unit_id:
        raise Refused("is_chair", _("Enheden leder den allerede."))
    days = to_days(management.validity)
    if days.begins == on:
        management.chair_unit_id = unit_id
        management.save(update_fields=["chair_unit"])
    else:
        _carry_on(management, members, unit_id, Days(on, days.ends))
    _note("set_chair", site_id, on, by, at, unit_id)


def _carry_on(management: Any, members: dict[UUID, Any], chair: UUID, days: Days) -> None:
    """The same management with another chair, in a row of its own: the past keeps its chair."""
    _end(management, days.begins)
    carried = JointManagement.objects.create(
        site_id=management.site_id,
        name=management.name,
        chair_unit_id=chair,
        agreement=management.agreement,
        synthetic=management.synthetic,
        validity=to_range(days),
    )
    for unit_id, row in members.items():
        until = to_days(row.validity).ends
        _end(row, days.begins)
        JointMember.objects.create(
            management=carried, unit_id=unit_id, validity=to_range(Days(days.begins, until))
        )
