"""What calendars do when units change: the times that are to come go to the successor.

A calendar stays the old unit's for the times that have been, so that the past reads as it was;
its successor begins as a calendar of its own, with the same hours, and takes the coming times.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from indgang.appointments.models import BookableHours, Booking, BookingState, Calendar
from indgang.organisation.public import Carried, Change, Trouble
from indgang.places.public import door_after
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.clock import COPENHAGEN
from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import to_days, to_range


def _begins(on: date) -> datetime:
    """The first instant of the Danish day."""
    return datetime.combine(on, time.min, COPENHAGEN)


def _coming(on: date) -> Any:
    """Bookings from the day on that somebody still counts on."""
    return Booking.objects.filter(period__startswith__gte=_begins(on), state=BookingState.BOOKED)


def _hours(on: date) -> Any:
    """Bookable hours that hold on the day or later."""
    return BookableHours.objects.filter(
        Q(validity__endswith__isnull=True) | Q(validity__endswith__gt=on)
    )


def _in_use(on: date) -> Any:
    """Calendars with times to come."""
    return Calendar.objects.filter(
        Exists(_hours(on).filter(calendar=OuterRef("pk")))
        | Exists(_coming(on).filter(calendar=OuterRef("pk")))
    )


def _moving(change: Change) -> Iterator[tuple[Any, UUID | None]]:
    """Each calendar that leaves its unit, with the unit that has it afterwards.

    A person's own calendar goes with the person, when the unit's things are parted and the
    person's post is in one of the parts.
    """
    desks: dict[UUID, set[UUID]] = {}
    for post in change.posts_after:
        desks.setdefault(post.person_id, set()).add(post.unit_id)
    rows = _in_use(change.on).filter(unit_id__in=list(change.homes.moves))
    for row in rows.select_related("entrance").order_by("id"):
        home = change.homes.of(row.unit_id, "")
        parts = {to for to in change.homes.moves[row.unit_id].values() if to is not None}
        there = desks.get(row.person_id, set()) & (parts | {row.unit_id})
        if row.person_id is not None and there and home not in there:
            home = min(there)
        if home != row.unit_id:
            yield row, home


class _Bearer:
    """Calendars are not dated: they move on the day."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Calendars, and the times booked in them."""
        moving = list(_moving(change))
        booked = dict(
            _coming(change.on)
            .filter(calendar__in=[row.id for row, _home in moving])
            .values_list("calendar_id")
            .annotate(number=Count("id"))
        )
        calendars: Counter[tuple[UUID, UUID | None]] = Counter()
        bookings: Counter[tuple[UUID, UUID | None]] = Counter()
        for row, home in moving:
            calendars[row.unit_id, home] += 1
            bookings[row.unit_id, home] += booked.get(row.id, 0)
        kinds = (("calendar", calendars), ("booking", bookings))
        return tuple(
            Carried(kind, one, to, number)
            for kind, moved in kinds
            for (one, to), number in moved.items()
            if number
        )

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """Times with somebody who goes while the calendar stays: they must be told or moved."""
        left = {(post.person_id, post.unit_id) for post in change.posts_before}
        left -= {(post.person_id, post.unit_id) for post in change.posts_after}
        rows = (
            _coming(change.on)
            .filter(calendar__person_id__in={person for person, _unit in left})
            .exclude(calendar__unit_id__in=list(change.homes.moves))
            .values_list("calendar__person_id", "calendar__unit_id")
            .annotate(number=Count("id"))
        )
        sums: Counter[UUID] = Counter()
        for person_id, unit_id, number in rows:
            if (person_id, unit_id) in left:
                sums[unit_id] += number
        units = change.before.units
        return tuple(
            Trouble(
                "booking_without_host",
                units[unit_id].key,
                _("Aftaler hos %(unit)s med en medarbejder, der flytter: %(number)s")
                % {"number": number, "unit": units[unit_id].name},
                must=False,
            )
            for unit_id, number in sorted(sums.items(), key=lambda pair: units[pair[0]].key)
        )

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Calendars of the successors begin; the coming times are theirs."""
        for row, home in list(_moving(change)):
            if home is not None:
                _give(row, home, change, by=by, at=at)
        _mend_doors(change)


def _give(row: Any, home: UUID, change: Change, *, by: Actor, at: datetime) -> None:
    new = Calendar.objects.create(
        id=uuid7(),
        entrance_id=door_after(row.entrance_id, home, change.on),
        unit_id=home,
        name=row.name,
        person_id=row.person_id,
    )
    for line in _hours(change.on).filter(calendar=row).order_by("id"):
        days = to_days(line.validity)
        rest, left = days.since(change.on), days.until(change.on)
        if rest is not None:
            BookableHours.objects.create(
                id=uuid7(), calendar=new, weekday=line.weekday, begins=line.begins,
                ends=line.ends, validity=to_range(rest),
            )  # fmt: skip
        if left is None:
            line.delete()
        else:
            line.validity = to_range(left)
            line.save(update_fields=["validity"])
    # cancelled ones stay: they are nobody's time any more, and two may have had the same
    moved = _coming(change.on).filter(calendar=row).update(calendar=new)
    audit.record(
        "appointments.give_calendar",
        by=by,
        at=at,
        object_id=new.id,
        detail={"from": str(row.id), "unit": str(home), "bookings": moved},
    )


def _mend_doors(change: Change) -> None:
    """Calendars that stay, at an entrance that another unit had: they follow the door."""
    rows = _in_use(change.on).filter(entrance__unit_id__in=list(change.homes.moves))
    for row in rows.select_related("entrance"):
        host = change.homes.of(row.entrance.unit_id, "")
        if host is not None and host != row.entrance.unit_id:
            row.entrance_id = door_after(row.entrance_id, host, change.on)
            row.save(update_fields=["entrance"])


bearer = _Bearer()
