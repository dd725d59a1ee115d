"""Verbs of ways of working: a unit takes one into use, stops, and people are trained (demand O8).

A grant may hold only in the days in which its holder uses a way, so taking a way into use can
give authority. It is done by a leader, and never for days gone by.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.organisation.public import organisation, posts_of
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range
from indgang.ways.models import Training, Uptake, WayOfWorking
from indgang.ways.queries import prepared
from indgang.ways.rules import Missing

_LONGEST_NOTE = 300


def _way(way_id: UUID) -> Any:
    """The way, held so that one at a time changes who uses it."""
    found = WayOfWorking.objects.select_for_update().filter(pk=way_id).first()
    if found is None:
        raise NotFound("no_such_way", _("Vi kan ikke finde arbejdsgangen."))
    return found


def _not_gone_by(on: date, at: datetime) -> None:
    if on < day_of(at):
        raise BadInput(
            _("Dagen er gået. Vælg i dag eller en dag, der kommer."),
            fields={"on": _("Vælg i dag eller en dag, der kommer.")},
        )


def _must_lead(by: Actor, unit_id: UUID, on: date) -> None:
    org = organisation(on)
    if unit_id not in org.units:
        raise BadInput(
            _("Enheden findes ikke den dag."), fields={"unit": _("Vælg en enhed, der findes.")}
        )
    if not org.led_by(by.posts, unit_id):
        raise NotAllowed(
            "not_the_leader",
            _("Det kan kun en leder af enheden gøre."),
            next_step=_("Spørg enhedens leder."),
        )


def _must_be_prepared(way_id: UUID, unit_id: UUID, on: date) -> None:
    unit = prepared(way_id, unit_id, on)
    if unit.is_ready:
        return
    words = {
        Missing.PROCEDURE: _("Der står ikke, hvordan den gøres."),
        Missing.NOBODY: _("Ingen i enheden har den slags opgaver."),
        Missing.TRAINING: _("%(trained)s af %(all)s er oplært. Der skal være %(needed)s.")
        % {"trained": len(unit.trained), "all": len(unit.doing), "needed": unit.needed},
    }
    lacks = " ".join(words[code] for code in unit.missing)
    raise BadInput(
        lacks,
        fields={"note": lacks + " " + _("Vent, eller skriv her, hvorfor I begynder nu.")},
    )


def _note(verb: str, way_id: UUID, by: Actor, at: datetime, detail: dict[str, str]) -> None:
    audit.record(f"ways.{verb}", by=by, at=at, object_id=way_id, detail=detail)


@transaction.atomic
def take_up(
    *, way_id: UUID, unit_id: UUID, on: date, note: str = "", by: Actor, at: datetime
) -> UUID:
    """The unit uses the way from the day ``on``, until further notice. Gives the uptake's id.

    A unit that lacks something (``rules.Missing``) says in ``note`` why it does not wait; else
    ``BadInput``. Raises ``BadInput`` for a day gone by too, ``Refused`` when the unit uses it then
    or later already, ``NotAllowed`` for whoever leads neither the unit nor one above it.
    """
    way = _way(way_id)
    _not_gone_by(on, at)
    _must_lead(by, unit_id, on)
    if len(note.strip()) > _LONGEST_NOTE:
        raise BadInput(_("Noten er for lang."), fields={"note": _("Skriv højst 300 tegn.")})
    if not note.strip():
        _must_be_prepared(way_id, unit_id, on)
    uses = Uptake.objects.filter(way=way, unit_id=unit_id)
    if uses.filter(validity__overlap=to_range(Days(on))).exists():
        raise Refused("in_use", _("Enheden bruger den allerede, eller begynder på en senere dag."))
    made = Uptake.objects.create(
        way=way, unit_id=unit_id, note=note.strip(), validity=to_range(Days(on))
    )
    _note("take_up", way_id, by, at, {"unit": str(unit_id), "on": on.isoformat()})
    found: UUID = made.id
    return found


@transaction.atomic
def stop_using(*, way_id: UUID, unit_id: UUID, on: date, by: Actor, at: datetime) -> None:
    """The unit does not use the way from the day ``on``; a use that begins later falls away.

    Raises ``Refused`` when the unit does not use it then or later.
    """
    way = _way(way_id)
    _not_gone_by(on, at)
    _must_lead(by, unit_id, on)
    rows = Uptake.objects.filter(way=way, unit_id=unit_id)
    held = list(rows.filter(validity__overlap=to_range(Days(on))))
    if not held:
        raise Refused("not_in_use", _("Enheden bruger den ikke den dag."))
    for row in held:
        left = to_days(row.validity).until(on)
        if left is None:
            row.delete()
        else:
            row.validity = to_range(left)
            row.save(update_fields=["validity"])
    _note("stop_using", way_id, by, at, {"unit": str(unit_id), "on": on.isoformat()})


@transaction.atomic
def record_training(
    *, way_id: UUID, person_ids: Collection[UUID], on: date, by: Actor, at: datetime
) -> int:
    """These people were trained in the way on the day. Gives how many were not so before.

    Raises ``BadInput`` for a day to come, ``NotAllowed`` when the leader leads nobody's unit.
    """
    way = _way(way_id)
    today = day_of(at)
    if on > today:
        raise BadInput(
            _("Oplæringen har ikke været endnu."),
            fields={"on": _("Vælg i dag eller en dag, der er gået.")},
        )
    org = organisation(today)
    for person_id in person_ids:
        if not any(org.led_by(by.posts, post.unit_id) for post in posts_of(person_id, today)):
            raise NotAllowed(
                "not_the_leader",
                _("Det kan kun medarbejderens egen leder skrive ind."),
                next_step=_("Spørg medarbejderens leder."),
            )
    known = set(
        Training.objects.filter(way=way, person_id__in=person_ids).values_list(
            "person_id", flat=True
        )
    )
    fresh = set(person_ids) - known
    Training.objects.bulk_create(
        Training(way=way, person_id=person_id, on=on) for person_id in sorted(fresh)
    )
    for person_id in sorted(fresh):
        _note("record_training", way_id, by, at, {"person": str(person_id), "on": on.isoformat()})
    return len(fresh)
