"""The pages for when things go wrong. None of them needs the database."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def database_lost(request: HttpRequest) -> HttpResponse:
    """503 with what was typed, so that it can be sent again (the form's key makes it one act)."""
    request.actor = None  # type: ignore[attr-defined]  # naming the viewer would ask the database
    fields: list[tuple[str, str]] = []
    if request.method == "POST":
        fields = [
            (key, value)
            for key in request.POST
            if key != "csrfmiddlewaretoken"
            for value in request.POST.getlist(key)
        ]
    html = render_to_string(
        "shared/try_again.html",
        {
            "path": request.get_full_path(),
            "fields": fields,
            "had_files": bool(request.method == "POST" and request.FILES),
        },
        request=request,
    )
    response = HttpResponse(html, status=503, headers={"Retry-After": "10"})
    response.database_lost = True  # type: ignore[attr-defined]  # read by our own middleware
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when it was the database (also while a session was saved)."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return database_lost(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from our own page."""
    return HttpResponse(render_to_string("403_csrf.html"), status=403)
