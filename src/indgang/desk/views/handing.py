"""[Giv videre varmt]: who takes over, at what time, with the whole story."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.appointments.public import BookingView, TimeTaken, book
from indgang.catalogue.public import ServiceView, services
from indgang.competence.public import Matter
from indgang.desk.forms import HandOverForm
from indgang.desk.queries import Candidate, candidates
from indgang.desk.rules import ATTENDING
from indgang.desk.views.enquiry import Opened, chosen_service, open_enquiry, page_of
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.journey.enquiry.public import hand_over
from indgang.journey.triage.public import suggestion
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput
from indgang.shared.form_fields import show_refusal
from indgang.shared.spoken_dates import day_and_time

_UNITS = 3  #: units shown with times
_TIMES = 3  #: times shown for each


@dataclass(frozen=True, slots=True)
class Way:
    """One radio button: a unit with a time, or without."""

    value: str
    begins: datetime | None
    place: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A unit with its ways."""

    unit: Candidate
    ways: tuple[Way, ...]


def _offers(found: tuple[Candidate, ...]) -> list[Offer]:
    return [
        Offer(
            unit,
            (
                *(
                    Way(
                        f"{unit.unit_id}|{free.calendar_id}|{free.begins.isoformat()}",
                        free.begins,
                        _place(unit.name, free.site_name, free.address),
                    )
                    for free in unit.times
                ),
                Way(f"{unit.unit_id}||", None, ""),
            ),
        )
        for unit in found[:_UNITS]
    ]


def _service(request: Request, found: Opened) -> ServiceView | None:
    """The service chosen, else the enquiry's own, else the best suggestion."""
    code = chosen_service(request) or found.enquiry.service_code
    if not code:
        read = suggestion(found.enquiry.enquiry_id)
        code = read.services[0].code if read and read.services else ""
    return services([code]).get(code)


def _chosen_unit(request: Request) -> UUID | None:
    try:
        return UUID(request.GET.get("enhed", ""))
    except ValueError:
        return None


def _candidates(
    request: Request, found: Opened, what: ServiceView, amount: int | None
) -> tuple[Candidate, ...]:
    return candidates(
        what,
        Matter(what.kle, amount),
        request.at,
        without=frozenset({found.enquiry.unit_id}),
        district=found.who.district if found.who else "",
        first=_chosen_unit(request),
        most=_UNITS,
        times=_TIMES,
    )


def _choices(offers: list[Offer]) -> list[tuple[str, str]]:
    return [(way.value, way.value) for offer in offers for way in offer.ways]


