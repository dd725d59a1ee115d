"""A page's form makes something happen once, however often it is sent."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from indgang.shared.actor import Actor
from indgang.shared.errors import Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.submissions import once

_NOT_TYPED = ("csrfmiddlewaretoken", "sealed", "form_key")


def act_key(request: HttpRequest, action: str) -> UUID:
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


def do_once(
    request: HttpRequest, action: str, act: Callable[[], str], *, by: Actor, at: datetime
) -> str:
    """Do ``act`` unless this very form was accepted before. Returns its answer.

    Raises ``Refused`` when the form's key is somebody else's.
    """
    try:
        answer, _new = once(act_key(request, action), action, act, by=by, at=at)
    except PermissionError:
        raise Refused("stale_form", _("Siden er blevet for gammel. Hent den igen.")) from None
    return answer
