"""Headers, refusals in words, and what happens when the database goes away."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from django.db import InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indgang.config import error_pages
from indgang.config.database.public import DatabaseUnavailable, ensure
from indgang.shared.errors import Refused

GetResponse = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger("indgang")

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


def wake_database() -> None:
    """Start the embedded database again if it is ours and somebody stopped it."""
    folder = os.environ.get("INDGANG_EMBEDDED", "")
    if not folder:
        return
    try:
        ensure(Path(folder))
    except DatabaseUnavailable as error:
        _log.error("database does not start: %s", error)


def security_headers(get_response: GetResponse) -> GetResponse:
    """What browsers are told of every page; pages about people are never kept by caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(self)"
        )
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class DatabaseLost:
    """Says that the database is away, keeps what was typed, and asks a lost page once more.

    A reading is simply asked again on a new connection. A writing is never repeated by itself:
    the page gives the text back with a button, and the form's key makes the second try harmless.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 503 and getattr(response, "database_lost", False):
            connections.close_all()
            wake_database()
            if request.method in ("GET", "HEAD"):
                response = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost connection into a page that says so."""
        if isinstance(exception, (OperationalError, InterfaceError)):
            _log.error("database lost: %s", type(exception).__name__)
            return error_pages.database_lost(request)
        return None


class Refusals:
    """A ``Refused`` that no page has taken becomes a page of its own, in words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show why, and what can be done instead."""
        if not isinstance(exception, Refused):
            return None
        return render(
            request, "shared/refused.html", {"refused": exception}, status=exception.status
        )


database_lost = DatabaseLost
refusals = Refusals
