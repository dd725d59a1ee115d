"""What was typed when the session ran out: shown again, to be sent or thrown away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page, take
from indgang.portal import session
from indgang.shared.errors import BadInput
from indgang.shared.identifiers import uuid7
from indgang.shared.submissions import once

_KEPT = "unfinished"  # where access keeps it in the session
#: Fields that a person typed, as against those the page itself put there.
_TYPED = ("text", "answer", "story", "note", "facts", "considerations", "reason")


def _form_key(request: HttpRequest) -> UUID:
    """The key on the form; a form without a sound one is a new form."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid7()


def once_per_form(request: Request, action: str, act: Callable[[], str]) -> str:
    """Do ``act`` once for a form that may be sent twice, and give its answer.

    Raises ``BadInput`` for a form that was made for somebody else (signed in or out since).
    """
    try:
        return once(_form_key(request), action, act, by=request.actor, at=request.at)[0]
    except PermissionError:
        raise BadInput(
            _("Siden var for gammel til at sende. Tryk på knappen igen, så går det igennem.")
        ) from None


def forget(request: HttpRequest) -> None:
    """The kept form has been sent (or is not wanted): throw it away."""
    kept = take(request)
    if kept is not None and kept["path"] in (request.path, "", None):
        request.session.pop(_KEPT, None)


def _own(request: Request) -> dict[str, Any] | None:
    """What was kept, if it is this person's; on a shared computer it may be somebody else's."""
    kept = take(request)
    account = request.actor.account_id
    if kept is None or account is None or kept.get("owner") != str(account):
        return None
    return kept


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.ANYBODY)
def unfinished(request: Request) -> HttpResponse:
    """Show what was typed, with a button that sends it and one that throws it away."""
    if request.method == "POST":
        if _own(request) is not None:
            request.session.pop(_KEPT, None)
            session.say(request, _("Teksten er slettet."))
        return HttpResponseRedirect(reverse("unfinished"))
    kept = _own(request)
    fields = kept["fields"] if kept else {}
    return render(
        request,
        "portal/unfinished.html",
        {
            "kept": kept,
            "fields": [(name, value) for name, values in fields.items() for value in values],
            "typed": [value for name in _TYPED for value in fields.get(name, []) if value.strip()],
            "said": session.said(request),
        },
    )
