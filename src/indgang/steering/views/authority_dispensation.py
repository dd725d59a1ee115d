"""The front desk's dispensation: limits, decisions, what was reversed, what was past the limit."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.shared.clock import day_of
from indgang.steering.authority_desk import FEW, dispensed
from indgang.steering.views.sending import show


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def dispensation_page(request: Request) -> HttpResponse:
    """Per task: limits, a year's decisions with the share later reversed, and escalations."""
    found = dispensed(day_of(request.at), request.at, get_language() or "da")
    context: dict[str, object] = {
        "here": "authority",
        "tab": "dispensation",
        "tasks": found,
        "few": FEW,
    }
    return show(request, "authority_dispensation", context)
