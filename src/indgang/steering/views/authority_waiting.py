"""What the front page tells of authority: who is barred, what nobody may, what soon ends."""

from datetime import timedelta

from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.competence.public import gaps, overlaps
from indgang.shared.clock import day_of
from indgang.steering.subjects import subjects
from indgang.steering.views.authority_conflicts import waiting_for
from indgang.steering.views.authority_gaps import coming, own_subjects
from indgang.steering.views.sending import LEADER
from indgang.steering.waiting import Fragment, Waiting

_SOON = timedelta(days=60)
_ROWS = 6


def barred(request: Request) -> Fragment | None:
    """Somebody in my units is barred from a case, and nobody has it instead."""
    if not request.actor.holds(*LEADER):
        return None
    lines = [line for line in waiting_for(request) if not line.handling]
    if not lines:
        return None
    return Fragment(
        _("Inhabile, der venter på dig"), "steering/parts/authority_barred.html",
        {"lines": lines[:_ROWS], "rest": max(0, len(lines) - _ROWS)}, weight=0,
    )  # fmt: skip


def holes(request: Request) -> Fragment | None:
    """Services that nobody may decide today, or that two may without an agreement."""
    at = day_of(request.at)
    kles = own_subjects()
    nobody = gaps(at, kles)
    two = [one for one in overlaps(at, kles) if not one.settled]
    if not nobody and not two:
        return None
    names = subjects([*(one.kle for one in nobody), *(one.kle for one in two)])
    return Fragment(
        _("Hvem må afgøre: huller og overlap"), "steering/parts/authority_holes.html",
        {
            "nobody": [names[one.kle] for one in nobody][:_ROWS],
            "two": [names[one.kle] for one in two][:_ROWS],
        },
        weight=5 if nobody else 15,
    )  # fmt: skip


def ending(request: Request) -> Fragment | None:
    """Authority that ends within two months and goes on nowhere."""
    today = day_of(request.at)
    days = [one for one in coming(today, within=_SOON) if one.grants]
    if not days:
        return None
    return Fragment(
        _("Bemyndigelser, der snart falder væk"), "steering/parts/authority_ending.html",
        {"days": days[:_ROWS]}, weight=10,
    )  # fmt: skip


WAITING: tuple[Waiting, ...] = (barred, holes, ending)
