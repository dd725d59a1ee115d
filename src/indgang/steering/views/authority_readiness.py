"""Is a task ready for the front desk? Seven criteria, who said so and when (demand E11)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.catalogue.public import ServiceView, service, services
from indgang.competence.public import (
    CRITERION_NAMES,
    Criterion,
    TaskReadiness,
    grants,
    readiness,
    readiness_of,
    record_readiness,
)
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_readiness import CriterionForms
from indgang.steering.views.sending import LEADER, do_once, go, show, tell


@dataclass(frozen=True, slots=True)
class Task:
    """A service with how ready it is. ``given``: the desk decides it by dispensation already."""

    title: str
    service: ServiceView
    readiness: TaskReadiness
    given: bool

    @property
    def met(self) -> int:
        """How many of the criteria are met."""
        return len(self.readiness.criteria) - len(self.readiness.missing)

    @property
    def looked_at(self) -> int:
        """How many criteria somebody has said yes or no to."""
        return sum(one.met is not None for one in self.readiness.criteria)


def _tasks(request: Request) -> list[Task]:
    language = get_language() or "da"
    today = day_of(request.at)
    known = [one for one in services().values() if one.by_municipality]
    ready = {one.kle: one for one in readiness_of((each.kle for each in known), today)}
    given = {line.kle for line in grants(today, kind="dispensation", action="decide")}
    tasks = [Task(one.title(language), one, ready[one.kle], one.kle in given) for one in known]
    return sorted(tasks, key=lambda task: (-task.met, danish_order(task.title)))


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def readiness_page(request: Request) -> HttpResponse:
    """Every task with how many criteria are met; ready, begun, and not looked at."""
    shown = request.GET.get("vis", "begyndt")
    every = _tasks(request)
    chosen = {
        "klar": [task for task in every if task.readiness.ready],
        "begyndt": [task for task in every if task.looked_at or task.given],
        "alle": every,
    }.get(shown, every)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "readiness",
        "tasks": chosen,
        "shown": shown,
        "ready": sum(task.readiness.ready for task in every),
        "begun": sum(bool(task.looked_at) for task in every),
        "count": len(every),
        "names": CRITERION_NAMES,
    }
    return show(request, "authority_readiness", context)


def _named(criteria: tuple[Criterion, ...]) -> list[tuple[Criterion, str]]:
    return [(one, str(CRITERION_NAMES[one.criterion]).capitalize()) for one in criteria]


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET", "POST"])
def task_page(request: Request, code: str) -> HttpResponse:
    """One task: each criterion with who said so; a leader says it here."""
    what = service(code)
    today = day_of(request.at)
    now = readiness(what.kle, today)
    sent = request.POST if request.method == "POST" else None
    form = CriterionForms(sent, criteria=now.criteria)
    context: dict[str, object] = {
        "here": "authority",
        "tab": "readiness",
        "what": what,
        "title": what.title(get_language() or "da"),
        "task": now,
        "form": form,
        "rows": [
            (one, name, form[f"{one.criterion}_met"], form[f"{one.criterion}_note"])
            for one, name in _named(now.criteria)
        ],
        "given": [line for line in grants(today, kind="dispensation", kle=what.kle)
                  if line.action == "decide"],
    }  # fmt: skip
    if request.method == "GET":
        return show(request, "authority_task", context)
    if not request.actor.holds(*LEADER):
        form.add_error(None, _("Kun ledere kan skrive det ind."))
    if form.is_valid():
        said = form.said()

        def act() -> str:
            for criterion, met, note in said:
                record_readiness(
                    kle=what.kle, criterion=criterion, met=met, note=note,
                    by=request.actor, at=request.at,
                )  # fmt: skip
            told = ngettext("%(n)d ting er skrevet ind.", "%(n)d ting er skrevet ind.", len(said))
            tell(request, told % {"n": len(said)})
            return reverse("steering:task", args=[code])

        try:
            return go(do_once(request, "steering.record_readiness", act))
        except BadInput as wrong:
            show_refusal(form, wrong)
    return show(request, "authority_task", context, status=422)
