"""The letter to the citizens: whom, in which words; and the partners to be told."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import change_telling, telling
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_telling import TellingForm
from indgang.steering.views.reorganisation_page import address, done, opened
from indgang.steering.views.sending import LEADER, show


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def telling_page(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Read it as it will be, and change it until the day comes."""
    found = opened(request, reorganisation_id)
    told = telling(found.id)
    form = TellingForm(
        request.POST or None,
        initial={
            "whom": told.whom, "subject_da": told.da.subject, "text_da": told.da.text,
            "subject_en": told.en.subject, "text_en": told.en.text,
            "partners": "\n".join(told.partners),
        },
    )  # fmt: skip
    context: dict[str, object] = {
        "here": "reorganisations", "draft": found, "told_view": told, "form": form,
        "first_line": told.da.text.split("\n", 1)[0], "rest": told.da.text.split("\n")[1:],
    }  # fmt: skip
    if request.method == "GET":
        return show(request, "reorganisation_telling", context)
    if not form.is_valid():
        return show(request, "reorganisation_telling", context, status=422)
    given = form.cleaned_data
    try:
        return done(
            request, "change_telling",
            lambda: change_telling(
                reorganisation_id=found.id, **{**given, "partners": given["partners"].split("\n")},
                by=request.actor, at=request.at,
            ),
            said=_("Brevet er gemt. Det bliver sendt på dagen."), to=address(found),
        )  # fmt: skip
    except BadInput as refusal:
        show_refusal(form, refusal)
        return show(request, "reorganisation_telling", context, status=422)
    except Refused as refusal:
        context["faster"] = refusal
        return show(request, "reorganisation_telling", context, status=refusal.status)
