"""Signing in and out. Who vouches for people is another's work: the sign-in service.

In the demonstration the room ``demo`` puts its own list of people before this page.
"""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from indgang.access.public import Audience, Request, page, sign_out


@page(Audience.ANYBODY)
def choose(request: Request) -> HttpResponse:
    """The sign-in page when no sign-in service is connected: says so, and what still works."""
    return render(request, "config/no_sign_in.html", {"demonstration": settings.DEMONSTRATION})


@page(Audience.ANYBODY)
def leave(request: Request) -> HttpResponse:
    """End the session and go to the front page."""
    sign_out(request)
    return HttpResponseRedirect("/")


urlpatterns: list[URLPattern] = [
    path("log-ind/", choose, name="sign_in"),
    path("log-ud/", require_POST(leave), name="sign_out"),
]
