"""One reorganisation: the draft as it is worked on, or what became of it."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import (
    Draft,
    Preview,
    State,
    TreeNode,
    TroubleLine,
    move_step,
    preview,
    remove_step,
    reorganisations,
    troubles,
)
from indgang.shared.clock import day_of
from indgang.shared.errors import Refused
from indgang.steering.forms_reorganisation import SheetForm, SignForm
from indgang.steering.reorganisation_checks import grouped, may_enact, standing
from indgang.steering.reorganisation_words import STEP_KINDS, counting_sentence
from indgang.steering.views.reorganisation_page import (
    address,
    done,
    drafted,
    opened,
    seen_version,
)
from indgang.steering.views.reorganisations import example_address
from indgang.steering.views.sending import LEADER, show


def unit_names(trees: Preview) -> dict[str, str]:
    """The names of all units of both trees by key; what they are called afterwards, if there."""
    found: dict[str, str] = {}

    def walk(nodes: tuple[TreeNode, ...]) -> None:
        for node in nodes:
            found[node.key] = node.name
            walk(node.children)

    walk(trees.before)
    walk(trees.after)
    return found


def homeless_tasks(lines: tuple[TroubleLine, ...]) -> int:
    """How many tasks still lack a home."""
    return sum(1 for line in lines if line.code == "task_without_home" and line.stops)


def _waiting_days(found: Draft) -> tuple[date, ...]:
    return tuple(
        line.effective_on
        for line in reorganisations()
        if line.state == State.ENACTED and line.id != found.id
    )


def draft_context(request: Request, found: Draft) -> dict[str, object]:
    """All that the page of a draft shows."""
    trees, lines = preview(found.id), troubles(found.id)
    names = unit_names(trees)
    stops = tuple(line for line in lines if line.stops and line.code != "step_problem")
    today = day_of(request.at)
    return {
        "here": "reorganisations",
        "draft": found,
        "trees": trees,
        "sentence": counting_sentence(trees.totals, homeless_tasks(lines)),
        "missing": grouped(found, stops, names),
        "signed": tuple(line for line in lines if line.signed_at is not None),
        "worth_knowing": grouped(
            found, tuple(line for line in lines if not line.must and not line.signed_at), names
        ),
        "standing": standing(
            found, lines, actor=request.actor, today=today, waiting=_waiting_days(found)
        ),
        "step_kinds": STEP_KINDS,
        "last": len(found.steps),
        "sheet_form": SheetForm(),
        "sign_form": SignForm(),
        "example": example_address(),
        "today": today,
    }


def draft_page(
    request: Request, found: Draft, *, status: int = 200, **more: object
) -> HttpResponse:
    """The page of a draft, also with a form of it that was refused."""
    context = {**draft_context(request, found), **more}
    return show(request, "reorganisation_draft", context, status=status)


def faster_page(request: Request, reorganisation_id: UUID, refusal: Refused) -> HttpResponse:
    """The draft as it is now, with why the press did nothing."""
    found = opened(request, reorganisation_id)
    if found.state != State.DRAFT:
        raise refusal
    return draft_page(request, found, status=refusal.status, faster=refusal)


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def one(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """A draft, or a signed one with what became of it."""
    found = opened(request, reorganisation_id)
    if found.state == State.DRAFT:
        return draft_page(request, found)
    today = day_of(request.at)
    trees = preview(found.id) if found.state != State.WITHDRAWN else None
    may, others = may_enact(request.actor, today)
    lines = troubles(found.id) if found.state != State.WITHDRAWN else ()
    context: dict[str, object] = {
        "here": "reorganisations",
        "draft": found,
        "sentence": counting_sentence(trees.totals, 0) if trees else "",
        "signed": tuple(line for line in lines if line.signed_at is not None),
        "days": (found.effective_on - today).days,
        "can_undo": found.state == State.ENACTED and found.effective_on > today,
        "may": may,
        "others": others,
        "today": today,
    }
    return show(request, "reorganisation_signed", context)


def _position(request: Request) -> int:
    text = request.POST.get("til", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def step_remove(request: Request, reorganisation_id: UUID, position: int) -> HttpResponse:
    """Take a step out."""
    found = drafted(request, reorganisation_id)
    try:
        return done(
            request, "remove_step",
            lambda: remove_step(
                reorganisation_id=found.id, version=seen_version(request, found),
                position=position, by=request.actor, at=request.at,
            ),
            said=_("Trinnet er fjernet."), to=address(found, "#trin"),
        )  # fmt: skip
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def step_move(request: Request, reorganisation_id: UUID, position: int) -> HttpResponse:
    """Let a step come earlier or later."""
    found = drafted(request, reorganisation_id)
    to = _position(request)
    try:
        return done(
            request, "move_step",
            lambda: move_step(
                reorganisation_id=found.id, version=seen_version(request, found),
                position=position, to=to, by=request.actor, at=request.at,
            ),
            said=_("Trinnet er flyttet til plads %(place)d.") % {"place": to},
            to=address(found, f"#trin-{to}"),
        )  # fmt: skip
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)
