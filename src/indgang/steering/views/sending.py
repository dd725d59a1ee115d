"""Pages and forms of the leaders' room: showing, doing once, and saying what was done."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from indgang.access.public import Request
from indgang.shared import form_once

#: Who may change something here; all staff may read.
LEADER = ("leader",)
_TOLD = "steering_told"


def do_once(request: Request, action: str, act: Callable[[], str]) -> str:
    """Do ``act`` unless this very form was accepted before. Returns its answer (an address)."""
    return form_once.do_once(request, action, act, by=request.actor, at=request.at)


def tell(request: Request, sentence: str) -> None:
    """Say on the next page what was done."""
    request.session[_TOLD] = sentence


def show(
    request: Request, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of the room (``steering/<template>.html``), with what was just done.

    ``here`` in ``context`` marks the place in the navigation: home, organisation,
    reorganisations, authority, ways or sites. ``leads`` is whether the reader may change things.
    """
    told = request.session.pop(_TOLD, None) if request.method == "GET" else None
    return render(
        request,
        f"steering/{template}.html",
        {"told": told, "leads": request.actor.holds(*LEADER), **context},
        status=status,
    )


def go(address: str) -> HttpResponseRedirect:
    """On to a page, after something was done."""
    return HttpResponseRedirect(address)
