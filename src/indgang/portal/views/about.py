"""How accessible the pages are, and what happens to what people tell us."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indgang.access.public import Audience, Request, page


@require_safe
@page(Audience.ANYBODY)
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html")


@require_safe
@page(Audience.ANYBODY)
def privacy(request: Request) -> HttpResponse:
    """What we keep, why, and what one can ask for."""
    return render(request, "portal/privacy.html")
