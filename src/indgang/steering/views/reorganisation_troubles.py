"""What is missing: give it to a unit with one press, or answer for it with a reason."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import (
    TroubleLine,
    add_step,
    change_step,
    sign_exceptions,
    troubles,
    unsign_exception,
)
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.steering.forms_reorganisation import SignForm
from indgang.steering.mending import mend, mend_all
from indgang.steering.views.reorganisation_draft import draft_page, faster_page
from indgang.steering.views.reorganisation_page import address, done, drafted, seen_version
from indgang.steering.views.sending import LEADER


def _line(request: Request, lines: tuple[TroubleLine, ...]) -> TroubleLine:
    code, subject = request.POST.get("code", ""), request.POST.get("subject", "")
    for line in lines:
        if (line.code, line.subject) == (code, subject):
            return line
    raise Refused(
        "trouble_gone", _("Det mangler ikke længere."),
        next_step=_("Se listen, som den er nu."),
    )  # fmt: skip


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def trouble_mend(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Add the step that gives what lacks a home to the unit that was pressed."""
    found = drafted(request, reorganisation_id)
    try:
        line = _line(request, troubles(found.id))
        choice = request.POST.get("til", "")
        way = mend_all if request.POST.get("alt") == "ja" else mend
        step = way(line, choice, found.steps) if choice in line.choices else None
        if step is None:
            raise NotFound("no_such_choice", _("Den enhed kan ikke få det. Vælg en anden."))
        common: dict[str, Any] = {
            "reorganisation_id": found.id, "version": seen_version(request, found),
            "kind": step.kind, "detail": step.detail, "position": step.position,
            "by": request.actor, "at": request.at,
        }  # fmt: skip
        act = change_step if step.instead else add_step
        return done(
            request, "mend", lambda: act(**common),
            said=_("Det har fået et hjem. Trinnet står som nummer %(place)d.")
            % {"place": step.position},
            to=address(found, "#mangler"),
        )  # fmt: skip
    except BadInput as refusal:
        return draft_page(request, found, status=422, faster=refusal)
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)


def _named(request: Request, lines: tuple[TroubleLine, ...]) -> list[TroubleLine]:
    """The one trouble that was meant, or all of its kind that nobody has answered for."""
    if request.POST.get("alle") != "ja":
        return [_line(request, lines)]
    code = request.POST.get("code", "")
    return [line for line in lines if line.code == code and line.stops and line.signable]


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def trouble_sign(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Answer for what is not mended, one or all of a kind, with a reason."""
    found = drafted(request, reorganisation_id)
    form = SignForm(request.POST)
    if not form.is_valid():
        return draft_page(
            request, found, status=422, sign_form=form,
            sign_code=request.POST.get("code", ""), sign_subject=request.POST.get("subject", ""),
        )  # fmt: skip
    try:
        lines = _named(request, troubles(found.id))

        def act() -> None:
            sign_exceptions(
                reorganisation_id=found.id,
                exceptions=[(line.code, line.subject) for line in lines],
                reason=form.cleaned_data["reason"],
                by=request.actor,
                at=request.at,
            )

        said = ngettext(
            "Du har underskrevet undtagelsen.",
            "Du har underskrevet %(count)d undtagelser.",
            len(lines),
        ) % {"count": len(lines)}
        return done(request, "sign_exception", act, said=said, to=address(found, "#mangler"))
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def trouble_unsign(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Take a signature back."""
    found = drafted(request, reorganisation_id)
    try:
        return done(
            request, "unsign_exception",
            lambda: unsign_exception(
                reorganisation_id=found.id, code=request.POST.get("code", ""),
                subject=request.POST.get("subject", ""), by=request.actor, at=request.at,
            ),
            said=_("Underskriften er trukket tilbage."), to=address(found, "#mangler"),
        )  # fmt: skip
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)
