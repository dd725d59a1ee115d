"""`/skranke/`: what waits for me, by my post."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.appointments.public import booking, bookings_at, mark_met
from indgang.catalogue.public import services
from indgang.desk.forms import FindForm
from indgang.desk.rules import ATTENDING, CASEWORK
from indgang.desk.views.sending import do_once, go, show
from indgang.desk.words import BOOKING_STATES, URGENT
from indgang.journey.case.public import work_list
from indgang.journey.decision.public import hearings_answered
from indgang.journey.enquiry.public import (
    EnquiryView,
    handovers_sent,
    handovers_waiting,
    open_enquiries,
)
from indgang.journey.triage.public import read
from indgang.organisation.public import Organisation, organisation, unit_as_known
from indgang.shared.actor import Actor
from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.errors import NotFound

#: Rows of each list on the first page; the rest is one click away.
_ROWS = 15


def _age(row: EnquiryView, at: datetime) -> int:
    """Whole hours that an enquiry has waited."""
    return int((at - row.received_at).total_seconds() // 3600)


def _name(org: Organisation, unit_id: UUID) -> str:
    """The unit's name; what it was called when it has ended."""
    unit = org.units.get(unit_id) or unit_as_known(unit_id, org.at)
    return unit.name if unit else ""


def _cases(actor: Actor, at: datetime) -> dict[str, object]:
    """A caseworker's own part of the page; a leader sees the whole unit."""
    mine = None if actor.holds("leader") else actor.person_id
    since = (at.astimezone(COPENHAGEN) - timedelta(days=1)).replace(hour=0, minute=0, second=0)
    return {
        "cases": work_list(actor.unit_ids, caseworker_id=mine, limit=_ROWS),
        "answered": hearings_answered(actor.unit_ids, since=since),
        "today": day_of(at),
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET", "POST"])
def home(request: Request) -> HttpResponse:
    """The first page. A librarian gets the page for guidance."""
    actor = request.actor
    if not actor.holds(*ATTENDING):
        return _guidance(request)
    org = organisation(day_of(request.at))
    asked = open_enquiries(actor.unit_ids)
    received = [row for row in asked if row.state == "received"]
    shown = received if request.GET.get("vis") == "alle" else received[:_ROWS]
    search = FindForm(actor=actor)
    # on this page the lists come first; the search page is where one begins to type
    search.fields["words"].widget.attrs.pop("autofocus", None)
    sent = handovers_sent(actor.unit_ids)
    context: dict[str, object] = {
        "here": "home",
        "form": search,
        "front_desk": actor.holds("front_desk"),
        "bookings": [
            (row, BOOKING_STATES[row.state], row.state == "booked" and row.begins <= request.at)
            for row in bookings_at(actor.unit_ids, day_of(request.at))
        ],
        "enquiries": [(row, _age(row, request.at), URGENT.get(row.urgent, "")) for row in shown],
        "more_enquiries": len(received) - len(shown),
        "offered": [(row, _name(org, row.to_unit_id)) for row in sent if row.state == "offered"],
        "returned": [(row, _name(org, row.to_unit_id)) for row in sent if row.state == "returned"],
        "waiting": [
            (row, _name(org, row.from_unit_id)) for row in handovers_waiting(actor.unit_ids)
        ],
    }
    if actor.holds(*CASEWORK):
        context |= {"casework": True, **_cases(actor, request.at)}
    return show(request, "home", context)


def _guidance(request: Request) -> HttpResponse:
    """Guidance at an entrance: what a matter is and where to go. Nobody is looked up or stored."""
    text = request.POST.get("text", "")[:20_000]
    language = get_language() or "da"
    understood = read(text) if text.strip() else None
    known = services([one.code for one in understood.services]) if understood else {}
    context: dict[str, object] = {
        "here": "home",
        "text": text,
        "understood": understood,
        "told": None,
        "answers": [
            (known[one.code].told(language), one)
            for one in (understood.services[:3] if understood else ())
            if one.code in known
        ],
    }
    return show(request, "guidance", context)


@page(Audience.STAFF, purpose="worklist", functions=ATTENDING)
@require_http_methods(["POST"])
def met(request: Request, booking_id: UUID) -> HttpResponse:
    """The citizen has come, or did not."""
    came = request.POST.get("came", "1") == "1"
    if booking(booking_id, request.at).unit_id not in request.actor.unit_ids:
        raise NotFound("no_such_booking", _("Vi kan ikke finde tiden."))

    def act() -> str:
        mark_met(booking_id=booking_id, came=came, by=request.actor, at=request.at)
        return reverse("desk:home")

    return go(do_once(request, "desk.met", act))
