"""Writing down a way of working, and changing what is written."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from indgang.shared import audit
from indgang.shared.actor import Actor, Scope
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.ways.models import WayKind, WayOfWorking

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KLE = re.compile(r"(\d\d(\.\d\d){0,2})?")
_LONGEST = {"title_da": 160, "title_en": 160, "purpose": 2000, "source": 300}
_MOST_HOURS = Decimal("999.9")
_LONGEST_STEP = 500
CHANGEABLE = ("title_da", "title_en", "purpose", "kle", "procedure", "training_hours", "source")


def _must_lead(by: Actor) -> None:
    if by.scope is not Scope.SYSTEM and not by.holds("leader"):
        raise NotAllowed("not_a_leader", _("Det kan kun en leder gøre."))


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored. Raises ``BadInput`` that names each field that is wrong."""
    wrong: dict[str, str] = {}
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in _LONGEST:
            found[name] = str(value).strip()
            if not found[name] and name.startswith("title"):
                wrong[name] = _("Skal udfyldes.")
            elif len(found[name]) > _LONGEST[name]:
                wrong[name] = _("Må højst være %(count)s tegn.") % {"count": _LONGEST[name]}
        elif name == "kle":
            found[name] = str(value)
            if not _KLE.fullmatch(found[name]):
                wrong[name] = _("Skal være et nummer i KLE, for eksempel 32.24.04.")
        elif name == "training_hours":
            found[name] = Decimal(value)
            if not 0 <= found[name] <= _MOST_HOURS:
                wrong[name] = _("Skal være fra 0 til 999,9 timer.")
        elif name == "procedure":
            found[name] = [{"da": da.strip(), "en": en.strip()} for da, en in value]
            if any(not one["da"] or len(max(one.values(), key=len)) > _LONGEST_STEP
                   for one in found[name]):  # fmt: skip
                wrong[name] = _("Hvert trin skal skrives på dansk og højst være 500 tegn.")
    if wrong:
        raise BadInput(_("Arbejdsgangen kan ikke skrives sådan."), fields=wrong)
    return found


@transaction.atomic
def add_way(
    *,
    key: str,
    kind: str,
    title_da: str,
    title_en: str,
    purpose: str = "",
    kle: str = "",
    procedure: Sequence[tuple[str, str]] = (),
    training_hours: Decimal = Decimal(0),
    source: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write down a new way of working; no unit uses it yet. Gives its id.

    ``procedure``: the steps in Danish and English. Raises ``BadInput``, and ``Refused`` when the
    key is taken.
    """
    _must_lead(by)
    if kind not in WayKind.values or len(key) > 80 or not _KEY.fullmatch(key):
        raise BadInput(
            _("Arbejdsgangen kan ikke skrives sådan."),
            fields={"key": _("Skal være små bogstaver a–z, tal og »-«.")},
        )
    if WayOfWorking.objects.filter(key=key).exists():
        raise Refused("key_taken", _("Der er allerede en arbejdsgang med den nøgle."))
    values = _checked(
        {
            "title_da": title_da,
            "title_en": title_en,
            "purpose": purpose,
            "kle": kle,
            "procedure": procedure,
            "training_hours": training_hours,
            "source": source,
        }
    )
    made = WayOfWorking.objects.create(key=key, kind=kind, **values)
    audit.record("ways.add_way", by=by, at=at, object_id=made.id, detail={"key": key})
    return made.id


@transaction.atomic
def change_way(*, way_id: UUID, changes: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """Write a way anew: any of ``CHANGEABLE``. Key and kind stay; units go on using it.

    Raises ``NotFound``, and ``BadInput`` that names each field that is wrong.
    """
    _must_lead(by)
    strange = set(changes) - set(CHANGEABLE)
    if strange:
        raise BadInput(
            _("Arbejdsgangen kan ikke skrives sådan."),
            fields={name: _("Kan ikke ændres.") for name in sorted(strange)},
        )
    row = WayOfWorking.objects.select_for_update().filter(pk=way_id).first()
    if row is None:
        raise NotFound("no_such_way", _("Vi kan ikke finde arbejdsgangen."))
    values = _checked(changes)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
        audit.record(
            "ways.change_way", by=by, at=at, object_id=way_id, detail={"changed": sorted(changed)}
        )
