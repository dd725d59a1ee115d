"""Conflicts of interest in the units that I lead: who is barred, and what is done (O6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, log_look_up, page
from indgang.citizens.public import citizen
from indgang.competence.public import (
    ConflictLine,
    Matter,
    conflicts,
    end_conflict,
    has_conflict,
    who_may,
)
from indgang.journey.case.public import (
    CaseView,
    barred_cases,
    conflict_line,
    leads_conflict,
    settle_conflict,
)
from indgang.organisation.public import Organisation, organisation, staff_lines
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput, NotFound, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_conflict import SettleForm
from indgang.steering.views.sending import LEADER, do_once, go, show, tell


def _led(request: Request, org: Organisation) -> set[UUID]:
    """The units that I lead, with all below them."""
    return {unit_id for unit_id in org.units if org.led_by(request.actor.posts, unit_id)}


def waiting_for(request: Request) -> tuple[ConflictLine, ...]:
    """What is recorded about people in the units that I lead; what waits comes first."""
    today = day_of(request.at)
    staff = staff_lines(_led(request, organisation(today)), today)
    people = {line.person_id for lines in staff.values() for line in lines}
    mine = request.actor.person_id
    return tuple(line for line in conflicts(person_ids=people) if line.person_id != mine)


@dataclass(frozen=True, slots=True)
class Line:
    """A conflict with the cases it touches, without their content."""

    conflict: ConflictLine
    cases: tuple[CaseView, ...]


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["GET"])
def conflicts_page(request: Request) -> HttpResponse:
    """The leader's list: who is barred from which case, and what waits for me."""
    today = day_of(request.at)
    found = [Line(one, barred_cases(one, today)) for one in waiting_for(request)]
    context: dict[str, object] = {
        "here": "authority",
        "tab": "conflicts",
        "waiting": [line for line in found if not line.conflict.handling],
        "handled": [line for line in found if line.conflict.handling],
        "english": (get_language() or "da").startswith("en"),
    }
    return show(request, "authority_conflicts", context)


def _of_mine(request: Request, conflict_id: UUID) -> ConflictLine:
    line = conflict_line(conflict_id)
    if line.ended_at is not None or not leads_conflict(line, request.actor, day_of(request.at)):
        raise NotFound("no_such_conflict", _("Vi kan ikke finde det."))
    return line


def _colleagues(
    line: ConflictLine, cases: Iterable[CaseView], request: Request
) -> list[tuple[str, str]]:
    """Those in the cases' units who are not barred themselves, and are somebody else."""
    staff = staff_lines({one.unit_id for one in cases}, day_of(request.at))
    found = {
        each.person_id: each.name
        for lines in staff.values()
        for each in lines
        if each.function in ("caseworker", "specialist", "coordinator", "leader", "front_desk")
        and each.person_id not in (line.person_id, request.actor.person_id)
        and not has_conflict(each.person_id, line.subject_id, line.case_id)
    }
    return _ordered(found)


def _substitutes(
    line: ConflictLine, cases: Iterable[CaseView], request: Request
) -> list[tuple[str, str]]:
    """Those in other units who may decide such a case today."""
    found = {}
    for one in cases:
        for unit in who_may("decide", Matter(one.kle, one.amount), day_of(request.at)):
            if unit.unit_id == one.unit_id:
                continue
            for each in unit.people:
                if not has_conflict(each.person_id, line.subject_id, line.case_id):
                    found[each.person_id] = f"{each.name}, {unit.name}"
    return _ordered(found)


def _ordered(found: dict[UUID, str]) -> list[tuple[str, str]]:
    pairs = [(str(key), name) for key, name in found.items()]
    return sorted(pairs, key=lambda pair: danish_order(pair[1]))


@page(Audience.STAFF, purpose="casework", functions=LEADER)
@require_http_methods(["GET", "POST"])
def conflict_page(request: Request, conflict_id: UUID) -> HttpResponse:
    """One of them: what is said, and what I do about it. The look at the citizen is logged."""
    today = day_of(request.at)
    line = _of_mine(request, conflict_id)
    cases = barred_cases(line, today)
    log_look_up(
        subject_id=line.subject_id, what="conflict", purpose="casework", object_id=conflict_id,
        by=request.actor, at=request.at,
    )  # fmt: skip
    units = organisation(today).units
    form = SettleForm(
        request.POST if request.method == "POST" else None,
        colleagues=_colleagues(line, cases, request),
        substitutes=_substitutes(line, cases, request),
    )
    context: dict[str, object] = {
        "here": "authority",
        "tab": "conflicts",
        "conflict": line,
        "who": citizen(line.subject_id, today),
        "cases": [(one, units.get(one.unit_id)) for one in cases],
        "english": (get_language() or "da").startswith("en"),
        "form": form,
    }
    if request.method == "GET":
        return show(request, "authority_conflict", context)
    if form.is_valid():

        def act() -> str:
            settle_conflict(
                conflict_id=conflict_id, handling=form.cleaned_data["handling"],
                to_person_id=form.receiver(), reason=form.cleaned_data["reason"],
                by=request.actor, at=request.at,
            )  # fmt: skip
            tell(request, _("Det er skrevet ned, og sagen er, hvor den skal være."))
            return reverse("steering:conflicts")

        try:
            return go(do_once(request, "steering.settle_conflict", act))
        except BadInput as wrong:
            show_refusal(form, wrong)
        except Refused as refused:
            form.add_error(None, f"{refused.message} {refused.next_step}")
    return show(request, "authority_conflict", context, status=422)


@page(Audience.STAFF, purpose="casework", functions=LEADER)
@require_http_methods(["POST"])
def end_conflict_page(request: Request, conflict_id: UUID) -> HttpResponse:
    """It was a mistake, or it is over: the person may act again."""
    _of_mine(request, conflict_id)

    def act() -> str:
        end_conflict(conflict_id=conflict_id, by=request.actor, at=request.at)
        tell(request, _("Personen er ikke inhabil længere."))
        return reverse("steering:conflicts")

    return go(do_once(request, "steering.end_conflict", act))
