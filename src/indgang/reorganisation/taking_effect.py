"""The day of a reorganisation: what is not dated moves, once, in one transaction a day.

Jobs, the start of ``serve`` and the first request of a Danish day all call
``take_effect_of_due``; whoever comes second waits and finds nothing to do.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from typing import Any
from uuid import UUID

from django.db import connection

from indgang.organisation.public import Change, Homes, homes_of, organisation, rows_from
from indgang.reorganisation import rules
from indgang.reorganisation.carrying import sums
from indgang.reorganisation.events import ReorganisationTookEffect
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.models import Reorganisation
from indgang.reorganisation.outlook import post_facts
from indgang.reorganisation.ports import Standing, ports
from indgang.reorganisation.rules import State
from indgang.shared import audit, clock, outbox
from indgang.shared.actor import SYSTEM, Actor
from indgang.shared.rowsecurity import as_system

_TURN = 0x6F6D6C6567  # "omleg": one reorganisation is written at a time
#: How long after the day a transaction that had begun before it may still have committed.
_STRAGGLING = timedelta(hours=1)


def wait_for_turn() -> None:
    """Until this transaction ends nobody else enacts, undoes or lets anything take effect."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def take_effect_of_due(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Let every signed one whose day has come take effect; gives how many did now.

    The earliest day first, and each day in a transaction of its own: those of one day are one
    move, for what the first gives to a unit the second may give on. Doing it twice is doing it
    once.
    """
    today = clock.day_of(at)
    due = Reorganisation.objects.filter(state=State.ENACTED, effective_on__lte=today)
    done = 0
    while due.exists():
        with as_system("reorganisation"):
            wait_for_turn()
            rows = list(due.select_for_update().order_by("effective_on", "enacted_at", "id"))
            rows = [row for row in rows if row.effective_on == rows[0].effective_on]
            if rows:
                _take_effect(rows, by=by, at=at)
        done += len(rows)
    return done


def _take_effect(rows: Sequence[Reorganisation], *, by: Actor, at: datetime) -> None:
    change = change_of(rows)
    with as_system("reorganisation"):
        moved = sums(line for bearer in ports.bearers for line in bearer.carried(change))
    carry_live(change, by=by, at=at)
    for row in rows:
        in_effect(row, change.homes, moved, by=by, at=at)


def change_of(rows: Sequence[Reorganisation]) -> Change:
    """Signed reorganisations of one day as the bearers see them, from what is stored.

    ``before`` is the day before: the day itself without them is stored nowhere.
    """
    on = rows[0].effective_on
    homes = reduce(rules.in_turn, (homes_of(row.id, on) for row in rows))
    yesterday = on - timedelta(days=1)
    return Change(
        cause=rows[-1].id,
        on=on,
        homes=homes,
        before=organisation(yesterday),
        after=organisation(on),
        posts_before=post_facts(blueprint_of(rows_from(yesterday))),
        posts_after=post_facts(blueprint_of(rows_from(on))),
    )


def carry_live(change: Change, *, by: Actor, at: datetime) -> None:
    """Let the bearers move what is not dated."""
    with as_system("reorganisation"):
        for bearer in ports.bearers:
            bearer.take_effect(change, by=by, at=at)


def in_effect(
    row: Reorganisation, homes: Homes, moved: dict[str, int], *, by: Actor, at: datetime
) -> None:
    """Write that its day has come, with how the work of those who got something stands."""
    row.state = State.IN_EFFECT
    row.took_effect_at = at
    row.version += 1
    row.counted = {**row.counted, "day": moved, "then": _then(homes, row.effective_on)}
    row.save(update_fields=["state", "took_effect_at", "version", "counted"])
    audit.record(
        "reorganisation.take_effect",
        by=by,
        at=at,
        object_id=row.id,
        detail={"on": str(row.effective_on), "moved": moved},
    )
    outbox.record(
        ReorganisationTookEffect(reorganisation_id=row.id, on=row.effective_on), by=by, at=at
    )


def standing_of(unit_ids: frozenset[UUID], on: date) -> dict[UUID, Standing]:
    """How the work of these units stands, summed over the rooms that can say."""
    found = dict.fromkeys(unit_ids, Standing())
    with as_system("reorganisation"):
        for watch in ports.watches:
            for unit_id, standing in watch.standing(unit_ids, on).items():
                found[unit_id] += standing
    return found


def receivers(homes: Homes) -> frozenset[UUID]:
    """The units that get something."""
    return frozenset(home.to_unit for home in homes.rows() if home.to_unit is not None)


def _then(homes: Homes, on: date) -> dict[str, Any]:
    return {
        str(unit_id): [s.open, s.late, s.unassigned, s.waiting, s.oldest]
        for unit_id, s in standing_of(receivers(homes), on).items()
    }


def carry_stragglers(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Move what was written by transactions that had begun before the day and ended after it.

    Somebody who accepts a case in the last second of the old day commits after the move. Run by
    a job for an hour after each; gives how many reorganisations were looked after.
    """
    recent = Reorganisation.objects.filter(
        state=State.IN_EFFECT, took_effect_at__gt=at - _STRAGGLING, took_effect_at__lt=at
    )
    if not recent.exists():
        return 0
    with as_system("reorganisation"):
        wait_for_turn()
        rows = list(recent.order_by("effective_on", "enacted_at", "id"))
        for row in rows:
            carry_live(change_of([row]), by=by, at=at)
    return len(rows)
