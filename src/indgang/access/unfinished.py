"""A form sent after the session ran out is kept until the same person has signed in again."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

SESSION_KEY = "unfinished"
_SALT = "indgang.access.unfinished"
_LONGEST = 200_000  #: characters kept; longer texts stay in the browser's own "back"


def seal(account_id: UUID | None) -> str:
    """The hidden field of every form: whose form it is, so that no other gets its text."""
    return signing.dumps(str(account_id or ""), salt=_SALT)


def keep(request: HttpRequest) -> bool:
    """Keep what was typed in the (new, unnamed) session. Files cannot be kept."""
    try:
        owner = signing.loads(request.POST.get("sealed", ""), salt=_SALT, max_age=60 * 60 * 24)
    except signing.BadSignature:
        return False
    fields = {
        key: request.POST.getlist(key)
        for key in request.POST
        if key not in ("csrfmiddlewaretoken", "sealed")
    }
    if not owner or sum(len(v) for values in fields.values() for v in values) > _LONGEST:
        return False
    request.session[SESSION_KEY] = {"path": request.path, "fields": fields, "owner": owner}
    return True


def carry(request: HttpRequest, account_id: UUID) -> dict[str, Any] | None:
    """What was kept, if the one who signs in is the one who typed it."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    return kept if kept and kept.get("owner") == str(account_id) else None


def take(request: HttpRequest) -> dict[str, Any] | None:
    """What was kept, for the page that offers to send it now."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    return kept
