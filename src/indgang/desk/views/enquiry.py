"""One enquiry: what was said, what it is about, and what I may do about it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, service, services
from indgang.citizens.public import CitizenView, citizen
from indgang.desk.forms import AnswerForm, FindForm, PurposeForm
from indgang.desk.queries import MayI, may_i
from indgang.desk.rules import ATTENDING
from indgang.desk.views.find import hits, open_hit
from indgang.desk.views.purposes import Visit, look_up
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import CHANNELS, ENQUIRY_STATES, HANDOVER_STATES, STEPS, URGENT
from indgang.journey.enquiry.public import (
    EnquiryView,
    answer,
    enquiry,
    handovers_of,
    name_the_citizen,
    steps,
)
from indgang.journey.triage.public import Ranked, suggestion
from indgang.organisation.public import unit_as_known
from indgang.shared.clock import day_of
from indgang.shared.components import TimelineEntry
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.form_fields import show_refusal

_SHOWN = 5
#: Steps whose words end in the other unit's name.
_ABOUT_A_UNIT = ("offered", "escalated", "accepted", "returned", "taken_back", "moved")


@dataclass(frozen=True, slots=True)
class Opened:
    """An enquiry that my unit answers for, opened and logged."""

    enquiry: EnquiryView
    who: CitizenView | None
    visit: Visit


def open_enquiry(request: Request, enquiry_id: UUID, *, what: str = "enquiry") -> Opened:
    """The enquiry, if my unit answers for it; the look at its citizen is logged."""
    row = enquiry(enquiry_id)
    if row.unit_id not in request.actor.unit_ids:
        raise NotFound("no_such_enquiry", _("Vi kan ikke finde henvendelsen."))
    visit = look_up(
        request, row.citizen_id, what=what, otherwise="guidance", object_id=row.enquiry_id
    )
    who = citizen(row.citizen_id, day_of(request.at)) if row.citizen_id else None
    return Opened(row, who, visit)


def chosen_service(request: Request) -> str:
    """The service that the person has put in the place of what was suggested."""
    code = request.GET.get("ydelse", "")
    return code if code in services([code]) else ""


def _cards(request: Request, found: Opened, chosen: str) -> list[MayI]:
    """*May I?* for the chosen service first, then for what was suggested."""
    read = suggestion(found.enquiry.enquiry_id)
    ranked: dict[str, Ranked | None] = {one.code: one for one in read.services} if read else {}
    first = chosen or found.enquiry.service_code
    codes = list(dict.fromkeys([*([first] if first else []), *ranked]))[:_SHOWN]
    known = services(codes)
    return [
        may_i(
            request.actor, known[code], request.at, get_language() or "da",
            ranked=ranked.get(code), subject_id=found.enquiry.citizen_id,
            district=found.who.district if found.who else "",
        )
        for code in codes
        if code in known
    ]  # fmt: skip


def _timeline(request: Request, enquiry_id: UUID) -> list[TimelineEntry]:
    entries = []
    for step in steps(enquiry_id):
        unit = unit_as_known(step.unit_id, day_of(step.at)) if step.unit_id else None
        title = str(STEPS[step.verb])
        if unit and step.verb in _ABOUT_A_UNIT:
            title = f"{title} {unit.name}"
        entries.append(TimelineEntry(step.at, title, text=step.note, by=step.person))
    return entries


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET"])
def enquiry_page(request: Request, enquiry_id: UUID) -> HttpResponse:
    """The enquiry with its suggestions and the ways on."""
    found = open_enquiry(request, enquiry_id)
    language = get_language() or "da"
    cards = _cards(request, found, chosen_service(request))
    context: dict[str, object] = {
        **page_of(found),
        "cards": cards,
        "first_code": cards[0].service.code if cards else "",
        "catalogue": [(code, one.title(language)) for code, one in services().items()],
        "entries": _timeline(request, enquiry_id),
        "handovers": [
            (row, to.name if to else "", HANDOVER_STATES[row.state])
            for row in handovers_of(enquiry_id)
            for to in (unit_as_known(row.to_unit_id, day_of(request.at)),)
        ],
    }  # fmt: skip
    return show(request, "enquiry", context)


def page_of(found: Opened) -> dict[str, object]:
    """What every page of the enquiry shows on top."""
    row = found.enquiry
    return {
        "enquiry": row,
        "who": found.who,
        "visit": found.visit if found.who else None,
        "state": ENQUIRY_STATES[row.state],
        "channel": CHANNELS[row.channel],
        "urgent": URGENT.get(row.urgent, row.urgent),
        "can_act": row.state == "received",
        "can_offer": row.state in ("received", "offered", "accepted", "answered"),
        "here": "home",
    }


def plain_answer(what: ServiceView, language: str) -> str:
    """The catalogue's plain words as the beginning of an answer."""
    told = what.told(language)
    parts = [told.what, *(f"{number}. {step}" for number, step in enumerate(told.how, start=1))]
    if told.bring:
        parts.append(_("Tag med: %(things)s.") % {"things": ", ".join(told.bring)})
    return "\n".join(part for part in parts if part)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def answer_page(request: Request, enquiry_id: UUID) -> HttpResponse:
    """[Svar nu]: the answer begins with the catalogue's words and is mine to change."""
    found = open_enquiry(request, enquiry_id, what="answer")
    code = chosen_service(request)
    language = "en" if found.enquiry.language == "en" else "da"
    if request.method == "GET":
        words = plain_answer(service(code), language) if code else ""
        form = AnswerForm(initial={"answer": words})
        return show(request, "answer", {**page_of(found), "form": form, "code": code})
    form = AnswerForm(request.POST)
    if form.is_valid():

        def act() -> str:
            answer(
                enquiry_id=enquiry_id, answer=form.cleaned_data["answer"], service_code=code,
                by=request.actor, at=request.at,
            )  # fmt: skip
            tell(request, _("Henvendelsen er besvaret."))
            return reverse("desk:enquiry", args=[enquiry_id])

        try:
            return go(do_once(request, "desk.answer", act))
        except BadInput as refusal:
            show_refusal(form, refusal)
    return show(request, "answer", {**page_of(found), "form": form, "code": code}, status=422)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def name_page(request: Request, enquiry_id: UUID) -> HttpResponse:
    """Whose enquiry is it? Find the citizen, and say that it is the one."""
    found = open_enquiry(request, enquiry_id, what="naming")
    form = FindForm(request.POST or None, actor=request.actor)
    context: dict[str, object] = {**page_of(found), "form": form}
    if request.method == "GET":
        return show(request, "name", context)
    if request.POST.get("citizen"):
        return _name(request, enquiry_id)
    result = hits(request, form)
    if result is None:
        return show(request, "name", context, status=422)
    context.update(
        hits=result[1][:20], searched=True, purpose=form.cleaned_data["purpose"],
        channel=form.cleaned_data["channel"],
    )  # fmt: skip
    return show(request, "name", context)


def _name(request: Request, enquiry_id: UUID) -> HttpResponse:
    try:
        citizen_id = UUID(request.POST["citizen"])
    except ValueError:
        raise NotFound("no_such_citizen", _("Vi kan ikke finde borgeren.")) from None
    citizen(citizen_id, day_of(request.at))
    why = PurposeForm(request.POST, actor=request.actor)
    if not why.is_valid():
        raise BadInput(_("Vælg, hvorfor du slår borgeren op."))

    def act() -> str:
        open_hit(
            request, citizen_id, why.cleaned_data["purpose"], why.cleaned_data["channel"]
        )  # fmt: skip
        name_the_citizen(
            enquiry_id=enquiry_id, citizen_id=citizen_id, by=request.actor, at=request.at
        )
        tell(request, _("Nu ved vi, hvem henvendelsen er fra."))
        return reverse("desk:enquiry", args=[enquiry_id])

    return go(do_once(request, "desk.name", act))
