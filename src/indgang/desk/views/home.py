"""`/skranke/`: what waits for me, by my post."""

from collections.abc import Mapping
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
from indgang.desk.views.cases import in_order
from indgang.desk.views.sending import do_once, go, show
from indgang.desk.words import BOOKING_STATES, URGENT
from indgang.journey.case.public import CaseView, work_list
from indgang.journey.decision.public import hearings
from indgang.journey.enquiry.public import (
    EnquiryView,
    HandoverView,
    handovers_of,
    handovers_waiting,
    open_enquiries,
)
from indgang.journey.triage.public import read
from indgang.organisation.public import UnitFacts, organisation
from indgang.shared.actor import Actor
from indgang.shared.clock import COPENHAGEN, day_of
from indgang.shared.errors import NotFound

#: Rows of each list on the first page; the rest is one click away.
_ROWS = 15
#: Cases whose hearings are asked for (one question each).
_HEARD = 40


def _age(row: EnquiryView, at: datetime) -> int:
    """Whole hours that an enquiry has waited."""
    return int((at - row.received_at).total_seconds() // 3600)


def _name(units: Mapping[UUID, UnitFacts], unit_id: UUID) -> str:
    """The unit's name today; empty when it has ended."""
    unit = units.get(unit_id)
    return unit.name if unit else ""


def _handovers(rows: list[EnquiryView]) -> tuple[list[HandoverView], list[HandoverView]]:
    """Offered and not answered, and sent back, among the hand-overs of these enquiries."""
    every = [given for row in rows for given in handovers_of(row.enquiry_id)]
    return (
        [given for given in every if given.state == "offered"],
        [given for given in every if given.state == "returned"],
    )


def _answered(rows: list[CaseView], at: datetime) -> list[tuple[CaseView, datetime]]:
    """Cases whose citizen has answered since yesterday morning, newest first."""
    since = (at.astimezone(COPENHAGEN) - timedelta(days=1)).replace(hour=0, minute=0, second=0)
    found = [
        (row, heard.answered_at)
        for row in rows
        for heard in hearings(row.case_id)
        if heard.answered_at is not None and heard.answered_at >= since
    ]
    return sorted(found, key=lambda pair: pair[1], reverse=True)


def _cases(actor: Actor, at: datetime) -> dict[str, object]:
    """A caseworker's own part of the page; a leader sees the whole unit."""
    mine = None if actor.holds("leader") else actor.person_id
    rows = in_order(work_list(actor.unit_ids, caseworker_id=mine))
    waiting = [row for row in rows if row.state != "afgjort"]
    return {
        "cases": rows[:_ROWS],
        "answered": _answered(waiting[:_HEARD], at),
        "today": day_of(at),
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET", "POST"])
def home(request: Request) -> HttpResponse:
    """The first page. A librarian gets the page for guidance."""
    actor = request.actor
    if not actor.holds(*ATTENDING):
        return _guidance(request)
    units = organisation(day_of(request.at)).units
    asked = open_enquiries(actor.unit_ids)
    search = FindForm(actor=actor)
    # on this page the lists come first; the search page is where one begins to type
    search.fields["words"].widget.attrs.pop("autofocus", None)
    offered, returned = _handovers(asked[:_ROWS])
    context: dict[str, object] = {
        "here": "home",
        "form": search,
        "front_desk": actor.holds("front_desk"),
        "bookings": [
            (row, BOOKING_STATES[row.state], row.state == "booked" and row.begins <= request.at)
            for row in bookings_at(actor.unit_ids, day_of(request.at))
        ],
        "enquiries": [
            (row, _age(row, request.at), URGENT.get(row.urgent, ""))
            for row in asked
            if row.state == "received"
        ][:_ROWS],
        "more_enquiries": max(0, len(asked) - _ROWS),
        "offered": [(row, _name(units, row.to_unit_id)) for row in offered],
        "returned": [(row, _name(units, row.to_unit_id)) for row in returned],
        "waiting": [
            (row, _name(units, row.from_unit_id)) for row in handovers_waiting(actor.unit_ids)
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
