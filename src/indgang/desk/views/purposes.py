"""Why this citizen is looked up: asked for once, kept for the visit, shown on every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from indgang.access.public import PURPOSES, Request, log_look_up
from indgang.shared.rowsecurity import enter

_KEY = "desk_purposes"
#: A visit is over after this long; then the purpose is asked for again.
_VISIT = timedelta(hours=4)
_MOST = 20
_SEEN = "desk_seen"
_SEEN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """What was answered when the citizen was looked up. ``purpose`` is a code."""

    purpose: str
    title: str
    channel: str


def begin(request: Request, citizen_id: UUID, *, purpose: str, channel: str) -> None:
    """Keep the answer for this citizen."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    kept.pop(str(citizen_id), None)
    kept[str(citizen_id)] = {
        "purpose": purpose, "channel": channel, "since": request.at.isoformat()
    }  # fmt: skip
    request.session[_KEY] = dict(list(kept.items())[-_MOST:])


def end(request: Request, citizen_id: UUID) -> None:
    """The citizen has gone: forget why."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    kept.pop(str(citizen_id), None)
    request.session[_KEY] = kept


def visit_of(request: Request, citizen_id: UUID | None) -> Visit | None:
    """The visit that is going on; ``None`` when the purpose must be asked for."""
    kept: dict[str, Any] = request.session.get(_KEY, {})
    found = kept.get(str(citizen_id))
    if found is None or found["purpose"] not in PURPOSES:
        return None
    if request.at - datetime.fromisoformat(found["since"]) > _VISIT:
        return None
    return Visit(found["purpose"], str(PURPOSES[found["purpose"]].title), found["channel"])


def look_up(
    request: Request,
    citizen_id: UUID | None,
    *,
    what: str,
    otherwise: str,
    object_id: UUID | None = None,
) -> Visit:
    """Log this look at a citizen, under the work's own purpose (``otherwise``).

    Where that is guidance, the purpose that was given for the visit says more and counts instead.

    Row security is told the same purpose. Without a citizen nobody is looked up. A form that is
    sent from an opened page is the same look; one sent without opening it is a look of its own.
    """
    asked = visit_of(request, citizen_id) if otherwise == "guidance" else None
    visit = asked or Visit(otherwise, str(PURPOSES[otherwise].title), "web")
    enter(request.actor, purpose=visit.purpose)
    if citizen_id is not None and _is_new(request, f"{what}:{object_id or citizen_id}"):
        log_look_up(
            subject_id=citizen_id,
            what=what,
            purpose=visit.purpose,
            object_id=object_id,
            channel=visit.channel,
            by=request.actor,
            at=request.at,
        )
    return visit


def _is_new(request: Request, key: str) -> bool:
    """Is this an opening, or only the form of a page that was opened before?"""
    seen: dict[str, str] = request.session.get(_SEEN, {})
    at = seen.pop(key, None)
    seen[key] = request.at.isoformat()
    request.session[_SEEN] = dict(list(seen.items())[-_MOST:])
    if request.method == "GET" or at is None:
        return True
    return request.at - datetime.fromisoformat(at) > _SEEN_FOR
