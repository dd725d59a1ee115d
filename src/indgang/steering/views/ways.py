"""Ways of working: what is new, who has taken it into use, who is trained (demand O8)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput
from indgang.steering.forms import show_refusal, typed_in
from indgang.steering.subjects import Subject, subjects
from indgang.steering.views.sending import LEADER, do_once, go, show, tell
from indgang.steering.way_uptake import WayForms, uptake_lines, way_forms
from indgang.steering.words import WAY_KINDS
from indgang.ways.public import (
    WayView,
    all_ways,
    record_training,
    stop_using,
    take_up,
    trained_in,
    uptakes,
    uptakes_of,
    way,
)


@dataclass(frozen=True, slots=True)
class WayLine:
    """A way in the list, and how many units use it today."""

    way: WayView
    kind: Promise | str
    subject: Subject
    units: int


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def ways(request: Request) -> HttpResponse:
    """Every way of working."""
    day = day_of(request.at)
    in_use = uptakes(day)
    found = all_ways(get_language() or "da")
    names = subjects((one.kle for one in found), day)
    lines = [
        WayLine(
            one,
            WAY_KINDS.get(one.kind, one.kind),
            names[one.kle],
            sum(way_id == one.way_id for way_id, _unit in in_use),
        )
        for one in found
    ]
    return show(request, "ways", {"here": "ways", "lines": lines})


def _context(request: Request, found: WayView, forms: WayForms | None = None) -> dict[str, object]:
    day = day_of(request.at)
    lines = uptake_lines(uptakes_of(found.way_id), found.way_id, day)
    return {
        "here": "ways",
        "way": found,
        "kind": WAY_KINDS.get(found.kind, found.kind),
        "subject": subjects([found.kle], day)[found.kle],
        "lines": lines,
        "trained": len(trained_in(found.way_id, day)),
        "forms": forms or way_forms(request, found.way_id, lines),
        "open_forms": forms is not None,
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def way_page(request: Request, key: str) -> HttpResponse:
    """One way of working: how it is done, and who does it."""
    return show(request, "way", _context(request, way(key, get_language() or "da")))


Act = Callable[[WayView, Mapping[str, Any]], object]


def _change(request: Request, key: str, verb: str, act: Act, said: str) -> HttpResponse:
    """Do what the form says and show the way again; the form again when something is wrong."""
    day = day_of(request.at)
    found = way(key, get_language() or "da")
    lines = uptake_lines(uptakes_of(found.way_id), found.way_id, day)
    forms = way_forms(request, found.way_id, lines)
    form = typed_in(getattr(forms, verb), request)
    if form.is_valid():

        def once() -> str:
            act(found, form.cleaned_data)
            tell(request, said)
            return reverse("steering:way", args=[key])

        try:
            return go(do_once(request, f"steering.way_{verb}", once))
        except BadInput as refusal:
            show_refusal(form, refusal)
    return show(request, "way", _context(request, found, forms), status=422)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def begin(request: Request, key: str) -> HttpResponse:
    """A unit takes the way into use."""

    def act(found: WayView, typed: Mapping[str, Any]) -> object:
        return take_up(
            way_id=found.way_id, unit_id=UUID(typed["unit"]), on=typed["on"], note=typed["note"],
            by=request.actor, at=request.at,
        )  # fmt: skip

    return _change(request, key, "begin", act, _("Enheden tager arbejdsgangen i brug."))


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def stop(request: Request, key: str) -> HttpResponse:
    """A unit does not use it any more."""

    def act(found: WayView, typed: Mapping[str, Any]) -> object:
        stop_using(
            way_id=found.way_id, unit_id=UUID(typed["unit"]), on=typed["on"], by=request.actor,
            at=request.at,
        )  # fmt: skip
        return None

    return _change(request, key, "stop", act, _("Enheden holder op med at bruge den."))


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def train(request: Request, key: str) -> HttpResponse:
    """People were trained."""

    def act(found: WayView, typed: Mapping[str, Any]) -> object:
        return record_training(
            way_id=found.way_id, person_ids=[UUID(one) for one in typed["people"]],
            on=typed["on"], by=request.actor, at=request.at,
        )  # fmt: skip

    return _change(request, key, "train", act, _("Oplæringen er skrevet ind."))