def _amount_asked(request: Request) -> str:
    given = request.GET.get("beloeb", "")
    return given if given.isascii() and given.isdigit() and len(given) < 10 else ""


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def hand_over_page(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Choose unit and time; booking and hand-over happen together or not at all."""
    found = open_enquiry(request, enquiry_id, what="handover")
    what = _service(request, found)
    context: dict[str, object] = {**page_of(found), "catalogue": _catalogue(), "what": what}
    if found.who is None:
        return go(reverse("desk:enquiry_name", args=[enquiry_id]))
    if what is None:
        return show(request, "hand_over", context)
    asked = _amount_asked(request)
    every = _candidates(request, found, what, int(asked) if asked else None)
    offers = _offers(every)
    context.update(
        code=what.code, title=what.title(get_language() or "da"), offers=offers,
        others=every[_UNITS:], chosen_unit=_chosen_unit(request), asked=asked,
    )  # fmt: skip
    if request.method == "GET":
        form = HandOverForm(initial={"story": found.enquiry.text, "amount": asked})
        form.fields["where"].choices = _choices(offers)  # type: ignore[attr-defined]  # a ChoiceField
        return show(request, "hand_over", {**context, "form": form, "where": ""})
    form = HandOverForm(request.POST)
    form.fields["where"].choices = [*_choices(offers), *_sent(request)]  # type: ignore[attr-defined]  # a ChoiceField
    if form.is_valid():
        try:
            return go(do_once(request, "desk.hand_over", lambda: _give(request, found, what, form)))
        except TimeTaken as taken:
            # somebody was faster: the page shows the times that are left
            form.add_error("where", f"{taken.message} {_('Vælg en af de tider, der er tilbage.')}")
            context["offers"] = _offers(_candidates(request, found, what, None))
        except BadInput as refusal:
            show_refusal(form, refusal)
    return show(
        request, "hand_over",
        {**context, "form": form, "where": request.POST.get("where", "")}, status=422,
    )  # fmt: skip


def _sent(request: Request) -> list[tuple[str, str]]:
    """A time that was free when the page was shown: the booking itself says if it still is."""
    sent = request.POST.get("where", "")
    return [(sent, sent)] if _read_way(sent) else []


def _read_way(value: str) -> tuple[UUID, UUID | None, datetime | None] | None:
    try:
        unit, calendar, begins = value.split("|")
        if not calendar:
            return UUID(unit), None, None
        instant = datetime.fromisoformat(begins)
        return (UUID(unit), UUID(calendar), instant) if instant.tzinfo else None
    except ValueError:
        return None


def _give(request: Request, found: Opened, what: ServiceView, form: HandOverForm) -> str:
    way = _read_way(form.cleaned_data["where"])
    if way is None:
        raise BadInput(_("Vælg, hvem der tager over."), fields={"where": _("Vælg fra listen.")})
    unit_id, calendar_id, begins = way
    org = organisation(day_of(request.at))
    if unit_id not in org.units:
        raise BadInput(_("Vælg, hvem der tager over."), fields={"where": _("Vælg fra listen.")})
    booked: BookingView | None = None
    with transaction.atomic():  # the time and the hand-over, or neither
        if calendar_id is not None and begins is not None:
            booked = book(
                calendar_id=calendar_id, begins=begins, minutes=what.appointment_minutes,
                citizen_id=found.enquiry.citizen_id, service_code=what.code,
                by=request.actor, at=request.at,
            )  # fmt: skip
            if booked.unit_id != unit_id:
                raise BadInput(
                    _("Tiden er hos en anden enhed."), fields={"where": _("Vælg fra listen.")}
                )
        hand_over(
            enquiry_id=found.enquiry.enquiry_id, to_unit_id=unit_id, service_code=what.code,
            story=form.cleaned_data["story"], amount=form.cleaned_data["amount"],
            booking_id=booked.booking_id if booked else None, by=request.actor, at=request.at,
        )  # fmt: skip
    name = org.units[unit_id].name
    tell(
        request,
        _("Givet videre til %(unit)s. Du har stadig ansvaret, til de har taget over.")
        % {"unit": name},
        read_aloud=_said(request, name, booked),
    )
    return reverse("desk:enquiry", args=[found.enquiry.enquiry_id])


def _said(request: Request, name: str, booked: BookingView | None) -> str:
    """What the citizen is told, ready to be read aloud."""
    if booked is None:
        return _(
            "%(unit)s tager over. De får din historie nu, så du skal ikke fortælle den igen. "
            "De kontakter dig."
        ) % {"unit": name}
    return _(
        "Du har en tid hos %(unit)s %(when)s på %(place)s. De får din historie nu, "
        "så du skal ikke fortælle den igen."
    ) % {
        "unit": name,
        "when": day_and_time(booked.begins, get_language() or "da", today=day_of(request.at)),
        "place": _place(name, booked.site_name, booked.address),
    }


def _place(unit: str, site: str, address: str) -> str:
    """Where to go, without saying the unit's name twice."""
    return address if site == unit or address.startswith(site) else f"{site}, {address}"


def _catalogue() -> list[tuple[str, str]]:
    language = get_language() or "da"
    return [(code, one.title(language)) for code, one in services().items()]
