"""Choose a time and book it, with or without signing in."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indgang.access.public import Audience, Request, page
from indgang.appointments.public import (
    FreeTime,
    TimeTaken,
    book,
    free_times,
)
from indgang.catalogue.public import ServiceView
from indgang.portal import session
from indgang.portal.forms import ForWhomForm, WhoForm
from indgang.portal.permissions import is_citizen
from indgang.portal.queries import AHEAD, TIMES, choice, language, own_district, service
from indgang.portal.rules import by_day, read_time_key, time_key, whole_days
from indgang.portal.views.asking import people
from indgang.portal.views.kept import once_per_form
from indgang.shared.errors import BadInput

#: Times offered instead of one that somebody else got.
_INSTEAD = 6


@require_safe
@page(Audience.ANYBODY)
def choose(request: Request, code: str) -> HttpResponse:
    """Choose the place and the time of a meeting about a service."""
    what = service(code)
    found = choice(what, request.GET.get("sted", ""), own_district(request), request.at)
    return render(
        request,
        "portal/choose_time.html",
        {
            "service": what,
            "title": what.title(language()),
            "choice": found,
            "days": by_day(whole_days(found.times, TIMES)),
            "first": time_key(found.times[0]) if found.times else "",
            "none_chosen": "mangler" in request.GET,
        },
    )


def chosen_time(request: Request, text: str) -> tuple[UUID, datetime] | None:
    """The calendar and instant that a form names, if it can be a time to book."""
    wanted = read_time_key(text)
    if wanted is None or not request.at <= wanted[1] <= request.at + AHEAD + timedelta(days=1):
        return None
    return wanted


def _free(
    request: Request, what_minutes: int, entrance: str, wanted: tuple[UUID, datetime]
) -> FreeTime | None:
    """The time that was chosen, if it is still free."""
    try:
        entrance_id = UUID(entrance)
    except ValueError:
        return None
    begins = wanted[1]
    times = free_times(
        entrance_id=entrance_id,
        minutes=what_minutes,
        from_=begins,
        until=begins + timedelta(minutes=1),
        limit=_INSTEAD,
    )
    return next((free for free in times if free.begins == begins), None)


def _who(request: Request, *, bound: bool) -> WhoForm | ForWhomForm:
    data = request.POST if bound else None
    return ForWhomForm(data, people=people(request)) if is_citizen(request) else WhoForm(data)


def _confirm_page(
    request: Request,
    what: ServiceView,
    form: WhoForm | ForWhomForm,
    *,
    chosen: FreeTime | None,
    place: str,
    instead: tuple[FreeTime, ...] = (),
    taken: bool = False,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        "portal/confirm_time.html",
        {
            "service": what,
            "text": what.told(language()),
            "form": form,
            "chosen": chosen,
            "chosen_key": time_key(chosen) if chosen else "",
            "place": place,
            "instead": [(time_key(free), free) for free in instead],
            "taken": taken,
            "several": is_citizen(request) and bool(request.actor.represents),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.ANYBODY)
def confirm(request: Request, code: str) -> HttpResponse:
    """Say who comes, and take the time. Whoever comes too late gets the next free ones."""
    what = service(code)
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    place = given.get("sted", "")[:36]
    wanted = chosen_time(request, given.get("tid", "")[:100])
    if wanted is None:
        return HttpResponseRedirect(f"{reverse('portal:book', args=[code])}?sted={place}&mangler=1")
    form = _who(request, bound=posted)
    if posted and form.is_valid():
        try:
            return _book(request, what, form, wanted)
        except TimeTaken as late:
            return _confirm_page(
                request,
                what,
                form,
                chosen=None,
                place=place,
                instead=late.free,
                taken=True,
                status=409,
            )
        except BadInput:
            pass  # the time has passed or was never offered: the next ones are shown below
    chosen = _free(request, what.appointment_minutes, place, wanted)
    if chosen is None:
        found = choice(what, place, own_district(request), request.at)
        return _confirm_page(
            request,
            what,
            form,
            chosen=None,
            place=place,
            instead=found.times[:_INSTEAD],
            taken=True,
            status=409,
        )
    return _confirm_page(
        request, what, form, chosen=chosen, place=place, status=422 if form.errors else 200
    )


def _book(
    request: Request, what: ServiceView, form: WhoForm | ForWhomForm, wanted: tuple[UUID, datetime]
) -> HttpResponse:
    own = isinstance(form, ForWhomForm)
    data = form.cleaned_data
    citizen_id = UUID(data["subject"] or str(request.actor.citizen_id)) if own else None
    note = "" if own else f"{data['name']}, {data['phone']}"

    def take() -> str:
        return book(
            calendar_id=wanted[0],
            begins=wanted[1],
            minutes=what.appointment_minutes,
            citizen_id=citizen_id,
            service_code=what.code,
            note=note,
            by=request.actor,
            at=request.at,
        ).code

    code = once_per_form(request, "portal.book", take)
    session.remember_booking(request, code)
    session.say(request, _("Tiden er din. Skriv koden ned, eller print siden."))
    return HttpResponseRedirect(reverse("portal:time"))
