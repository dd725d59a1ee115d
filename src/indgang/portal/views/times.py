"""A time one has: see it, move it, cancel it, by its code and without signing in."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.access.public import Audience, Request, page
from indgang.appointments.public import (
    BookingView,
    FreeTime,
    TimeTaken,
    booking_by_code,
    calendar_file,
    cancel,
    free_times,
    move,
)
from indgang.portal import session
from indgang.portal.forms import NumberForm
from indgang.portal.queries import AHEAD, SOONEST, TIMES, language, service
from indgang.portal.rules import by_day, whole_days
from indgang.portal.views.booking import chosen_time


def _code_form(request: Request, *, bound: bool) -> NumberForm:
    return NumberForm(
        request.POST if bound else None,
        label=_("Koden på din tid"),
        hint=_("Den begynder med T og står på din kvittering."),
    )


def _mine(request: Request) -> BookingView | None:
    code = session.booking_code(request)
    return booking_by_code(code, request.at) if code else None


@require_http_methods(["GET", "HEAD", "POST"])
@page(Audience.ANYBODY)
def own_time(request: Request) -> HttpResponse:
    """A time by its code: see it, move it, cancel it. No sign-in is needed."""
    if request.method == "POST":
        form = _code_form(request, bound=True)
        if form.is_valid():
            found = booking_by_code(form.cleaned_data["number"], request.at)
            if found is not None:
                session.remember_booking(request, found.code)
                return HttpResponseRedirect(reverse("portal:time"))
            form.add_error(
                "number",
                _("Vi kan ikke finde en tid med den kode. Se efter, om den er skrevet rigtigt."),
            )
        return _time_page(request, form, None, status=422)
    return _time_page(request, _code_form(request, bound=False), _mine(request))


def _time_page(
    request: Request,
    form: NumberForm,
    found: BookingView | None,
    *,
    status: int = 200,
) -> HttpResponse:
    times: tuple[FreeTime, ...] = ()
    changeable = found is not None and found.state == "booked" and found.begins > request.at
    if found is not None and changeable and "flyt" in request.GET:
        times = free_times(
            entrance_id=found.entrance_id,
            minutes=found.minutes,
            from_=request.at + SOONEST,
            until=request.at + AHEAD,
            limit=TIMES,
        )
    return render(
        request,
        "portal/time.html",
        {
            "form": form,
            "found": found,
            "what": service(found.service_code).told(language())
            if found and found.service_code
            else None,
            "changeable": changeable,
            "moving": changeable and ("flyt" in request.GET or bool(times)),
            "days": by_day(whole_days(times, TIMES)),
            "said": session.said(request),
        },
        status=status,
    )


@require_POST
@page(Audience.ANYBODY)
def move_time(request: Request) -> HttpResponse:
    """Give the booking another time at the same place."""
    wanted = chosen_time(request, request.POST.get("tid", "")[:100])
    again = f"{reverse('portal:time')}?flyt=1"
    if wanted is None:
        session.say(request, _("Vælg en af de ledige tider først. Din gamle tid gælder stadig."))
        return HttpResponseRedirect(again)
    try:
        moved = move(
            code=session.booking_code(request),
            calendar_id=wanted[0],
            begins=wanted[1],
            by=request.actor,
            at=request.at,
        )
    except TimeTaken as late:
        session.say(request, f"{late.message} {_('Din gamle tid gælder stadig. Vælg en anden.')}")
        return HttpResponseRedirect(again)
    session.remember_booking(request, moved.code)
    session.say(request, _("Tiden er flyttet. Koden er den samme."))
    return HttpResponseRedirect(reverse("portal:time"))


@require_POST
@page(Audience.ANYBODY)
def cancel_time(request: Request) -> HttpResponse:
    """Give the time up, so that somebody else can have it."""
    cancel(code=session.booking_code(request), by=request.actor, at=request.at)
    session.say(request, _("Tiden er aflyst. Tak, fordi du sagde til."))
    return HttpResponseRedirect(reverse("portal:time"))


@require_safe
@page(Audience.ANYBODY)
def calendar(request: Request) -> HttpResponse:
    """The booking as a file for one's own calendar."""
    found = _mine(request)
    if found is None:
        return HttpResponseRedirect(reverse("portal:time"))
    url = request.build_absolute_uri(reverse("portal:time"))
    return HttpResponse(
        calendar_file(found, municipality=settings.MUNICIPALITY, at=request.at, url=url),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="tid.ics"'},
    )
