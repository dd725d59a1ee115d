"""What every page knows: the municipality, who is signed in, whether people are made up."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from indgang.access.public import seal
from indgang.organisation.public import organisation
from indgang.shared import clock
from indgang.shared.actor import Actor, Scope
from indgang.shared.identifiers import uuid7


def _viewer(actor: Actor) -> dict[str, str] | None:
    if actor.scope is Scope.ANONYMOUS:
        return None
    post = ""
    if actor.posts:
        held = actor.posts[0]
        unit = organisation(clock.today()).units.get(held.unit_id)
        post = f"{held.title}, {unit.name}" if unit else held.title
    return {"name": actor.name, "post": post}


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of all pages. Pages that show errors have come through no gate: nobody then."""
    actor: Actor | None = getattr(request, "actor", None)
    staff = actor is not None and actor.scope is Scope.STAFF
    return {
        "municipality": {
            "name": settings.MUNICIPALITY,
            "phone": settings.MUNICIPALITY_PHONE,
        },
        "demonstration": settings.DEMONSTRATION,
        "viewer": _viewer(actor) if actor else None,
        "actor": actor,
        "sign_in_url": reverse("sign_in"),
        "accessibility_url": reverse("portal:accessibility"),
        "privacy_url": reverse("portal:privacy"),
        "sign_out_url": reverse("sign_out"),
        "home_url": reverse("desk:home") if staff else reverse("portal:front"),
        "form_key": uuid7(),
        "sealed": seal(actor.account_id) if actor else "",
    }
