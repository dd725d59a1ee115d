"""The sites, and the page of those who steer one together (demand O3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.organisation.public import Organisation, leader_lines, organisation
from indgang.places.public import (
    ManagementView,
    RoomView,
    SiteView,
    begin_management,
    join_management,
    leave_management,
    management_of,
    managements_on,
    rooms_at,
    set_chair,
    site_on,
    sites_on,
)
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput
from indgang.steering.forms import show_refusal, typed_in
from indgang.steering.site_forms import SiteForms, site_forms
from indgang.steering.site_staffing import UnitHere, substitutions, units_here
from indgang.steering.views.sending import LEADER, do_once, go, show, tell


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One site in the list."""

    site: SiteView
    units: tuple[str, ...]
    management: ManagementView | None


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def sites(request: Request) -> HttpResponse:
    """Every site by district, with who is there and whether they steer it together."""
    day = day_of(request.at)
    org = organisation(day)
    managed = managements_on(day)
    districts: dict[str, list[SiteLine]] = {}
    for site in sites_on(day):
        names = [org.units[unit].name for unit in site.unit_ids if unit in org.units]
        line = SiteLine(site, tuple(sorted(names, key=danish_order)), managed.get(site.site_id))
        districts.setdefault(site.district, []).append(line)
    ordered = sorted(districts.items(), key=lambda pair: danish_order(pair[0]))
    return show(request, "sites", {"here": "sites", "districts": ordered})


def _rooms(rooms: tuple[RoomView, ...], org: Organisation) -> list[tuple[RoomView, str]]:
    """Rooms with whose they are; an empty name: shared."""
    return [
        (room, org.units[room.unit_id].name)
        if room.unit_id is not None and room.unit_id in org.units
        else (room, "")
        for room in rooms
    ]


def _leaders(
    managed: ManagementView | None, here: tuple[UnitHere, ...], org: Organisation
) -> list[tuple[str, str, bool]]:
    """Members of the joint management: unit, its leader (or the nearest above), leads it?"""
    if managed is None:
        return []
    lines = leader_lines(org.at)
    found = []
    for unit_id in managed.unit_ids:
        if unit_id not in org.units:
            continue
        leaders = next(
            (lines[up.unit_id] for up in org.ancestors(unit_id) if up.unit_id in lines), ()
        )
        names = ", ".join(line.name for line in leaders)
        found.append((org.units[unit_id].name, names, unit_id == managed.chair_unit_id))
    return sorted(found, key=lambda line: (not line[2], danish_order(line[0])))


def _context(request: Request, site: SiteView, forms: SiteForms | None = None) -> dict[str, object]:
    day = day_of(request.at)
    org = organisation(day)
    managed = management_of(site.site_id, day)
    here = units_here(site, org, request.at)
    return {
        "here": "sites",
        "site": site,
        "units": here,
        "posts": sum(one.posts for one in here),
        "full_time": sum(one.full_time for one in here),
        "times": sum(one.times for one in here),
        "management": managed,
        "members": _leaders(managed, here, org),
        "outside": [
            one.unit.name for one in here if managed and one.unit.unit_id not in managed.unit_ids
        ],
        "rooms": _rooms(rooms_at(site.site_id, day), org),
        "substitutions": substitutions(site, org),
        "forms": forms or site_forms(request, site, managed, org),
        "open_forms": forms is not None,
        "today": day,
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def site_page(request: Request, site_id: UUID) -> HttpResponse:
    """One site today."""
    return show(request, "site", _context(request, site_on(site_id, day_of(request.at))))


Act = Callable[[Mapping[str, object]], object]


def _change(request: Request, site_id: UUID, verb: str, act: Act, said: str) -> HttpResponse:
    """Do what the form says and show the site again; the form again when something is wrong."""
    day = day_of(request.at)
    site = site_on(site_id, day)
    org = organisation(day)
    forms = site_forms(request, site, management_of(site_id, day), org)
    form = typed_in(getattr(forms, verb), request)
    if form.is_valid():

        def once() -> str:
            act(form.cleaned_data)
            tell(request, said)
            return reverse("steering:site", args=[site_id])

        try:
            return go(do_once(request, f"steering.management_{verb}", once))
        except BadInput as refusal:
            show_refusal(form, refusal)
    return show(request, "site", _context(request, site, forms), status=422)


def _given(request: Request, site_id: UUID, typed: Mapping[str, object]) -> dict[str, object]:
    """What every action on a joint management is told."""
    return {"site_id": site_id, "on": typed["on"], "by": request.actor, "at": request.at}


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def begin(request: Request, site_id: UUID) -> HttpResponse:
    """The leaders begin to steer the site together."""

    def act(typed: Mapping[str, object]) -> object:
        return begin_management(
            name=str(typed["name"]),
            agreement=str(typed["agreement"]),
            chair_unit_id=UUID(str(typed["unit"])),
            **_given(request, site_id, typed),  # type: ignore[arg-type]  # a day, an actor, an instant
        )

    return _change(request, site_id, "begin", act, _("Den fælles ledelse er skrevet ind."))


def _with_unit(
    request: Request, site_id: UUID, verb: str, action: Callable[..., None], said: str
) -> HttpResponse:
    """An action on one unit."""

    def act(typed: Mapping[str, object]) -> object:
        action(unit_id=UUID(str(typed["unit"])), **_given(request, site_id, typed))
        return None

    return _change(request, site_id, verb, act, said)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def join(request: Request, site_id: UUID) -> HttpResponse:
    """A unit's leader goes into the joint management."""
    return _with_unit(request, site_id, "join", join_management, _("Enheden er med."))


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def leave(request: Request, site_id: UUID) -> HttpResponse:
    """A unit's leader goes out of it."""
    return _with_unit(request, site_id, "leave", leave_management, _("Enheden går ud."))


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def chair(request: Request, site_id: UUID) -> HttpResponse:
    """Another unit leads it."""
    return _with_unit(request, site_id, "chair", set_chair, _("En anden enhed leder samarbejdet."))
