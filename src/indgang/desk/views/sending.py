"""Forms that make something happen once, and what is said afterwards."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from indgang.access.public import Request
from indgang.desk.rules import ATTENDING
from indgang.shared import form_once

_TOLD = "desk_told"


def do_once(request: Request, action: str, act: Callable[[], str]) -> str:
    """Do ``act`` unless this very form was accepted before. Returns its answer."""
    return form_once.do_once(request, action, act, by=request.actor, at=request.at)


def tell(request: Request, sentence: str, *, read_aloud: str = "") -> None:
    """Say on the next page what was done; ``read_aloud`` is what the citizen is told."""
    request.session[_TOLD] = {"sentence": sentence, "read_aloud": read_aloud}


def show(
    request: Request, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of the desk, with what was just done."""
    told = request.session.pop(_TOLD, None) if request.method == "GET" else None
    return render(
        request,
        f"desk/{template}.html",
        {
            "told": told,
            "attends": request.actor.holds(*ATTENDING),
            "leads": request.actor.holds("leader"),
            **context,
        },
        status=status,
    )


def go(address: str) -> HttpResponseRedirect:
    """On to a page, after something was done."""
    return HttpResponseRedirect(address)
