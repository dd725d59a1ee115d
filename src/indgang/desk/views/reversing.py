"""A decision that was changed or sent back afterwards: said once, for the journal and the sums."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.desk.forms_case import ReversalForm
from indgang.desk.rules import CASEWORK
from indgang.desk.views.cases import own_case
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import OUTCOMES
from indgang.journey.decision.public import decision, record_reversal
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal


@page(Audience.STAFF, purpose="casework", functions=("front_desk", *CASEWORK))
@require_http_methods(["GET", "POST"])
def reverse_page(request: Request, case_id: UUID) -> HttpResponse:
    """Who changed the decision, how, and on which day."""
    found = own_case(request, case_id)
    look_up(request, found.citizen_id, what="case", otherwise="casework", object_id=case_id)
    decided = decision(case_id)
    if decided is None:
        raise Refused(
            "not_decided", _("Sagen er ikke afgjort endnu."),
            next_step=_("Hent sagen igen, og se, hvor langt den er."),
        )  # fmt: skip
    form = ReversalForm(
        request.POST if request.method == "POST" else None, initial={"on": day_of(request.at)}
    )
    context: dict[str, object] = {
        "case": found,
        "decided": decided,
        "outcome": OUTCOMES[decided.outcome],
        "form": form,
        "here": "cases",
    }
    if request.method == "GET":
        return show(request, "reversed", context)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            record_reversal(
                decision_id=decided.decision_id, on=given["on"], body=given["body"],
                remitted=given["remitted"] == "1", by=request.actor, at=request.at,
            )  # fmt: skip
            tell(request, _("Det er skrevet ind. Det står i journalen og tæller med."))
            return reverse("desk:case", args=[case_id])

        try:
            return go(do_once(request, "desk.reverse", act))
        except BadInput as refusal:
            show_refusal(form, refusal)
    return show(request, "reversed", context, status=422)
