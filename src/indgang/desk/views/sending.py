"""Forms that make something happen once, and what is said afterwards."""

import hashlib
from collections.abc import Callable
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.desk.rules import ATTENDING
from indgang.shared.errors import Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.submissions import once

_TOLD = "desk_told"
_NOT_TYPED = ("csrfmiddlewaretoken", "sealed", "form_key")


def _key(request: Request, action: str) -> UUID:
    """The form's key, narrowed to this action, place and text.

    A page holds several forms under one key, and the browser's *back* brings an old key to a new
    text; both are acts of their own. Only the same text to the same place is the same act.
    """
    try:
        base = UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid7()
    typed = [
        f"{name}={value}"
        for name in sorted(request.POST)
        if name not in _NOT_TYPED
        for value in request.POST.getlist(name)
    ]
    files = [
        f"{name}:{given.name}:{given.size}"
        for name, given in sorted(request.FILES.items())
        if isinstance(given, UploadedFile)
    ]
    digest = hashlib.sha256("\0".join([request.path, *typed, *files]).encode()).hexdigest()
    return uuid5(base, f"{action}:{digest}")


def do_once(request: Request, action: str, act: Callable[[], str]) -> str:
    """Do ``act`` unless this very form was accepted before. Returns its answer."""
    try:
        answer, _new = once(_key(request, action), action, act, by=request.actor, at=request.at)
    except PermissionError:
        raise Refused("stale_form", _("Siden er blevet for gammel. Hent den igen.")) from None
    return answer


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
        {"told": told, "attends": request.actor.holds(*ATTENDING), **context},
        status=status,
    )


def go(address: str) -> HttpResponseRedirect:
    """On to a page, after something was done."""
    return HttpResponseRedirect(address)
