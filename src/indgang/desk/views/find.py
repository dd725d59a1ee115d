"""Find a citizen: by number or by name, with the reason first."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, log_look_up, page
from indgang.citizens.public import (
    CitizenView,
    NotACprError,
    by_cpr,
    by_cvr,
    citizen,
    parse_cpr,
    search,
)
from indgang.desk.forms import FindForm, PurposeForm
from indgang.desk.rules import ATTENDING, number_kind
from indgang.desk.views.purposes import begin, end
from indgang.desk.views.sending import go, show
from indgang.journey.enquiry.public import enquiry_by_number
from indgang.organisation.public import successor, unit_as_known
from indgang.shared import audit
from indgang.shared.clock import day_of
from indgang.shared.identifiers import read_spoken_number
from indgang.shared.rowsecurity import enter

_MOST = 20


def _cpr_problem(problem: str) -> str:
    return {
        "length": _("Et CPR-nummer har ti cifre. Se efter, om der mangler et."),
        "date": _("De første seks cifre er ikke en dato. Se efter, om de er byttet om."),
        "future": _("Fødselsdagen ligger ude i fremtiden. Se efter, om der er tastet forkert."),
    }[problem]


def hits(request: Request, form: FindForm) -> tuple[str, list[CitizenView]] | None:
    """What the form asks for: the kind of search and the citizens. ``None``: the form has errors.

    That somebody searched is written in the audit, without the words.
    """
    if not form.is_valid():
        return None
    words, day = form.cleaned_data["words"].strip(), day_of(request.at)
    kind = number_kind(words)
    found: list[CitizenView] = []
    enter(request.actor, purpose=form.cleaned_data["purpose"])
    if form.cleaned_data["born"] and form.cleaned_data["born"] > day:
        form.add_error(
            "born", _("Fødselsdagen ligger ude i fremtiden. Se efter, om der er tastet forkert.")
        )
        return None
    if kind == "cpr":
        try:
            one = by_cpr(parse_cpr(words, at=day), day)
        except NotACprError as error:
            form.add_error("words", _cpr_problem(error.problem))
            return None
        found = [one] if one else []
    elif kind == "cvr":
        company = by_cvr("".join(c for c in words if c.isdigit()), day)
        found = [company] if company else []
    elif kind == "name":
        found = search(words, day, born=form.cleaned_data["born"], limit=_MOST + 1)
    else:
        form.add_error(
            "words",
            _("Et CPR-nummer har ti cifre, og et CVR-nummer har otte. Mangler der et?"),
        )
        return None
    audit.record(
        "desk.search", by=request.actor, at=request.at,
        detail={"by": kind, "purpose": form.cleaned_data["purpose"], "hits": len(found)},
    )  # fmt: skip
    return kind, found


def open_hit(request: Request, citizen_id: UUID, purpose: str, channel: str) -> None:
    """A search has led to this citizen: keep why, and write that the search was made."""
    begin(request, citizen_id, purpose=purpose, channel=channel)
    log_look_up(
        subject_id=citizen_id, what="search", purpose=purpose, channel=channel,
        by=request.actor, at=request.at,
    )  # fmt: skip


def _by_receipt(request: Request, form: FindForm) -> HttpResponse | None:
    """To the enquiry whose number somebody brought; its page logs the look itself."""
    number = read_spoken_number(request.POST.get("words", ""), "H")
    asked = enquiry_by_number(number) if number else None
    if asked is None:
        return None
    if asked.unit_id in request.actor.unit_ids:
        return go(reverse("desk:enquiry", args=[asked.enquiry_id]))
    day = day_of(request.at)
    now = successor(asked.unit_id, "", day, since=day_of(asked.received_at)) or asked.unit_id
    unit = unit_as_known(now, day)
    if unit is None:
        return None
    form.add_error(
        "words",
        _("Den henvendelse ligger hos %(unit)s, %(phone)s")
        % {"unit": unit.name, "phone": unit.phone},
    )
    return show(request, "find", {"form": form, "here": "find"}, status=422)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["GET", "POST"])
def find(request: Request) -> HttpResponse:
    """The search. A number leads straight to the citizen or the enquiry; a name shows who."""
    form = FindForm(request.POST or None, actor=request.actor)
    context: dict[str, Any] = {"form": form, "here": "find"}
    if request.method != "POST":
        return show(request, "find", context)
    receipt = _by_receipt(request, form)
    if receipt is not None:
        return receipt
    result = hits(request, form)
    if result is None:
        return show(request, "find", context, status=422)
    kind, found = result
    if kind in ("cpr", "cvr") and found:
        open_hit(
            request, found[0].citizen_id,
            form.cleaned_data["purpose"], form.cleaned_data["channel"],
        )  # fmt: skip
        return go(reverse("desk:citizen", args=[found[0].citizen_id]))
    context.update(
        hits=found[:_MOST], too_many=len(found) > _MOST, searched=True,
        purpose=form.cleaned_data["purpose"], channel=form.cleaned_data["channel"],
    )  # fmt: skip
    return show(request, "find", context)


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["POST"])
def open_citizen(request: Request, citizen_id: UUID) -> HttpResponse:
    """The reason is given: open the citizen's page."""
    form = PurposeForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return show(request, "purpose", {"form": form, "citizen_id": citizen_id}, status=422)
    enter(request.actor, purpose=form.cleaned_data["purpose"])
    citizen(citizen_id, day_of(request.at))  # a citizen that is not there is not found
    open_hit(request, citizen_id, form.cleaned_data["purpose"], form.cleaned_data["channel"])
    return go(reverse("desk:citizen", args=[citizen_id]))


@page(Audience.STAFF, purpose="guidance", functions=ATTENDING)
@require_http_methods(["POST"])
def close_citizen(request: Request, citizen_id: UUID) -> HttpResponse:
    """The citizen has gone."""
    end(request, citizen_id)
    return go(reverse("desk:home"))
