"""Signing in as one of the people of the demonstration. Never there in a real installation."""

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.access.public import (
    Audience,
    Request,
    account_by_identity,
    actor_of_account,
    page,
    sign_in,
)
from indgang.demo.public import ISSUER, demonstration_people, example_sheet
from indgang.shared.actor import Scope
from indgang.shared.errors import NotFound


@page(Audience.ANYBODY)
def sign_in_as(request: Request) -> HttpResponse:
    """Choose who to be. Instead of MitID, because everybody here is made up."""
    if not settings.DEMONSTRATION:
        raise Http404
    onward = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        onward = ""
    if request.method == "POST":
        account = account_by_identity(ISSUER, request.POST.get("who", ""))
        if account is None:
            raise NotFound("no_such_person", _("Den person findes ikke i demonstrationen."))
        sign_in(request, account)
        signed_in = actor_of_account(account, request.at)
        staff = signed_in.scope is Scope.STAFF
        home = reverse("desk:home") if staff else reverse("portal:mine")
        return HttpResponseRedirect(onward or home)
    people = demonstration_people()
    english = (get_language() or "da").startswith("en")
    told = [
        (person, person.who_en if english else person.who_da) for person in people if person.subject
    ]
    return render(
        request,
        "demo/sign_in.html",
        {
            "citizens": [pair for pair in told if pair[0].kind != "staff"],
            "employees": [pair for pair in told if pair[0].kind == "staff"],
            "next": onward,
            "expired": "expired" in request.GET,
        },
    )


@page(Audience.STAFF, purpose="worklist", functions=("leader",))
def download_example(request: Request) -> HttpResponse:
    """The municipality's spreadsheet with a reorganisation, to draft from."""
    sheet = example_sheet()
    if sheet is None:
        raise NotFound("no_example", _("Kommunen har ikke noget eksempel."))
    # the mark of UTF-8 in front: else Excel reads the Danish letters wrongly
    response = HttpResponse(b"\xef\xbb\xbf" + sheet.content, content_type="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}"'
    return response
