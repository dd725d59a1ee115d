"""Where nobody may, where two may, and what falls away on the coming days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import services
from indgang.competence.public import (
    FallsAway,
    agree_boundary,
    boundaries,
    falls_away,
    gaps,
    grants,
    instruments,
    overlaps,
)
from indgang.organisation.public import organisation
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput
from indgang.shared.form_fields import show_refusal
from indgang.steering.days import asked_day
from indgang.steering.forms_readiness import BoundaryForm
from indgang.steering.subjects import subjects
from indgang.steering.views.sending import LEADER, do_once, go, show, tell

#: How far ahead endings are listed, and how many days of them at most.
_AHEAD = timedelta(days=366)
_DAYS = 12


def own_subjects() -> list[str]:
    """The subjects of the services that the municipality decides itself."""
    return sorted({one.kle for one in services().values() if one.by_municipality})


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def gaps_page(request: Request) -> HttpResponse:
    """Services that nobody may decide, and those that two branches may."""
    asked = asked_day(request)
    at = asked.day or day_of(request.at)
    kles = own_subjects()
    holes = gaps(at, kles)
    both = overlaps(at, kles)
    names = subjects(kles)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "gaps",
        "at": at,
        "is_today": at == day_of(request.at),
        "wrong": asked.wrong,
        "holes": [(one, names[one.kle]) for one in holes],
        "unsettled": [(one, names[one.kle]) for one in both if not one.settled],
        "settled": [(one, names[one.kle]) for one in both if one.settled],
        "agreements": boundaries(at=at, language=get_language() or "da"),
        "count": len(kles),
    }
    return show(request, "authority_gaps", context)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def agree_page(request: Request) -> HttpResponse:
    """Write down who acts when two could."""
    today = day_of(request.at)
    units = sorted(organisation(today).units.values(), key=lambda unit: danish_order(unit.name))
    form = BoundaryForm(
        request.POST if request.method == "POST" else None,
        units=[(str(unit.unit_id), unit.name) for unit in units],
        initial={
            "kle": request.GET.get("kle", "")[:8],
            "first_unit": request.GET.get("en", "")[:36],
            "other_unit": request.GET.get("anden", "")[:36],
            "begins": today,
        },
    )
    context: dict[str, object] = {"here": "authority", "tab": "gaps", "form": form}
    if request.method == "GET":
        return show(request, "authority_agree", context)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            agree_boundary(
                kle=given["kle"].strip(), first_unit_id=given["first_unit"],
                other_unit_id=given["other_unit"], condition_da=given["condition_da"],
                condition_en=given["condition_en"], source=given["source"],
                begins=given["begins"], ends=given["ends"], by=request.actor, at=request.at,
            )  # fmt: skip
            tell(
                request, _("Aftalen er skrevet ind. Den står nu, hvor nogen spørger, hvem der må.")
            )
            return f"{reverse('steering:gaps')}?dag={given['begins'].isoformat()}"

        try:
            return go(do_once(request, "steering.agree_boundary", act))
        except BadInput as wrong:
            show_refusal(form, wrong)
    return show(request, "authority_agree", context, status=422)


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day on which something ends, with how much."""

    day: date
    grants: int
    carried_on: int
    subjects: int


def _ending_days(after: date, within: timedelta) -> list[date]:
    """Days soon after on which a grant or an instrument ends."""
    ends = {line.ends for line in grants(after, all_days=True)}
    ends |= {one.ends for one in instruments()}
    return sorted(day for day in ends if day is not None and after < day <= after + within)[:_DAYS]


def coming(after: date, *, within: timedelta = _AHEAD) -> list[ComingDay]:
    """What falls away in the coming year, day by day; days without a loss are left out."""
    found = []
    for day in _ending_days(after, within):
        fall = falls_away(day)
        lost = [one for one in fall.grants if not one.carried_on]
        if fall.grants:
            found.append(
                ComingDay(day, len(lost), len(fall.grants) - len(lost), len(fall.subjects))
            )
    return found


def _causes(fall: FallsAway) -> list[tuple[object, list[object]]]:
    """Each grant that falls by itself, with those that it takes along."""
    tops = [one for one in fall.grants if one.because_of == one.line.grant_id]
    known = {one.line.grant_id for one in tops}
    loose = [one for one in fall.grants if one.because_of not in known]
    under: list[tuple[object, list[object]]] = [
        (top, [each for each in fall.grants
               if each.because_of == top.line.grant_id and each is not top])
        for top in tops
    ]  # fmt: skip
    return under + [(one, []) for one in loose]


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def falling_page(request: Request) -> HttpResponse:
    """The days to come on which authority ends; and one day in full."""
    asked = asked_day(request)
    today = day_of(request.at)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "falling",
        "today": today,
        "day": asked.day,
        "wrong": asked.wrong,
        "days": coming(today),
    }
    if asked.day:
        fall = falls_away(asked.day, language=get_language() or "da")
        names = subjects([*(one.line.kle for one in fall.grants), *fall.subjects])
        context |= {
            "fall": fall,
            "causes": _causes(fall),
            "names": names,
            "lost": [names[kle] for kle in fall.subjects],
        }
    return show(request, "authority_falling", context)
