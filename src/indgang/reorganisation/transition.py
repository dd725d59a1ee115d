"""The time after the day: waiting, deadlines and wrong turns, until a leader closes the watch."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from indgang.organisation.public import homes_of, known_as, names_through_time, organisation
from indgang.reorganisation.drafting import locked, must_lead
from indgang.reorganisation.models import Notice, WrongTurn
from indgang.reorganisation.ports import Standing
from indgang.reorganisation.queries import row_of
from indgang.reorganisation.rules import State, Verb
from indgang.reorganisation.taking_effect import receivers, standing_of
from indgang.shared import audit, clock
from indgang.shared.actor import Actor
from indgang.shared.danish_order import danish_order
from indgang.shared.errors import BadInput, Refused
from indgang.shared.typed_text import without_controls

#: The ways in which one can come by an old name, number or address.
CHANNELS = ("page", "search", "phone", "desk", "letter")


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A unit that got something: how its work stood on the day, and how it stands now."""

    unit_key: str
    unit_name: str
    then: Standing
    now: Standing


@dataclass(frozen=True, slots=True)
class WrongTurnLine:
    """So many came by an old name, number or address; ``newest`` is the last time."""

    from_name: str
    to_name: str
    channel: str
    count: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Transition:
    """The transition of one reorganisation as it stands at the instant asked about.

    ``told`` counts those affected who were told, ``to_tell`` those who are still to be. ``then``
    of the units is how they stood when it took effect; before that it is how they stand now.
    """

    id: UUID
    title: str
    on: date
    state: str
    units: tuple[WatchLine, ...]
    wrong_turns: tuple[WrongTurnLine, ...]
    wrong_turns_by_day: tuple[tuple[date, int], ...]
    told: int
    to_tell: int
    moved: dict[str, int]
    closed_by: str
    closed_at: datetime | None
    note: str


def transition(reorganisation_id: UUID, at: datetime) -> Transition:
    """The transition. Raises ``NotFound``; ``Refused`` for one that is not signed."""
    row = row_of(reorganisation_id)
    if row.state not in (State.ENACTED, State.IN_EFFECT):
        raise Refused("not_enacted", _("Omlægningen er ikke vedtaget."))
    homes = homes_of(row.id, row.effective_on)
    day = clock.day_of(at)
    turns = WrongTurn.objects.filter(
        from_unit__in=list(homes.moves), at__lte=at, at__date__gte=row.effective_on
    )
    told = Notice.objects.filter(reorganisation=row, told_at__isnull=False).count()
    return Transition(
        id=row.id,
        title=row.title,
        on=row.effective_on,
        state=row.state,
        units=_watched(receivers(homes), row.counted.get("then", {}), max(day, row.effective_on)),
        wrong_turns=_turns(turns, row.effective_on),
        wrong_turns_by_day=tuple(
            turns.annotate(day=TruncDate("at", tzinfo=clock.COPENHAGEN))
            .values_list("day")
            .annotate(number=Count("id"))
            .order_by("day")
        ),
        told=told,
        to_tell=Notice.objects.filter(reorganisation=row).count() - told,
        moved=row.counted.get("day") or row.counted.get("signed", {}),
        closed_by=row.transition_closed_by.name if row.transition_closed_by else "",
        closed_at=row.transition_closed_at,
        note=row.transition_note,
    )


def _watched(
    unit_ids: frozenset[UUID], then: dict[str, list[int]], day: date
) -> tuple[WatchLine, ...]:
    units = organisation(day).units
    now = standing_of(unit_ids, day)
    lines = [
        WatchLine(
            units[unit_id].key,
            units[unit_id].name,
            Standing(*then[str(unit_id)]) if str(unit_id) in then else now[unit_id],
            now[unit_id],
        )
        for unit_id in unit_ids
        if unit_id in units
    ]
    return tuple(sorted(lines, key=lambda line: danish_order(line.unit_name)))


def _turns(turns: "QuerySet[WrongTurn]", on: date) -> tuple[WrongTurnLine, ...]:
    rows = list(
        turns.values("from_unit_id", "to_unit_id", "channel")
        .annotate(number=Count("id"), newest=Max("at"))
        .order_by("-number")
    )
    ids = {row[name] for row in rows for name in ("from_unit_id", "to_unit_id")}
    names = names_through_time(ids)

    def called(unit_id: UUID) -> str:
        found = known_as(names.get(unit_id, ()), on)
        return found.name if found else ""

    return tuple(
        WrongTurnLine(
            called(row["from_unit_id"]), called(row["to_unit_id"]), row["channel"], row["number"],
            row["newest"],
        )
        for row in rows
    )  # fmt: skip


def note_wrong_turn(
    *, from_unit_id: UUID, to_unit_id: UUID, channel: str, by: Actor, at: datetime
) -> None:
    """Count somebody who came by an old name, number or address. Says nothing of who it was."""
    if channel not in CHANNELS:
        raise ValueError(channel)
    row = WrongTurn.objects.create(
        at=at, channel=channel, from_unit_id=from_unit_id, to_unit_id=to_unit_id
    )
    # the line in the audit must not tell who either: a lost citizen is no suspect
    audit.record(
        "reorganisation.note_wrong_turn",
        by=Actor(by.scope, ""),
        at=at,
        object_id=row.id,
        detail={"channel": channel},
    )


@transaction.atomic
def close_transition(*, reorganisation_id: UUID, note: str, by: Actor, at: datetime) -> None:
    """A leader ends the watch, with a word on why. Raises ``NotAllowed``, ``Refused``."""
    must_lead(by)
    row = locked(reorganisation_id, Verb.CLOSE)
    if row.transition_closed_at is not None:
        raise Refused("closed_already", _("Opfølgningen er allerede afsluttet."))
    note = without_controls(note)
    if not 3 <= len(note) <= 1000:
        message = _("Skriv, hvorfor det kører nu (højst 1000 tegn).")
        raise BadInput(message, fields={"note": message})
    row.transition_closed_at, row.transition_closed_by_id = at, by.employee_id
    row.transition_note = note
    row.version += 1
    row.save(
        update_fields=[
            "transition_closed_at", "transition_closed_by", "transition_note", "version",
        ]
    )  # fmt: skip
    audit.record("reorganisation.close_transition", by=by, at=at, object_id=row.id)
