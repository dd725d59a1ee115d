"""A unit of the municipality by its lasting key; the page of one that is gone leads on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.access.public import Audience, Request, page
from indgang.organisation.public import find_units, organisation
from indgang.places.public import entrances
from indgang.reorganisation.public import count_wrong_turns, lead_for_unit
from indgang.shared.clock import day_of
from indgang.shared.errors import NotFound


def _gone(key: str, request: Request) -> UUID:
    """A unit that had the key. Raises ``NotFound`` for a key that no unit ever had."""
    for found in find_units(key, day_of(request.at)):
        if found.hit.key == key:
            return found.hit.unit_id
    raise NotFound(
        "no_such_unit",
        _("Vi kan ikke finde den del af kommunen."),
        next_step=_("Skriv på forsiden, hvad du har brug for."),
    )


@require_safe
@page(Audience.ANYBODY)
def unit_page(request: Request, key: str) -> HttpResponse:
    """Name, number and doors; or where everything is now."""
    unit = organisation(day_of(request.at)).by_key.get(key)
    if unit is not None:
        doors = entrances(request.at, unit_ids=frozenset({unit.unit_id}))
        return render(request, "portal/unit.html", {"unit": unit, "doors": doors})
    lead = lead_for_unit(_gone(key, request), day_of(request.at))
    if lead is None:  # it is signed for a day to come
        raise NotFound("no_such_unit", _("Vi kan ikke finde den del af kommunen."))
    count_wrong_turns([lead], "page", by=request.actor, at=request.at)
    return render(request, "portal/unit.html", {"leads": [lead], "lead": lead})
