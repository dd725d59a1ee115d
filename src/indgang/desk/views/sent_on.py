"""After a matter was past the desk's limits: where it went, and taking it back."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import Reason, kroner
from indgang.desk.rules import ATTENDING
from indgang.desk.views.enquiry import open_enquiry, page_of
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import HANDOVER_STATES
from indgang.journey.decision.public import escalation_of
from indgang.journey.enquiry.public import handover, take_back
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of


def why_sent(reason: Reason, limit: int | None) -> str:
    """Why it was not the desk's to decide, to the one who tried."""
    if reason is Reason.AMOUNT and limit is not None:
        return _("Det var over din grænse på %(limit)s") % {"limit": kroner(limit)}
    if reason is Reason.OUTCOME:
        return _("Det svar må du ikke give.")
    if reason is Reason.COMPLEXITY:
        return _("Der er mere at vurdere, end du må afgøre.")
    return _("Den slags må du ikke afgøre.")


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET"])
def sent_on_page(request: Request, handover_id: UUID) -> HttpResponse:
    """What happened to what I was about to decide, what to tell the citizen, and the way back."""
    given = handover(handover_id)
    found = open_enquiry(request, given.enquiry_id)
    to = organisation(day_of(request.at)).units.get(given.to_unit_id)
    why = escalation_of(handover_id)
    english = (get_language() or "da").startswith("en")
    said = str(HANDOVER_STATES[given.state])
    facts = [
        (_("Handler om"), given.service_title_en if english else given.service_title_da),
        (_("Beløb"), "" if given.amount is None else kroner(given.amount)),
        (_("Hvor langt"), f"{said}: »{given.reason}«" if given.reason else said),
        (_("Telefon"), to.phone if to else ""),
    ]
    context: dict[str, object] = {
        **page_of(found),
        "given": given,
        "to_unit": to,
        "why": why_sent(*why) if why else "",
        "facts": [fact for fact in facts if fact[1]],
    }
    return show(request, "sent_on", context)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["POST"])
def take_back_page(request: Request, handover_id: UUID) -> HttpResponse:
    """[Tag den tilbage]: as long as nobody has taken it."""
    given = handover(handover_id)
    open_enquiry(request, given.enquiry_id)

    def act() -> str:
        take_back(handover_id=handover_id, by=request.actor, at=request.at)
        tell(request, _("Du har taget den tilbage. Ingen andre gør noget ved den."))
        return reverse("desk:enquiry", args=[given.enquiry_id])

    return go(do_once(request, "desk.take_back", act))
