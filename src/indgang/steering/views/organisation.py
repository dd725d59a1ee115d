"""The organisation as a tree on any day, with what changed since another; and the search in it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.organisation.public import (
    FoundUnit,
    Organisation,
    UnitFacts,
    change_days,
    changes_between,
    export_workbook,
    find_units,
    leader_lines,
    organisation,
    people_on,
    staff_sums,
)
from indgang.shared.clock import day_of
from indgang.steering.changes import counts, groups
from indgang.steering.days import asked_day, steps_around
from indgang.steering.subjects import Subject, subjects
from indgang.steering.tree import tree
from indgang.steering.views.sending import show

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _day_context(request: Request) -> dict[str, object]:
    """The day asked for (today without one), and what changed since the other day."""
    asked, other = asked_day(request), asked_day(request, "siden")
    today = day_of(request.at)
    at = asked.day or today
    first, last = sorted((at, other.day or at))
    told = changes_between(first, last) if other.day else None
    org = organisation(at)
    steps = steps_around(change_days(), at)
    whole = request.GET.get("fold") == "ud"
    return {
        "here": "organisation",
        "at": at,
        "since": other.day,
        "first": first,
        "last": last,
        "is_today": at == today,
        "day_query": "" if at == today else f"?dag={at.isoformat()}",
        "wrong": asked.wrong or other.wrong,
        "wrong_field": "dag" if asked.wrong else "siden",
        "steps": steps,
        "tree": tree(org, staff_sums(at), leader_lines(at), told, whole=whole),
        "whole": whole,
        "people": people_on(at),
        "compares": told is not None,
        "groups": groups(told, organisation(first), organisation(last)) if told else (),
        "counts": counts(told) if told else (),
        "eve": at - timedelta(days=1) if at in steps.days else None,
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def organisation_page(request: Request) -> HttpResponse:
    """The page: the day's controls, the tree, the changes."""
    return show(request, "organisation", _day_context(request))


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def organisation_day(request: Request) -> HttpResponse:
    """Only what the day decides, for the slider."""
    return show(request, "parts/day", _day_context(request))


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def organisation_sheet(request: Request) -> HttpResponse:
    """The day as a spreadsheet: units, tasks and posts."""
    at = asked_day(request).day or day_of(request.at)
    answer = HttpResponse(export_workbook(at), content_type=_SHEET)
    answer.headers["Content-Disposition"] = f'attachment; filename="organisation-{at}.xlsx"'
    return answer


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found, and where it is on the day; ``former`` and ``coming`` are names' days."""

    found: FoundUnit
    is_former: bool
    is_coming: bool
    now: tuple[tuple[Subject, UnitFacts], ...]
    last_day: date | None


def _hits(found: tuple[FoundUnit, ...], org: Organisation) -> list[Hit]:
    names = subjects((kle for one in found for kle, _unit in one.now), org.at)
    return [
        Hit(
            one,
            one.hit.days.ends is not None and one.hit.days.ends <= org.at,
            one.hit.days.begins > org.at,
            tuple((names[kle], org.units[to]) for kle, to in one.now),
            one.hit.days.ends - timedelta(days=1) if one.hit.days.ends else None,
        )
        for one in found
    ]


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def find(request: Request) -> HttpResponse:
    """Units by names and numbers of any day; a former one leads to where its things are now."""
    words = request.GET.get("q", "").strip()[:120]
    at = asked_day(request).day or day_of(request.at)
    org = organisation(at)
    context: dict[str, object] = {
        "here": "organisation",
        "words": words,
        "at": at,
        "is_today": at == day_of(request.at),
        "hits": _hits(find_units(words, at), org) if words else [],
    }
    return show(request, "find_unit", context)
