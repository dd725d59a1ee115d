"""Addresses of the API, each in one transaction of its own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from indgang.rest import document, problems
from indgang.rest.api import api
from indgang.rest.gate import ANYBODY

View = Callable[..., HttpResponse]
_LONGEST_BODY = 1024 * 1024  #: bytes; texts are at most 20,000 characters


def _in_one_transaction(view: View) -> View:
    """Look, log and write as one thing; and when the database goes away, even at the commit, say
    so as a problem. Errors mark the transaction for rollback where they become problems."""

    @wraps(view)
    def through(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > _LONGEST_BODY:
            return problems.too_large(_LONGEST_BODY)
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            return problems.database_lost()
        if response.status_code == 405:
            return problems.not_allowed_method(response.headers["Allow"])
        return response

    return transaction.non_atomic_requests(through)


@transaction.non_atomic_requests
def openapi(request: HttpRequest) -> HttpResponse:
    """The document that describes the API."""
    return HttpResponse(document.text(), content_type="application/json")


@transaction.non_atomic_requests
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Every other address under the API."""
    return problems.not_found()


for _view in (openapi, nothing_here):
    _view.gate = ANYBODY  # type: ignore[attr-defined]  # read by tests/shape


def _addresses() -> list[URLPattern]:
    """Ninja's own addresses with the transaction around them, but for its root page."""
    found = []
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name != "api-root":
            pattern.callback = _in_one_transaction(pattern.callback)
            found.append(pattern)
    return found


app_name = "rest"
urlpatterns = [
    *_addresses(),
    path("openapi.json", openapi, name="openapi"),
    re_path(r"^.*$", nothing_here, name="nothing_here"),
]
