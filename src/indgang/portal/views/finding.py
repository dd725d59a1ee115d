"""Find help and find the way: services by life situation, one service, the entrances."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, deadline_days, services
from indgang.places.public import EntranceView, danish_order, districts, entrances
from indgang.portal.leads import led_on
from indgang.portal.queries import booking_doors, language, own_district, service
from indgang.portal.rules import HoursLine, week_of
from indgang.shared.clock import day_of


def _situations() -> list[tuple[str, str, str]]:
    return [
        ("everyday", _("Din hverdag"), _("Affald, veje, parkering, bibliotek og byens rum")),
        ("general", _("Når noget ændrer sig"), _("Pas, flytning, økonomi, børn og pension")),
        ("special", _("Når du har brug for ekstra støtte"), _("Sygdom, handicap, sociale forhold")),
    ]


def _holds(what: ServiceView, words: list[str]) -> bool:
    text = what.told(language())
    hay = f"{text.title} {text.what} {what.title_da}".casefold()
    return all(word in hay for word in words)


@require_safe
@page(Audience.ANYBODY)
def help_list(request: Request) -> HttpResponse:
    """Everything we help with, by life situation; a plain form narrows it."""
    wanted = request.GET.get("q", "")[:100].replace("\x00", "")
    words = wanted.casefold().split()
    found = sorted(
        (what for what in services().values() if _holds(what, words)),
        key=lambda what: danish_order(what.title(language())),
    )
    groups = [
        (
            title,
            hint,
            [(what.code, what.told(language())) for what in found if what.situation == key],
        )
        for key, title, hint in _situations()
    ]
    return render(
        request,
        "portal/help.html",
        {
            "wanted": wanted,
            "groups": [group for group in groups if group[2]],
            "count": len(found),
            "leads": led_on(request, wanted) if wanted else (),
        },
    )


def _district(request: Request, known: tuple[str, ...]) -> str:
    """The district asked for, else the citizen's own; only one there is."""
    asked = request.GET.get("bydel")
    if asked is None:
        asked = own_district(request)
    return asked if asked in known else ""


@require_safe
@page(Audience.ANYBODY)
def service_page(request: Request, code: str) -> HttpResponse:
    """One service: what, how, what to bring, by when, who decides, where."""
    what = service(code)
    known = districts(request.at)
    district = _district(request, known)
    doors = booking_doors(what, request.at, district)
    return render(
        request,
        "portal/service.html",
        {
            "service": what,
            "text": what.told(language()),
            "days": deadline_days(code, day_of(request.at)),
            "doors": doors[:5],
            "more_doors": len(doors) > 5,
            "districts": known,
            "district": district,
            "phone": "phone" in what.channels,
            "person": "person" in what.channels,
        },
    )


@dataclass(frozen=True, slots=True)
class Door:
    """An entrance with its ordinary week."""

    view: EntranceView
    week: tuple[HoursLine, ...]


def _by_district(doors: tuple[EntranceView, ...], at: datetime) -> list[tuple[str, list[Door]]]:
    found: dict[str, list[Door]] = {}
    for view in doors:
        found.setdefault(view.district, []).append(Door(view, week_of(view.hours, day_of(at))))
    return sorted(found.items(), key=lambda pair: danish_order(pair[0]))


@require_safe
@page(Audience.ANYBODY)
def places(request: Request) -> HttpResponse:
    """The entrances with their opening hours, by district; made to be printed too."""
    known = districts(request.at)
    district = request.GET.get("bydel", "")
    district = district if district in known else ""
    doors = entrances(request.at, district=district or None)
    return render(
        request,
        "portal/places.html",
        {
            "groups": _by_district(doors, request.at),
            "districts": known,
            "district": district,
            "open_now": sum(door.open for door in doors),
        },
    )
