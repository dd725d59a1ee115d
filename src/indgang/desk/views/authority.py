"""*Hvad må jeg afgøre?* and *Hvem må afgøre det?*"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, service, services
from indgang.competence.public import Matter, Verdict, may_each
from indgang.competence.public import who_may as able
from indgang.desk.forms import WhoMayForm
from indgang.desk.queries import explained
from indgang.desk.views.sending import show
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of


@dataclass(frozen=True, slots=True)
class Line:
    """One service and my answer to it."""

    title: str
    service: ServiceView
    verdict: Verdict


def _lines(actor: Actor, request: Request) -> list[Line]:
    language = get_language() or "da"
    known = list(services().values())
    answers = may_each(
        actor.posts,
        "decide",
        (Matter(one.kle) for one in known),
        day_of(request.at),
        person_id=actor.person_id,
    )
    return sorted(
        (
            Line(one.title(language), one, answer)
            for one, answer in zip(known, answers, strict=True)
        ),
        key=lambda line: line.title,
    )


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def what_may_i(request: Request) -> HttpResponse:
    """Every service with my answer today. The filter is plain words or only those I may."""
    only = request.GET.get("vis", "ja") == "ja"
    words = request.GET.get("q", "").strip().casefold()[:60]
    lines = [
        line
        for line in _lines(request.actor, request)
        if (not only or line.verdict.allowed) and words in line.title.casefold()
    ]
    return show(
        request, "what_may_i", {"here": "may", "lines": lines, "only": only, "words": words}
    )


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def who_may(request: Request) -> HttpResponse:
    """Who may decide a service up to an amount today, and whether I may.

    The leaders' room asks the same question of any day (``steering``), and is linked to.
    """
    language = get_language() or "da"
    titles = [(code, one.title(language)) for code, one in services().items()]
    asked = "service" in request.GET
    form = WhoMayForm(request.GET if asked else None, services=titles)
    context: dict[str, object] = {"here": "may", "form": form}
    if asked and form.is_valid():
        what = service(form.cleaned_data["service"])
        matter = Matter(what.kle, form.cleaned_data["amount"])
        context |= {
            "title": what.title(language),
            "amount": form.cleaned_data["amount"],
            "able": able("decide", matter, day_of(request.at)),
            "code": what.code,
            "answer": explained(request.actor, matter, request.at),
            "told": None,
        }
    status = 422 if asked and not form.is_valid() else 200
    return show(request, "who_may", context, status=status)
