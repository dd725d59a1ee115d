"""The front page and the answer. Neither stores anything about who asks or what they wrote."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import services
from indgang.journey.triage.public import question, read
from indgang.portal.forms import AskForm
from indgang.portal.leads import led_on
from indgang.portal.queries import desk_doors, language, offers, own_district
from indgang.portal.rules import OFTEN, most_urgent
from indgang.shared.clock import day_of


def _front(request: Request, form: AskForm, status: int = 200) -> HttpResponse:
    known = services(list(OFTEN))
    doors = desk_doors(request.at, own_district(request))
    return render(
        request,
        "portal/front.html",
        {
            "form": form,
            "often": [(code, known[code].title(language())) for code in OFTEN if code in known],
            "door": next((door for door in doors if door.open or door.state.opens_at), None),
        },
        status=status,
    )


@require_safe
@page(Audience.ANYBODY)
def front(request: Request) -> HttpResponse:
    """One box: what can we help you with?"""
    return _front(request, AskForm())


@require_POST
@page(Audience.ANYBODY)
def answer(request: Request) -> HttpResponse:
    """What the municipality can do about it, in plain words. Nothing is stored."""
    form = AskForm(request.POST)
    if not form.is_valid():
        return _front(request, form, status=422)
    text = form.cleaned_data["text"]
    understood = read(text, at=day_of(request.at))
    found = offers(understood.services, request.at) if understood.municipal else []
    close = (
        understood.ask_next not in (None, "tell_more")
        and not understood.coordinate
        and len(found) > 1
    )
    first = most_urgent([(one.code, one.days) for one in found[:3]])
    return render(
        request,
        "portal/answer.html",
        {
            "form": AskForm(initial={"text": text}),
            "text": text,
            "understood": understood,
            "municipal": bool(found),
            "offers": sorted(found[:3], key=lambda one: one.code != first),
            "others": found[3:],
            "close": close,
            "question": question(understood.ask_next, language()) if understood.ask_next else "",
            "first": first,
            "leads": led_on(request, text),
        },
    )


@require_safe
@page(Audience.ANYBODY)
def urgent(request: Request) -> HttpResponse:
    """Whom to call when it cannot wait."""
    return render(request, "portal/urgent.html")
