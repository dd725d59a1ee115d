"""Enacting a reorganisation, and taking it back before its day."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import Explanation, NotCompetentError, explain
from indgang.organisation.public import organisation
from indgang.reorganisation.public import Draft, Preview, State, enact, telling, undo
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_reorganisation import UndoForm
from indgang.steering.reorganisation_checks import may_enact
from indgang.steering.views.reorganisation_draft import draft_context
from indgang.steering.views.reorganisation_page import address, drafted, opened, seen_version
from indgang.steering.views.reorganisation_preview import moving
from indgang.steering.views.sending import LEADER, do_once, go, show, tell

_NO = "no"


def _done_or_refused(
    request: Request, action: str, act: Callable[[], None], to: str
) -> tuple[str, Explanation | None]:
    """Do it once. A no for want of authority is kept in the audit, and explained."""
    refused: list[NotCompetentError] = []

    def once() -> str:
        try:
            act()
        except NotCompetentError as no:
            refused.append(no)
            return _NO
        return to

    answer = do_once(request, f"steering.{action}", once)
    if answer != _NO:
        return answer, None
    day = day_of(request.at)
    if refused:
        return "", explain(refused[0].verdict, organisation(day))
    return "", may_enact(request.actor, day)[0]


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def enact_page(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """What will happen, on which day, and the button."""
    found = opened(request, reorganisation_id)
    if request.method == "GET":
        return _enact_form(request, drafted(request, reorganisation_id))
    if found.state != State.DRAFT:  # pressed twice, or a colleague pressed first
        return go(address(found))
    try:
        there, refused = _done_or_refused(
            request, "enact",
            lambda: enact(
                reorganisation_id=found.id, version=seen_version(request, found),
                by=request.actor, at=request.at,
            ),
            address(found),
        )  # fmt: skip
    except Refused as refusal:
        latest = opened(request, reorganisation_id)
        if latest.state != State.DRAFT:
            return go(address(latest))
        return _enact_form(request, latest, status=refusal.status, refusal=refusal)
    if refused is not None:
        return _enact_form(request, found, status=403, refused=refused)
    tell(
        request,
        _("Omlægningen er vedtaget og trådt i kraft.")
        if found.effective_on <= day_of(request.at)
        else _("Omlægningen er vedtaget. Den træder selv i kraft på dagen."),
    )
    return go(there)


def _enact_form(
    request: Request, found: Draft, *, status: int = 200, **more: object
) -> HttpResponse:
    context = draft_context(request, found)
    trees = context["trees"]
    assert isinstance(trees, Preview)
    context |= {
        "moving": moving(trees.carried),
        "told_view": telling(found.id),
        "is_today": found.effective_on <= day_of(request.at),
        **more,
    }
    return show(request, "reorganisation_enact", context, status=status)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def undo_page(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Take a signed one back, with a reason, before its day."""
    found = opened(request, reorganisation_id)
    if found.state == State.UNDONE and request.method == "POST":  # pressed twice
        return go(address(found))
    if found.state != State.ENACTED:
        raise Refused(
            "cannot_undo", _("Omlægningen kan ikke fortrydes."),
            next_step=_("Lav en ny omlægning, hvis noget skal være anderledes."),
        )  # fmt: skip
    form = UndoForm(request.POST or None)
    context: dict[str, object] = {"here": "reorganisations", "draft": found, "form": form}
    if request.method == "GET":
        return show(request, "reorganisation_undo", context)
    if not form.is_valid():
        return show(request, "reorganisation_undo", context, status=422)
    try:
        there, refused = _done_or_refused(
            request, "undo",
            lambda: undo(
                reorganisation_id=found.id, reason=form.cleaned_data["reason"],
                by=request.actor, at=request.at,
            ),
            address(found),
        )  # fmt: skip
    except BadInput as refusal:
        show_refusal(form, refusal)
        return show(request, "reorganisation_undo", context, status=422)
    except Refused as refusal:
        return show(
            request, "reorganisation_undo", {**context, "refusal": refusal}, status=refusal.status
        )
    if refused is not None:
        return show(request, "reorganisation_undo", {**context, "refused": refused}, status=403)
    tell(request, _("Omlægningen er fortrudt. Alt er, som det var."))
    return go(there)
