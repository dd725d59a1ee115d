"""One grant: what it gives, and its chain from the post up to the council, link by link."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import (
    ChainLink,
    GrantLine,
    can_be_unrevoked,
    chain_links,
    grants,
    speaks_for,
)
from indgang.organisation.public import StaffLine, organisation, staff_lines
from indgang.shared.clock import day_of
from indgang.steering.days import asked_day
from indgang.steering.subjects import subjects
from indgang.steering.views.sending import show


def people_of(line: GrantLine, at: date) -> list[StaffLine]:
    """Those whose posts may use the grant on the day."""
    return [
        each
        for each in staff_lines({line.holder_id}, at).get(line.holder_id, ())
        if line.function in ("", each.function) and line.person_id in (None, each.person_id)
    ]


def may_give(request: Request, links: tuple[ChainLink, ...]) -> bool:
    """Do I speak for the unit that the grant comes from (or for its own, at the top)?"""
    giver = links[1].line.holder_id if len(links) > 1 else links[0].line.holder_id
    return speaks_for(request.actor.posts, giver, organisation(day_of(request.at)))


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def grant_page(request: Request, grant_id: UUID) -> HttpResponse:
    """The grant with its chain on the day. ``mig``: the chain begins with my own post."""
    language = get_language() or "da"
    asked = asked_day(request)
    today = day_of(request.at)
    at = asked.day or today
    links = chain_links(grant_id, at, language=language)
    line = links[0].line
    own = links[0].line.holder_id
    mine = next((post for post in request.actor.posts if post.unit_id == own), None)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "at": at,
        "today": today,
        "is_today": at == today,
        "wrong": asked.wrong,
        "links": links,
        "line": line,
        "holds": not any(link.broken for link in links),
        "subject": subjects({line.kle})[line.kle],
        "without": list(subjects(line.without).values()),
        "people": people_of(line, at),
        "post": mine if request.GET.get("mig") else None,
        "below": grants(at, above_id=grant_id, language=language),
        "may_end": may_give(request, links) and (line.ends is None or line.ends > today),
        "may_give_on": line.may_sub_delegate
        and speaks_for(request.actor.posts, own, organisation(today)),
        "may_undo": may_give(request, links) and can_be_unrevoked(grant_id, today),
    }
    return show(request, "authority_grant", context)
