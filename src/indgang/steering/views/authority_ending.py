"""Ending a grant: first what falls with it, then the act; and taking the ending back in time."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.competence.public import (
    GrantLine,
    LostSubject,
    WouldFall,
    grant,
    revoke_grant,
    unrevoke_grant,
    would_fall,
)
from indgang.journey.case.public import undecided_cases
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput
from indgang.shared.form_fields import show_refusal
from indgang.shared.spoken_dates import full_date
from indgang.steering.forms_granting import EndForm
from indgang.steering.subjects import Subject, subjects
from indgang.steering.views.authority_granting import GIVERS
from indgang.steering.views.sending import do_once, go, show, tell


@dataclass(frozen=True, slots=True)
class Loss:
    """A subject that units may not decide any more, with the open cases they have about it."""

    subject: Subject
    lost: LostSubject
    cases: int


@dataclass(frozen=True, slots=True)
class Told:
    """What falls with a grant, put into words. ``gaps``: how many subjects nobody may decide."""

    fall: WouldFall
    under: tuple[tuple[GrantLine, Subject], ...]
    losses: tuple[Loss, ...]

    @property
    def cases(self) -> int:
        """Open cases in units that may not decide them any more."""
        return sum(loss.cases for loss in self.losses)

    @property
    def gaps(self) -> int:
        """Subjects that nobody in the municipality may decide then."""
        return sum(not loss.lost.others for loss in self.losses)


def told(grant_id: UUID, day: date, language: str) -> Told:
    """What would fall on the day."""
    fall = would_fall(grant_id, day, language=language)
    names = subjects([*(line.kle for line in fall.lines), *(one.kle for one in fall.lost)])
    waiting = undecided_cases({unit.unit_id for one in fall.lost for unit in one.units})
    return Told(
        fall,
        tuple((line, names[line.kle]) for line in fall.lines if line.grant_id != grant_id),
        tuple(
            Loss(
                names[one.kle], one,
                sum(waiting.get((unit.unit_id, one.kle), 0) for unit in one.units),
            )
            for one in fall.lost
        ),
    )  # fmt: skip


@page(Audience.STAFF, purpose="worklist", functions=GIVERS)
@require_http_methods(["GET", "POST"])
def end_page(request: Request, grant_id: UUID) -> HttpResponse:
    """Choose a day, see what falls, and end it."""
    language = get_language() or "da"
    today = day_of(request.at)
    line = grant(grant_id, today, language=language)
    sent = request.POST if request.method == "POST" else request.GET
    form = EndForm(sent if "ends" in sent else None, initial={"ends": today})
    context: dict[str, object] = {
        "here": "authority",
        "tab": "book",
        "line": line,
        "subject": subjects({line.kle})[line.kle],
        "form": form,
        "today": today,
    }
    if not form.is_bound:
        return show(request, "authority_end", context)
    if not form.is_valid():
        return show(request, "authority_end", context, status=422)
    day = form.cleaned_data["ends"]
    if request.method == "POST":

        def act() -> str:
            revoke_grant(grant_id=grant_id, ends=day, by=request.actor, at=request.at)
            said = full_date(day, language)
            tell(request, _("Bemyndigelsen slutter. Den gælder ikke fra %(day)s.") % {"day": said})
            return reverse("steering:grant", args=[grant_id])

        try:
            return go(do_once(request, "steering.revoke_grant", act))
        except BadInput as wrong:
            show_refusal(form, wrong)
            return show(request, "authority_end", context, status=422)
    context |= {"day": day, "told_fall": told(grant_id, day, language)}
    return show(request, "authority_end", context)


@page(Audience.STAFF, purpose="worklist", functions=GIVERS)
@require_http_methods(["POST"])
def undo_page(request: Request, grant_id: UUID) -> HttpResponse:
    """Take the ending back before its day."""

    def act() -> str:
        unrevoke_grant(grant_id=grant_id, by=request.actor, at=request.at)
        tell(request, _("Fortrudt. Bemyndigelsen gælder videre, og alt under den også."))
        return reverse("steering:grant", args=[grant_id])

    return go(do_once(request, "steering.unrevoke_grant", act))
