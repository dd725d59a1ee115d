"""What the pages of one reorganisation share: who may see it, its version, refusals in place."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.reorganisation.public import Draft, State, reorganisation
from indgang.shared.errors import NotAllowed, Refused
from indgang.steering.views.sending import LEADER, do_once, go, tell


def opened(request: Request, reorganisation_id: UUID) -> Draft:
    """The reorganisation. What is only planned is for leaders; what is signed is for all staff."""
    found = reorganisation(reorganisation_id)
    if found.state in (State.DRAFT, State.WITHDRAWN) and not request.actor.holds(*LEADER):
        raise NotAllowed(
            "draft_is_for_leaders",
            _("Omlægningen er et udkast. Kun ledere kan se den."),
            next_step=_("Når den er vedtaget, kan alle medarbejdere læse den."),
        )
    return found


def drafted(request: Request, reorganisation_id: UUID) -> Draft:
    """A reorganisation that can still be changed. Raises ``Refused`` with what to do instead."""
    found = opened(request, reorganisation_id)
    if found.state != State.DRAFT:
        raise Refused(
            "not_a_draft",
            _("Omlægningen er ikke et udkast længere, så den kan ikke ændres."),
            next_step=_("Lav en ny omlægning, hvis noget skal være anderledes."),
        )
    return found


def seen_version(request: Request, found: Draft) -> int:
    """The version that the person saw when they pressed; the present one for a bare form."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else found.version


def address(found: Draft | UUID, anchor: str = "") -> str:
    """The reorganisation's own page."""
    key = found if isinstance(found, UUID) else found.id
    return reverse("steering:reorganisation", args=[key]) + anchor


def done(
    request: Request, action: str, act: Callable[[], object], *, said: str, to: str
) -> HttpResponse:
    """Do it once, say it, and go on. A refusal is raised for the page to show."""

    def once() -> str:
        act()
        return to

    there = do_once(request, f"steering.{action}", once)
    tell(request, said)
    return go(there)
