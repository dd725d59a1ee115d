"""The time after: waiting, deadlines, wrong turns and letters, until a leader closes it."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.journey.case.public import case_backlog
from indgang.journey.coordination.public import tell_again
from indgang.journey.enquiry.public import enquiry_backlog
from indgang.messages.public import states_about
from indgang.organisation.public import homes_of, organisation, successions
from indgang.reorganisation.public import (
    Draft,
    State,
    Transition,
    close_transition,
    notice_counts,
    partner_notices,
    tell_partner,
    telling,
    transition,
)
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput, Refused
from indgang.shared.form_fields import show_refusal
from indgang.steering.forms_reorganisation import CloseForm
from indgang.steering.views.reorganisation_page import done, opened
from indgang.steering.views.sending import LEADER, go, show, tell
from indgang.steering.weeks import Centre, centres, chart, in_all, week_ends


def _in_effect(request: Request, reorganisation_id: UUID) -> Draft:
    found = opened(request, reorganisation_id)
    if found.state != State.IN_EFFECT:
        raise Refused(
            "not_in_effect", _("Omlægningen er ikke trådt i kraft endnu."),
            next_step=_("Overgangen kan følges fra dagen."),
        )  # fmt: skip
    return found


def _centres(found: Draft, ends: tuple[date, ...], today: date) -> tuple[Centre, ...]:
    """The figures of every centre that got something, or gave something away."""
    on = found.effective_on
    homes, org, lines = homes_of(found.id, on), organisation(today), successions()
    involved = set(homes.moves) | {row.to_unit for row in homes.rows() if row.to_unit is not None}
    involved |= {lines.last(unit, "", today, since=on) for unit in involved}
    return centres(
        case_backlog(involved, ends),
        enquiry_backlog(involved, ends),
        on=on,
        ends=ends,
        org=org,
        now_with=lambda unit, kle: lines.last(unit, kle, today, since=on - timedelta(days=1)),
    )


def _wrong_turns(watched: Transition) -> dict[str, object]:
    by_channel: Counter[str] = Counter()
    for line in watched.wrong_turns:
        by_channel[line.channel] += line.count
    weeks: Counter[int] = Counter()
    for day, number in watched.wrong_turns_by_day:
        weeks[(day - watched.on).days // 7 + 1] += number
    return {
        "by_channel": by_channel.most_common(),
        "by_week": sorted(weeks.items()),
        "total": sum(by_channel.values()),
        "lines": watched.wrong_turns[:20],
    }


def _context(request: Request, found: Draft, form: CloseForm) -> dict[str, object]:
    today = day_of(request.at)
    ends = week_ends(found.effective_on, today)
    every = _centres(found, ends, today)
    weeks = in_all(every, found.effective_on, ends)
    watched = transition(found.id, request.at)
    counts = notice_counts(found.id)
    sent = states_about(found.id)
    return {
        "here": "reorganisations",
        "draft": found,
        "watched": watched,
        "form": form,
        "centres": every,
        "weeks": weeks,
        "waiting_chart": chart(weeks, lambda figures: figures.waiting),
        "late_chart": chart(weeks, lambda figures: figures.late),
        "wrong": _wrong_turns(watched),
        "told_view": telling(found.id),
        "counts": counts,
        "sent": sent,
        "failed": sent.get("failed", 0),
        "partners": partner_notices(found.id),
        "days": (today - found.effective_on).days,
    }


@page(Audience.STAFF, purpose="worklist")
@require_http_methods(["GET"])
def transition_page(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """How it goes, compared with before."""
    found = _in_effect(request, reorganisation_id)
    return show(request, "reorganisation_transition", _context(request, found, CloseForm()))


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def transition_close(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Things run: the watch ends, with a line on how it went."""
    found = _in_effect(request, reorganisation_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            return done(
                request, "close_transition",
                lambda: close_transition(
                    reorganisation_id=found.id, note=form.cleaned_data["note"],
                    by=request.actor, at=request.at,
                ),
                said=_("Overgangen er lukket."), to=request.path.removesuffix("luk/"),
            )  # fmt: skip
        except BadInput as refusal:
            show_refusal(form, refusal)
    context = _context(request, found, form)
    return show(request, "reorganisation_transition", context, status=422)


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def partner_told(request: Request, reorganisation_id: UUID, notice_id: UUID) -> HttpResponse:
    """Somebody has told the partner."""
    found = _in_effect(request, reorganisation_id)
    tell_partner(reorganisation_id=found.id, notice_id=notice_id, by=request.actor, at=request.at)
    tell(request, _("Noteret: samarbejdspartneren har fået besked."))
    return go(_page(request) + "#partnere")


@page(Audience.STAFF, purpose="worklist", functions=LEADER)
@require_http_methods(["POST"])
def letters_again(request: Request, reorganisation_id: UUID) -> HttpResponse:
    """Make the letters that could not be made."""
    found = _in_effect(request, reorganisation_id)
    number = tell_again(found.id, by=request.actor, at=request.at)
    said = ngettext(
        "Vi prøver med %(count)d brev igen.", "Vi prøver med %(count)d breve igen.", number
    )
    tell(request, said % {"count": number})
    return go(_page(request) + "#breve")


def _page(request: Request) -> str:
    """The transition's own page, from the address of one of its forms."""
    return request.path.split("overgang/", 1)[0] + "overgang/"
