"""Adding a step and changing one; a split in two pages; all steps from a spreadsheet."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.reorganisation.public import (
    Draft,
    Split,
    StepLine,
    add_step,
    change_step,
    steps_from_sheet,
)
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_reorganisation import SheetForm, show_refusal_as
from indgang.steering.forms_split import SplitForm, SplitUnitForm
from indgang.steering.forms_steps import FORMS, CreateForm, StepForm
from indgang.steering.reorganisation_choices import Choices, choices_of
from indgang.steering.reorganisation_words import STEP_KINDS
from indgang.steering.views.reorganisation_draft import draft_page, faster_page
from indgang.steering.views.reorganisation_page import address, done, drafted, seen_version
from indgang.steering.views.sending import LEADER, show


def _store(
    request: Request, found: Draft, kind: str, detail: dict[str, Any], line: StepLine | None
) -> HttpResponse:
    """Add the step, or put it in the place of another."""
    common: dict[str, Any] = {
        "reorganisation_id": found.id, "version": seen_version(request, found),
        "kind": kind, "detail": detail, "by": request.actor, "at": request.at,
    }  # fmt: skip
    if line is None:
        return done(
            request, "add_step", lambda: add_step(**common),
            said=_("Trinnet er lagt til."), to=address(found, "#trin"),
        )  # fmt: skip
    return done(
        request, "change_step", lambda: change_step(**common, position=line.position),
        said=_("Trinnet er ændret."), to=address(found, f"#trin-{line.position}"),
    )  # fmt: skip


def _context(found: Draft, kind: str, choices: Choices, line: StepLine | None) -> dict[str, Any]:
    title, hint = STEP_KINDS[kind]
    return {
        "here": "reorganisations", "draft": found, "kind": kind, "title": title, "hint": hint,
        "choices": choices, "line": line,
    }  # fmt: skip


def _from_address(request: Request, form: type[StepForm], choices: Choices) -> dict[str, Any]:
    """What a link on the draft's page has already chosen."""
    asked = {"to_unit": choices.units, "unit": choices.units, "from_unit": choices.units}
    found = {
        name: request.GET[name]
        for name, names in asked.items()
        if request.GET.get(name, "") in names.labels
    }
    if request.GET.get("new_function") == "leader":
        found["new_function"] = "leader"
    return found


def _plain_step(request: Request, found: Draft, kind: str, line: StepLine | None) -> HttpResponse:
    choices = choices_of(found)
    shape = FORMS[kind]
    if line is not None and line.step is not None:
        initial = shape.initial_of(line.step)
    else:
        initial = _from_address(request, shape, choices)
    form = shape(request.POST or None, initial=initial, choices=choices)
    context = {**_context(found, kind, choices, line), "form": form}
    if isinstance(form, CreateForm) and line is not None:
        form.key = str(line.detail.get("unit", ""))
    if request.method == "GET" or "more" in request.POST:
        form = shape(initial={**initial, **request.POST.dict()}, choices=choices)
        return show(request, "reorganisation_step", {**context, "form": form})
    if form.is_valid():
        try:
            return _store(request, found, kind, form.detail(), line)
        except BadInput as refusal:
            show_refusal_as(form, refusal, form.renamed)
        except Refused as refusal:
            context["faster"] = refusal
            return show(request, "reorganisation_step", context, status=refusal.status)
    return show(request, "reorganisation_step", context, status=422)


def _split(request: Request, found: Draft, line: StepLine | None) -> HttpResponse:
    choices = choices_of(found)
    step = line.step if line is not None and isinstance(line.step, Split) else None
    context = _context(found, "split", choices, line)
    asked = "enhed" in request.GET
    first = {"enhed": step.unit} if step else {}
    if step is not None:
        first |= {f"del_{n}": part.unit for n, part in enumerate(step.parts, start=1)}
    units = SplitUnitForm(request.GET if asked else None, initial=first, choices=choices)
    if asked and not units.is_valid():
        return show(request, "reorganisation_split_unit", {**context, "form": units}, status=422)
    if asked:
        unit, parts = units.cleaned_data["enhed"], units.parts
    elif step is not None and "enheder" not in request.GET:
        unit, parts = step.unit, tuple(part.unit for part in step.parts)
    else:
        return show(request, "reorganisation_split_unit", {**context, "form": units})
    kept = step if step is not None and step.unit == unit else None
    form = SplitForm(request.POST or None, choices=choices, unit=unit, parts=parts, step=kept)
    context |= {
        "form": form, "unit_name": choices.units.label_of(unit), "unit": unit,
        "part_names": [choices.units.label_of(part) for part in parts],
    }  # fmt: skip
    if request.method == "GET":
        return show(request, "reorganisation_split", context)
    if form.is_valid():
        try:
            return _store(request, found, "split", form.detail(), line)
        except BadInput as refusal:
            show_refusal(form, refusal)
        except Refused as refusal:
            context["faster"] = refusal
            return show(request, "reorganisation_split", context, status=refusal.status)
    return show(request, "reorganisation_split", context, status=422)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def step_add(request: Request, reorganisation_id: UUID, kind: str) -> HttpResponse:
    """A new step, last in the list."""
    if kind not in STEP_KINDS:
        raise Http404
    found = drafted(request, reorganisation_id)
    if kind == "split":
        return _split(request, found, None)
    return _plain_step(request, found, kind, None)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET", "POST"])
def step_edit(request: Request, reorganisation_id: UUID, position: int) -> HttpResponse:
    """Change a step, in its place."""
    found = drafted(request, reorganisation_id)
    line = next((line for line in found.steps if line.position == position), None)
    if line is None or line.kind not in STEP_KINDS:
        raise NotFound(
            "no_such_step", _("Trinnet er der ikke længere."),
            next_step=_("Gå tilbage til omlægningen, og se trinnene, som de er nu."),
        )  # fmt: skip
    if line.kind == "split":
        return _split(request, found, line)
    return _plain_step(request, found, line.kind, line)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def sheet(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Let the steps be those of a spreadsheet. One wrong row, and nothing is changed."""
    found = drafted(request, reorganisation_id)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return draft_page(request, found, status=422, sheet_form=form)
    given = form.cleaned_data["sheet"]
    try:
        return done(
            request, "steps_from_sheet",
            lambda: steps_from_sheet(
                reorganisation_id=found.id, version=seen_version(request, found),
                content=given.read(), name=given.name or "", by=request.actor, at=request.at,
            ),
            said=_("Trinnene er hentet fra regnearket."), to=address(found, "#trin"),
        )  # fmt: skip
    except BadInput as refusal:
        return draft_page(
            request, found, status=422, sheet_refused=refusal,
            sheet_errors=list(refusal.fields.items()),
        )  # fmt: skip
    except Refused as refusal:
        return faster_page(request, reorganisation_id, refusal)
