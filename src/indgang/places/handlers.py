"""What sites do when units change: doors, rooms and joint managements go to the successors."""

from collections import Counter
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.organisation.public import Carried, Change, Homes, Trouble
from indgang.places.doors import from_day, give_doors
from indgang.places.models import Entrance, JointManagement, JointMember, Room
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range


class _Bearer:
    """Everything here is dated: it is written at signing."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Entrances and rooms on the day."""
        found: list[Carried] = []
        for kind, model in (("entrance", Entrance), ("room", Room)):
            units = model.objects.valid_at(change.on).filter(unit_id__in=list(change.homes.moves))
            moved: Counter[tuple[UUID, UUID | None]] = Counter()
            for unit_id in units.values_list("unit_id", flat=True):
                home = change.homes.of(unit_id, "")
                if home != unit_id:
                    moved[unit_id, home] += 1
            found += [Carried(kind, one, to, number) for (one, to), number in moved.items()]
        return tuple(found)

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """Doors that become one while their hours differ: somebody must say when it is open."""
        doors: dict[tuple[UUID, UUID, str], set[UUID]] = {}
        sites: dict[UUID, str] = {}
        rows = Entrance.objects.valid_at(change.on).select_related("site").prefetch_related("hours")
        lines: dict[UUID, frozenset[tuple[object, ...]]] = {}
        for row in rows:
            home = change.homes.of(row.unit_id, "")
            if home is not None:
                doors.setdefault((row.site_id, home, row.kind), set()).add(row.id)
            sites[row.site_id] = row.site.name
            lines[row.id] = frozenset(
                (line.weekday, line.opens, line.closes)
                for line in row.hours.all()
                if change.on in to_days(line.validity)
            )
        return tuple(
            Trouble(
                "hours_differ",
                f"{site_id}:{change.after.units[unit_id].key}:{kind}",
                _("%(unit)s får flere indgange på %(site)s med hver sine åbningstider.")
                % {"unit": change.after.units[unit_id].name, "site": sites[site_id]},
                must=False,
            )
            for (site_id, unit_id, kind), ids in sorted(doors.items(), key=str)
            if len({lines[one] for one in ids}) > 1 and unit_id in change.after.units
        )

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Doors with their hours, rooms, and seats and chairs of joint managements."""
        writer = DatedWriter(change.cause, at)
        give_doors(change.homes, writer)
        _give_rooms(change.homes, writer)
        begun_anew = _give_chairs(change.homes, writer)
        _give_seats(change.homes, writer, but=begun_anew)
        writer.close()

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing: the day comes by itself."""


def _give_rooms(homes: Homes, writer: DatedWriter) -> None:
    """A room whose unit leaves it to nobody is everybody's at the site."""
    rows = [
        row
        for row in Room.objects.filter(from_day(homes.on), unit_id__in=list(homes.moves))
        if homes.of(row.unit_id, "") != row.unit_id
    ]
    begun = [
        Room(
            id=uuid7(), site_id=row.site_id, key=row.key, name=row.name,
            unit_id=homes.of(row.unit_id, ""), area=row.area, seats=row.seats,
            validity=to_range(_rest(row, homes.on)),
        )
        for row in rows
    ]  # fmt: skip
    writer.end(rows, homes.on)
    writer.begin(begun)


def _rest(row: Any, on: date) -> Days:
    days = to_days(row.validity)
    return Days(max(days.begins, on), days.ends)


def _give_chairs(homes: Homes, writer: DatedWriter) -> set[UUID]:
    """A management whose chair's unit goes begins anew with the successor's leader in the chair.

    Gives those that began: everybody has their seat in them already.
    """
    begun_anew: set[UUID] = set()
    for row in JointManagement.objects.filter(
        from_day(homes.on), chair_unit_id__in=list(homes.moves)
    ):
        chair = homes.of(row.chair_unit_id, "")
        if chair == row.chair_unit_id:
            continue
        members = list(JointMember.objects.filter(from_day(homes.on), management=row))
        seats = [homes.of(member.unit_id, "") for member in members]
        chair = chair or next((seat for seat in seats if seat is not None), None)
        rest = _rest(row, homes.on)
        runs = [_rest(member, homes.on) for member in members]
        writer.end(members, homes.on)
        writer.end([row], homes.on)
        if chair is None:
            continue  # nobody is left to steer it
        new = JointManagement(
            id=uuid7(), site_id=row.site_id, name=row.name, chair_unit_id=chair,
            agreement=row.agreement, synthetic=row.synthetic, validity=to_range(rest),
        )  # fmt: skip
        writer.begin([new])
        begun_anew.add(new.id)
        taken: dict[UUID, list[Days]] = {}
        writer.begin(
            [
                _seat(new.id, seat, days)
                for seat, run in zip(seats, runs, strict=True)
                if seat is not None
                for days in _free(run, taken, seat)
            ]
        )
    return begun_anew


def _seat(management_id: UUID, unit_id: UUID, days: Days) -> Any:
    return JointMember(
        id=uuid7(), management_id=management_id, unit_id=unit_id, validity=to_range(days)
    )


def _free(run: Days, taken: dict[UUID, list[Days]], seat: UUID) -> list[Days]:
    """The days in which the unit does not sit there yet."""
    held = taken.setdefault(seat, [])
    free = list(run.without(held))
    held += free
    return free


def _give_seats(homes: Homes, writer: DatedWriter, *, but: set[UUID]) -> None:
    """Members whose unit goes, in the managements that stay."""
    members = JointMember.objects.filter(from_day(homes.on)).exclude(management_id__in=but)
    rows = list(members.order_by("id"))
    taken: dict[UUID, dict[UUID, list[Days]]] = {}
    ended, wanted = [], []
    for row in rows:
        seat = homes.of(row.unit_id, "")
        if seat == row.unit_id:
            held = taken.setdefault(row.management_id, {})
            held.setdefault(seat, []).append(to_days(row.validity))
            continue
        ended.append(row)
        if seat is not None:
            wanted.append((row.management_id, seat, _rest(row, homes.on)))
    begun = [
        _seat(management_id, seat, days)
        for management_id, seat, run in wanted
        for days in _free(run, taken.setdefault(management_id, {}), seat)
    ]
    writer.end(ended, homes.on)
    writer.begin(begun)


bearer = _Bearer()
