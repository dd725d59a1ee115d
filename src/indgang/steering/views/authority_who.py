"""*Hvem må afgøre det?* for any service, on any day, up to any amount; and drawn as a picture."""

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, service, services
from indgang.competence.public import (
    Explanation,
    Matter,
    Reason,
    explain,
    picture,
    verdict,
    who_may,
)
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.steering.authority_answers import found_for, nobody
from indgang.steering.authority_words import INSTRUMENT_KINDS
from indgang.steering.drawing import drawn, outline
from indgang.steering.forms_authority import WhoMayForm
from indgang.steering.views.sending import show


def _form(request: Request) -> WhoMayForm:
    language = get_language() or "da"
    titles = sorted(
        ((code, one.title(language)) for code, one in services().items()), key=lambda pair: pair[1]
    )
    if "service" in request.GET:
        given = request.GET.copy()
        given["dag"] = given.get("dag") or day_of(request.at).isoformat()
        return WhoMayForm(given, services=titles)
    return WhoMayForm(services=titles, initial={"dag": day_of(request.at)})


def _about_me(request: Request, matter: Matter, at: date) -> Explanation:
    """May I, with the posts that I hold on that day?"""
    answer = verdict(request.actor.employee_id, "decide", matter, at)
    said = explain(answer, organisation(at))
    other_day = {
        Reason.NO_POST: _("Nej. Du har ingen stilling den dag."),
        Reason.CHAIN_BROKEN: _("Nej. Et led i bemyndigelsen gælder ikke den dag."),
    }.get(answer.reason)
    if other_day and at != day_of(request.at):
        return replace(said, sentence=other_day)
    return said


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for."""

    what: ServiceView
    matter: Matter
    at: date

    def told(self, request: Request) -> dict[str, object]:
        """The question in words, for the page."""
        return {
            "what": self.what,
            "title": self.what.title(get_language() or "da"),
            "at": self.at,
            "is_today": self.at == day_of(request.at),
            "matter": self.matter,
            "query": request.GET.urlencode(),
        }


def _asked(request: Request, form: WhoMayForm) -> Asked:
    given = form.cleaned_data
    what = service(given["service"])
    matter = Matter(what.kle, given["amount"], given["outcome"], given["complexity"])
    return Asked(what, matter, given["dag"] or day_of(request.at))


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def who_may_page(request: Request) -> HttpResponse:
    """The question, and its answer when a service is chosen."""
    form = _form(request)
    context: dict[str, object] = {"here": "authority", "tab": "who", "form": form}
    if not form.is_bound:
        return show(request, "authority_who", context)
    if not form.is_valid():
        return show(request, "authority_who", context, status=422)
    asked = _asked(request, form)
    found = found_for(asked.matter, asked.at, get_language() or "da")
    answer = _about_me(request, asked.matter, asked.at)
    context |= {**asked.told(request), "found": found, "answer": answer}
    if not found.lines:
        context["nobody"] = nobody(asked.matter, asked.what, asked.at)
    return show(request, "authority_who", context)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def picture_page(request: Request) -> HttpResponse:
    """Every chain of the answer drawn from the council to the counter, and the same as text."""
    form = _form(request)
    context: dict[str, object] = {"here": "authority", "tab": "who", "form": form}
    if not form.is_bound or not form.is_valid():
        return show(request, "authority_who", context, status=422 if form.is_bound else 200)
    asked = _asked(request, form)
    able = frozenset(one.unit_id for one in who_may("decide", asked.matter, asked.at))
    found = picture(asked.matter, asked.at, unit_ids=able, language=get_language() or "da")
    context |= {
        **asked.told(request),
        "drawn": drawn(found, kinds=INSTRUMENT_KINDS, limit_text=_("højst {} kr.")),
        "outline": outline(found),
    }
    return show(request, "authority_picture", context)
