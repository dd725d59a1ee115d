"""What the front page tells of the organisation itself: staff without a leader, days to come."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.organisation.public import (
    UnitFacts,
    change_days,
    changes_between,
    leader_lines,
    organisation,
    staff_sums,
)
from indgang.shared.clock import day_of
from indgang.shared.danish_order import danish_order
from indgang.steering.changes import counts
from indgang.steering.tree import Mark
from indgang.steering.waiting import Fragment, Waiting

_AHEAD = timedelta(days=120)
_DAYS = 3
_ROWS = 6


@dataclass(frozen=True, slots=True)
class Leaderless:
    """A unit with staff and no leader of its own; ``led_from`` is the nearest leader's unit."""

    unit: UnitFacts
    posts: int
    led_from: UnitFacts | None


def without_leader(request: Request) -> Fragment | None:
    """Units whose staff have no leader in the unit; those with no leader above either come first.

    A leader sees their own units first, then the largest.
    """
    org = organisation(day_of(request.at))
    sums, leaders = staff_sums(org.at), leader_lines(org.at)
    rows = []
    for unit_id, total in sums.items():
        if unit_id in leaders or unit_id not in org.units:
            continue
        above = next((up for up in org.ancestors(unit_id) if up.unit_id in leaders), None)
        rows.append(Leaderless(org.units[unit_id], total.posts, above))
    if not rows:
        return None
    posts = request.actor.posts
    rows.sort(
        key=lambda row: (
            not org.led_by(posts, row.unit.unit_id), row.led_from is not None, -row.posts,
            danish_order(row.unit.name),
        )
    )  # fmt: skip
    nobody = sum(row.led_from is None for row in rows)
    return Fragment(
        _("Enheder uden leder"),
        "steering/parts/without_leader.html",
        {"rows": rows[:_ROWS], "rest": rows[_ROWS:], "number": len(rows), "nobody": nobody},
        weight=15,
    )


@dataclass(frozen=True, slots=True)
class ComingDay:
    """A day on which something changes, and what."""

    day: date
    eve: date
    counts: tuple[tuple[Mark, int], ...]


def coming_days(request: Request) -> Fragment | None:
    """The next days on which units, tasks or leaders change."""
    today = day_of(request.at)
    ahead = [day for day in change_days() if today < day <= today + _AHEAD][:_DAYS]
    told = []
    for day in ahead:
        eve = day - timedelta(days=1)
        difference = changes_between(eve, day)
        if difference:
            told.append(ComingDay(day, eve, counts(difference)))
    if not told:
        return None
    return Fragment(
        _("Det ændrer sig snart"), "steering/parts/coming_days.html", {"days": told}, weight=20
    )


WAITING: tuple[Waiting, ...] = (without_leader, coming_days)
