"""A hand-over as the one who is to take it sees it: the story first."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.citizens.public import citizen
from indgang.desk.forms import ReasonForm
from indgang.desk.rules import ATTENDING
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import HANDOVER_STATES
from indgang.journey.case.public import case_of_handover
from indgang.journey.coordination.public import picture
from indgang.journey.enquiry.public import (
    HandoverView,
    accept,
    enquiry,
    handover,
    send_back,
)
from indgang.organisation.public import unit_as_known
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, NotFound
from indgang.shared.form_fields import show_refusal


def _given_to_us(request: Request, handover_id: UUID) -> HandoverView:
    given = handover(handover_id)
    if given.to_unit_id not in request.actor.unit_ids:
        raise NotFound("no_such_handover", _("Vi kan ikke finde overdragelsen."))
    return given


def _show(
    request: Request, given: HandoverView, form: ReasonForm, *, status: int = 200
) -> HttpResponse:
    day = day_of(request.at)
    english = (get_language() or "da").startswith("en")
    who = citizen(given.citizen_id, day) if given.citizen_id else None
    sender = unit_as_known(given.from_unit_id, day)
    context: dict[str, object] = {
        "given": given,
        "who": who,
        "asked": enquiry(given.enquiry_id),
        "from_unit": sender,
        "title": given.service_title_en if english else given.service_title_da,
        "state": HANDOVER_STATES[given.state],
        "picture": picture(
            given.citizen_id, viewer=request.actor, purpose="handover", at=request.at,
            language=get_language() or "da",
        ) if given.citizen_id else None,
        "form": form,
        "here": "home",
    }  # fmt: skip
    return show(request, "handover", context, status=status)


@page(Audience.STAFF, purpose="handover", functions=ATTENDING)
@require_http_methods(["GET"])
def handover_page(request: Request, handover_id: UUID) -> HttpResponse:
    """The story, the citizen at the level the law allows, the appointment."""
    given = _given_to_us(request, handover_id)
    look_up(
        request, given.citizen_id, what="handover", otherwise="handover",
        object_id=given.handover_id,
    )  # fmt: skip
    return _show(request, given, ReasonForm())


@page(Audience.STAFF, purpose="handover", functions=ATTENDING)
@require_http_methods(["POST"])
def accept_page(request: Request, handover_id: UUID) -> HttpResponse:
    """[Tag over]: the case begins, and I have it."""
    _given_to_us(request, handover_id)

    def act() -> str:
        accept(handover_id=handover_id, by=request.actor, at=request.at)
        begun = case_of_handover(handover_id)
        tell(request, _("Du har taget over. Sagen er oprettet, og historien står i journalen."))
        return reverse("desk:case", args=[begun])

    return go(do_once(request, "desk.accept", act))


@page(Audience.STAFF, purpose="handover", functions=ATTENDING)
@require_http_methods(["POST"])
def return_page(request: Request, handover_id: UUID) -> HttpResponse:
    """[Send tilbage]: with a reason that the sender and the citizen can read."""
    given = _given_to_us(request, handover_id)
    form = ReasonForm(request.POST)
    if form.is_valid():

        def act() -> str:
            send_back(
                handover_id=handover_id, reason=form.cleaned_data["reason"],
                by=request.actor, at=request.at,
            )  # fmt: skip
            tell(request, _("Sendt tilbage. Afsenderen har stadig ansvaret og kan se din grund."))
            return reverse("desk:home")

        try:
            return go(do_once(request, "desk.return", act))
        except BadInput as refusal:
            show_refusal(form, refusal)
    look_up(
        request, given.citizen_id, what="handover", otherwise="handover",
        object_id=given.handover_id,
    )  # fmt: skip
    return _show(request, given, form, status=422)
