"""The gate of every page: who asks, may they come in here, and does the database know.

``@page(...)`` stands on every view. A view without it fails ``tests/shape``.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.access import unfinished
from indgang.access.queries import actor_of_account
from indgang.access.rules import Audience, Gate, GateAnswer, ask, still_there
from indgang.shared import clock
from indgang.shared.actor import ANONYMOUS, Actor
from indgang.shared.errors import NotAllowed
from indgang.shared.rowsecurity import as_system, enter

SESSION_ACCOUNT = "account"
_SEEN = "seen"  #: seconds since 1970, written once a minute at most
_MINUTE = timedelta(minutes=1)


class Request(HttpRequest):
    """A request that has come through the gate."""

    actor: Actor
    at: datetime


View = Callable[..., HttpResponse]


def actor_of(request: HttpRequest, at: datetime) -> Actor:
    """The signed-in person with today's posts; nobody when not signed in or away too long."""
    account = request.session.get(SESSION_ACCOUNT)
    if not account:
        return ANONYMOUS
    with as_system("sign-in"):
        actor = actor_of_account(UUID(account), at)
    stored = request.session.get(_SEEN)
    seen = at if stored is None else datetime.fromtimestamp(stored, UTC)
    if not still_there(actor.scope, seen, at):
        request.session.flush()
        return ANONYMOUS
    if stored is None or at - seen > _MINUTE:
        request.session[_SEEN] = int(at.timestamp())
    return actor


def page(
    audience: Audience, *, purpose: str = "own", functions: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """Put a view behind its gate. The view gets ``request.actor`` and ``request.at``."""
    gate = Gate(audience, purpose, functions)

    def decorate(view: View) -> View:
        @wraps(view)
        def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            passing = cast(Request, request)
            passing.at = clock.now()
            passing.actor = actor_of(request, passing.at)
            answer = ask(gate, passing.actor)
            if answer is GateAnswer.SIGN_IN:
                return _to_sign_in(request)
            if answer is GateAnswer.CLOSED:
                raise NotAllowed(
                    "closed",
                    _("Siden er ikke for dig."),
                    next_step=_("Log ind som en, der har adgang, eller gå til forsiden."),
                )
            enter(passing.actor, purpose=gate.purpose)
            return view(passing, *args, **kwargs)

        through.gate = gate  # type: ignore[attr-defined]  # read by tests/shape
        return through

    return decorate


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back again; what was typed is kept (nothing lost)."""
    back = request.get_full_path()
    query = {"next": back}
    if request.method == "POST":
        query = {"next": reverse("unfinished")} if unfinished.keep(request) else {"next": "/"}
        query["expired"] = "1"
    return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode(query)}")


def sign_in(request: HttpRequest, account_id: UUID) -> None:
    """Begin a session; the old one's key and the forms' token are thrown away (no fixation)."""
    kept = unfinished.carry(request, account_id)
    request.session.flush()
    rotate_token(request)
    request.session[SESSION_ACCOUNT] = str(account_id)
    if kept:
        request.session[unfinished.SESSION_KEY] = kept


def sign_out(request: HttpRequest) -> None:
    """End the session on the server."""
    request.session.flush()
