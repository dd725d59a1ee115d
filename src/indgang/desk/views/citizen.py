"""The desk of a citizen: the whole picture, the enquiry, and what I may."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.appointments.public import bookings_of
from indgang.catalogue.public import services
from indgang.citizens.public import citizen, relations
from indgang.desk.forms import EnquiryForm, PurposeForm
from indgang.desk.queries import MayI, may_i
from indgang.desk.rules import ATTENDING
from indgang.desk.views.purposes import Visit, look_up, visit_of
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import RELATIONS
from indgang.journey.coordination.public import Picture, picture
from indgang.journey.enquiry.public import ask
from indgang.journey.triage.public import read, suggestion
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput
from indgang.shared.form_fields import show_refusal

#: Enquiries that somebody must still act on.
_OPEN = ("received", "offered")


def _likely(request: Request, whole: Picture, citizen_id: UUID, district: str) -> tuple[MayI, ...]:
    """*May I?* for what the newest open enquiry of my unit seems to be about."""
    mine = next((row for row in whole.enquiries if row.state in _OPEN and row.text), None)
    stored = suggestion(mine.enquiry_id) if mine else None
    if stored is None:
        return ()
    ranked = {one.code: one for one in stored.services[:3]}
    known = services(list(ranked))
    return tuple(
        may_i(
            request.actor, known[code], request.at, get_language() or "da",
            ranked=one, subject_id=citizen_id, district=district,
        )
        for code, one in ranked.items()
        if code in known
    )  # fmt: skip


def _page(
    request: Request, citizen_id: UUID, visit: Visit, form: EnquiryForm, *, status: int = 200
) -> HttpResponse:
    day = day_of(request.at)
    # A front desk that must post a letter or check who is there needs the address; a protected
    # one stays hidden here and shows on the envelope only.
    who = citizen(citizen_id, day)
    whole = picture(
        citizen_id, viewer=request.actor, purpose=visit.purpose, at=request.at,
        language=get_language() or "da",
    )  # fmt: skip
    family = [(row, RELATIONS[row.kind]) for row in relations(citizen_id, day)]
    context: dict[str, object] = {
        "who": who,
        "visit": visit,
        "picture": whole,
        "family": family,
        "speakers": [row for row, _kind in family if row.speaks_for],
        "bookings": bookings_of(citizen_id, request.at),
        "open_enquiries": [row for row in whole.enquiries if row.state in _OPEN],
        "likely": _likely(request, whole, citizen_id, who.district),
        "form": form,
        "here": "find",
    }
    return show(request, "citizen", context, status=status)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def citizen_page(request: Request, citizen_id: UUID) -> HttpResponse:
    """One citizen. Without a purpose it is asked for, and nothing is shown."""
    visit = visit_of(request, citizen_id)
    if visit is None:
        why = PurposeForm(actor=request.actor)
        return show(request, "purpose", {"form": why, "citizen_id": citizen_id, "here": "find"})
    citizen(citizen_id, day_of(request.at))
    visit = look_up(request, citizen_id, what="picture", otherwise="guidance")
    if request.method == "GET":
        form = EnquiryForm(initial={"channel": visit.channel})
        return _page(request, citizen_id, visit, form)
    asked = EnquiryForm(request.POST)
    if asked.is_valid():
        try:
            return _register(request, asked, citizen_id)
        except BadInput as refusal:
            show_refusal(asked, refusal)
    return _page(request, citizen_id, visit, asked, status=422)


def _register(request: Request, form: EnquiryForm, citizen_id: UUID | None) -> HttpResponse:
    """Take the enquiry in; the receipt's number is read aloud."""
    unit_id = request.actor.posts[0].unit_id

    def act() -> str:
        receipt = ask(
            text=form.cleaned_data["text"],
            channel=form.cleaned_data["channel"],
            unit_id=unit_id,
            language=read(form.cleaned_data["text"]).language,
            citizen_id=citizen_id,
            contact=form.cleaned_data["contact"],
            by=request.actor,
            at=request.at,
        )
        tell(
            request,
            _("Henvendelsen er skrevet ned."),
            read_aloud=_("Dit nummer er %(number)s.") % {"number": receipt.number},
        )
        return reverse("desk:enquiry", args=[receipt.enquiry_id])

    return go(do_once(request, "desk.register", act))


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def new_enquiry(request: Request) -> HttpResponse:
    """An enquiry of somebody who does not say who they are."""
    form = EnquiryForm(request.POST or None)
    if request.method == "POST":
        if form.is_valid():
            try:
                return _register(request, form, None)
            except BadInput as refusal:
                show_refusal(form, refusal)
        return show(request, "new_enquiry", {"form": form, "here": "home"}, status=422)
    return show(request, "new_enquiry", {"form": form, "here": "home"})
