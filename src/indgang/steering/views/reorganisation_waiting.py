"""What the front page tells of reorganisations: what waits for a leader, and what is coming."""

from datetime import timedelta

from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.reorganisation.public import State, notice_counts, reorganisations
from indgang.shared.clock import day_of
from indgang.steering.views.sending import LEADER
from indgang.steering.waiting import Fragment, Waiting

#: So long before the day a signed one is told of as something that cannot wait.
_SOON = timedelta(days=14)


def coming(request: Request) -> Fragment | None:
    """Signed reorganisations whose day is ahead."""
    today = day_of(request.at)
    lines = [line for line in reorganisations() if line.state == State.ENACTED]
    if not lines:
        return None
    soon = any(line.effective_on - today <= _SOON for line in lines)
    return Fragment(
        _("Omlægninger på vej"),
        "steering/parts/reorganisation_waiting.html",
        {"lines": lines, "kind": "coming"},
        10 if soon else 20,
    )


def followed(request: Request) -> Fragment | None:
    """Transitions that nobody has closed; letters that could not be made make it urgent."""
    lines = [
        line
        for line in reorganisations()
        if line.state == State.IN_EFFECT and line.transition_closed_at is None
    ]
    if not lines:
        return None
    problems = sum(notice_counts(line.id).problems for line in lines)
    return Fragment(
        _("Overgange, der følges"),
        "steering/parts/reorganisation_waiting.html",
        {"lines": lines, "kind": "followed", "problems": problems},
        0 if problems else 10,
    )


def drafts(request: Request) -> Fragment | None:
    """Drafts, for leaders only."""
    if not request.actor.holds(*LEADER):
        return None
    lines = [line for line in reorganisations() if line.state == State.DRAFT]
    if not lines:
        return None
    return Fragment(
        _("Udkast til omlægninger"),
        "steering/parts/reorganisation_waiting.html",
        {"lines": lines, "kind": "draft"},
        20,
    )


WAITING: tuple[Waiting, ...] = (coming, followed, drafts)
