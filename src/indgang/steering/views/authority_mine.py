"""*Hvad må jeg afgøre?* on any day, and what changes soon."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.organisation.public import organisation, posts_of
from indgang.shared.clock import day_of
from indgang.steering.authority_mine import my_changes, my_lines
from indgang.steering.days import asked_day
from indgang.steering.views.sending import show


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def mine_page(request: Request) -> HttpResponse:
    """Every service with my answer on the day; the filter is words, or only what I may."""
    language = get_language() or "da"
    asked = asked_day(request)
    today = day_of(request.at)
    at = asked.day or today
    only = request.GET.get("vis", "ja") == "ja"
    words = request.GET.get("q", "").strip()[:60]
    person = request.actor.employee_id
    lines = my_lines(person, at, language)
    units = organisation(at).units
    context: dict[str, object] = {
        "here": "authority",
        "tab": "mine",
        "at": at,
        "wrong": asked.wrong,
        "is_today": at == today,
        "only": only,
        "words": words,
        "posts": [(post, units.get(post.unit_id)) for post in posts_of(person, at)],
        "lines": [
            line
            for line in lines
            if (line.verdict.allowed or not only) and words.casefold() in line.title.casefold()
        ],
        "changes": my_changes(person, lines, at, language),
    }
    return show(request, "authority_mine", context)
