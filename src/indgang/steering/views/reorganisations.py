"""The list of reorganisations; a new one; its name, day and reason; giving it up."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import (
    Line,
    State,
    begin_draft,
    change_draft,
    reorganisations,
    withdraw,
)
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_reorganisation import DraftForm
from indgang.steering.views.reorganisation_page import address, done, drafted, seen_version
from indgang.steering.views.sending import LEADER, do_once, go, show, tell


@dataclass(frozen=True, slots=True)
class Group:
    """Reorganisations in one state, with a line on what that means."""

    heading: str
    hint: str
    lines: tuple[Line, ...]


def example_address() -> str:
    """Where the demonstration's example spreadsheet is; "" in a real municipality."""
    try:
        return reverse("example_sheet")
    except NoReverseMatch:
        return ""


def _groups(lines: tuple[Line, ...], *, leads: bool) -> list[Group]:
    told = [
        (State.DRAFT, _("Udkast"), _("Intet er bestemt endnu.")),
        (State.ENACTED, _("Vedtaget"), _("Træder i kraft af sig selv på dagen.")),
        (State.IN_EFFECT, _("Trådt i kraft"), _("Sådan er organisationen nu.")),
        (State.UNDONE, _("Fortrudt"), _("Fortrudt før dagen. Alt er, som det var.")),
        (State.WITHDRAWN, _("Trukket tilbage"), _("Udkast, der ikke blev til noget.")),
    ]
    if not leads:
        told = [one for one in told if one[0] not in (State.DRAFT, State.WITHDRAWN)]
    groups = [
        Group(heading, hint, tuple(line for line in lines if line.state == state))
        for state, heading, hint in told
    ]
    return [group for group in groups if group.lines]


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def reorganisation_list(request: Request) -> HttpResponse:
    """Drafts, signed ones, those in effect, and those taken back."""
    leads = request.actor.holds(*LEADER)
    context: dict[str, object] = {
        "here": "reorganisations",
        "groups": _groups(reorganisations(), leads=leads),
        "example": example_address(),
        "today": day_of(request.at),
    }
    return show(request, "reorganisation_list", context)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """A new draft: title, day, reason."""
    first = day_of(request.at) + timedelta(days=30)
    form = DraftForm(request.POST or None, initial={"effective_on": first})
    context: dict[str, object] = {
        "here": "reorganisations", "form": form, "today": day_of(request.at),
    }  # fmt: skip
    if request.method == "GET":
        return show(request, "reorganisation_new", context)
    if form.is_valid():
        try:
            there = do_once(
                request, "steering.begin_draft",
                lambda: address(begin_draft(**form.cleaned_data, by=request.actor, at=request.at)),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
        else:
            tell(request, _("Udkastet er lavet. Læg trin i det, eller hent dem fra et regneark."))
            return go(there)
    return show(request, "reorganisation_new", context, status=422)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def edit(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Another title, day or reason. Signatures fall when the day moves; the page says so."""
    found = drafted(request, reorganisation_id)
    form = DraftForm(
        request.POST or None,
        initial={
            "title": found.title, "effective_on": found.effective_on, "reason": found.reason,
        },
    )  # fmt: skip
    context: dict[str, object] = {
        "here": "reorganisations", "form": form, "draft": found, "today": day_of(request.at),
    }  # fmt: skip
    if request.method == "GET":
        return show(request, "reorganisation_edit", context)
    if form.is_valid():
        try:
            return done(
                request, "change_draft",
                lambda: change_draft(
                    reorganisation_id=found.id, version=seen_version(request, found),
                    **form.cleaned_data, by=request.actor, at=request.at,
                ),
                said=_("Omlægningen er ændret."), to=address(found),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
        except Refused as refusal:
            context["faster"] = refusal
            return show(request, "reorganisation_edit", context, status=409)
    return show(request, "reorganisation_edit", context, status=422)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def give_up(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Give a draft up; it is kept."""
    found = drafted(request, reorganisation_id)
    if request.method == "GET":
        return show(request, "reorganisation_give_up", {"here": "reorganisations", "draft": found})
    return done(
        request, "withdraw",
        lambda: withdraw(reorganisation_id=found.id, by=request.actor, at=request.at),
        said=_("Udkastet er trukket tilbage. Det kan stadig læses her."), to=address(found),
    )  # fmt: skip
