"""`/styring/`: what needs the leader now, from every part of the room."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.steering.views import (
    authority_waiting,
    organisation_waiting,
    reorganisation_waiting,
)
from indgang.steering.views.sending import show

_WAITING = (
    *reorganisation_waiting.WAITING,
    *authority_waiting.WAITING,
    *organisation_waiting.WAITING,
)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def home(request: Request) -> HttpResponse:
    """The first page: what cannot wait comes first."""
    told = [fragment for waiting in _WAITING if (fragment := waiting(request)) is not None]
    told.sort(key=lambda fragment: fragment.weight)
    org = organisation(day_of(request.at))
    led = {post.unit_id for post in request.actor.posts if post.function == "leader"}
    units = [org.units[unit_id] for unit_id in led if unit_id in org.units]
    context: dict[str, object] = {
        "here": "home",
        "fragments": told,
        "led": sorted(units, key=lambda unit: danish_order(unit.name)),
    }
    return show(request, "home", context)
