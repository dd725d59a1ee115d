"""Authority follows when KLE gives its subjects other numbers. Nobody gains or loses by it.

A grant for a moved subject ends on the day and a like one begins under the new number, with the
same instrument, limits and place in the chain. A wider grant that a subject leaves keeps that
subject by a narrow grant beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from indgang.catalogue.public import KleChanged
from indgang.competence.models import Grant
from indgang.organisation.public import Renumbering, kle_covers, kle_intersection
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.dated import DatedWriter
from indgang.shared.identifiers import uuid7
from indgang.shared.models import DatedWrite
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range

_TABLE = "competence.Grant"


@dataclass
class _Following:
    """The grants that hold on the day or later, and what becomes of each."""

    rows: dict[UUID, Any]
    moves: Renumbering
    on: date
    merged: frozenset[str]
    ended: list[Any] = field(default_factory=list)
    fresh: list[Any] = field(default_factory=list)
    altered: list[Any] = field(default_factory=list)  #: had not begun: changed where they stand
    _after: dict[UUID, list[Any]] = field(default_factory=dict)
    _beside: dict[tuple[UUID, str], Any] = field(default_factory=dict)
    _leaves: dict[tuple[UUID, str, str], bool] = field(default_factory=dict)
    _walking: set[UUID] = field(default_factory=set)

    def all(self) -> None:
        """Follow every grant."""
        for row in list(self.rows.values()):
            self.after(row)
        for row in list(self.rows.values()):
            for old, news in self.moves.moves.items():
                for new in news:
                    if self._needs_narrow(row, old, new):
                        self._narrow(row, old, new)

    def after(self, row: Any) -> list[Any]:
        """What the grant is from the day on: itself, or what carries it on."""
        if row.id in self._after or row.id in self._walking:  # the second: a circle in the data
            return self._after.get(row.id, [row])
        self._walking.add(row.id)
        above = self.rows.get(row.above_id)
        above_after = [] if above is None else self.after(above)
        numbers = self.moves.of(row.kle)
        without = self._without(row, numbers)
        is_as_before = (
            numbers == (row.kle,)
            and without == row.without
            and (above is None or above_after == [above])
        )
        if is_as_before:
            made = [row]
        else:
            old = self.moves.old_of(row.kle)
            places = [
                (number, row.above_id if above is None else self._place(above, old, number))
                for number in numbers
            ]
            made = self._replace(row, places, without)
        self._after[row.id] = made
        return made

    def _replace(self, row: Any, places: list[tuple[str, UUID | None]], without: list[str]) -> Any:
        if to_days(row.validity).begins < self.on:
            self.ended.append(row)
            return [self._copy(row, kle, above, without) for kle, above in places]
        copies = [self._copy(row, kle, above, without) for kle, above in places[1:]]
        row.kle, row.above_id = places[0]
        row.without = without
        self.altered.append(row)
        return [row, *copies]

    def _copy(self, row: Any, kle: str, above_id: UUID | None, without: list[str]) -> Any:
        days = to_days(row.validity).intersection(Days(self.on))
        assert days is not None
        values = {f.attname: getattr(row, f.attname) for f in Grant._meta.concrete_fields}
        values |= {"id": uuid7(), "origin_id": row.id, "validity": to_range(days)}
        values |= {"kle": kle, "above_id": above_id, "without": list(without)}
        copy = Grant(**values)
        self.fresh.append(copy)
        return copy

    def _place(self, above: Any | None, old: str | None, kle: str) -> UUID | None:
        """The grant above that gives authority for ``kle``, which was below ``old`` before."""
        if above is None:
            return None
        for new in self.moves.moves.get(old or "", ()):
            if kle_covers(new, kle) and self._needs_narrow(above, old or "", new):
                return self._narrow(above, old or "", new)
        known = self.after(above)
        fitting = [one for one in known if _gives(one, kle)]
        meeting = [one for one in known if kle_intersection(one.kle, kle) is not None]
        found: UUID = (fitting or meeting or known)[0].id
        return found

    def _needs_narrow(self, row: Any, old: str, new: str) -> bool:
        """Does the grant have the subject by a wider range that it leaves, here or above?"""
        key = (row.id, old, new)
        if key not in self._leaves:
            self._leaves[key] = False  # a circle in the data gives nobody anything
            above = self.rows.get(row.above_id)
            self._leaves[key] = (
                _gives(row, old)
                and not kle_covers(old, row.kle)
                and new != old
                and (
                    not kle_covers(row.kle, new)
                    or (above is not None and self._needs_narrow(above, old, new))
                )
            )
        return self._leaves[key]

    def _narrow(self, row: Any, old: str, new: str) -> UUID:
        """A grant for the new number beside a wider one."""
        if (row.id, new) not in self._beside:
            above_id = self._place(self.rows.get(row.above_id), old, new)
            if above_id is None:
                above_id = row.above_id
            self._beside[row.id, new] = self._copy(row, new, above_id, [])
        found: UUID = self._beside[row.id, new].id
        return found

    def _without(self, row: Any, numbers: tuple[str, ...]) -> list[str]:
        """What is not part of the grant, by the new numbers.

        A subject that is moved into the grant's range is excepted, so that nobody gains by it;
        but not a number that was a subject of its own: that the grant had before.
        """
        found = [number for excluded in row.without for number in self.moves.of(excluded)]
        found += [
            new
            for old, news in self.moves.moves.items()
            if not _gives(row, old) and not kle_covers(old, row.kle)
            for new in news
            if new not in self.merged and any(kle_covers(number, new) for number in numbers)
        ]
        return list(dict.fromkeys(found))


def _gives(row: Any, kle: str) -> bool:
    """Is all of the subject within what the grant itself says?"""
    return kle_covers(row.kle, kle) and not any(kle_covers(hole, kle) for hole in row.without)


@transaction.atomic
def renumber_grants(event: KleChanged, *, by: Actor, at: datetime) -> None:
    """Let every grant follow KLE's new numbers from the event's day."""
    later = Q(validity__endswith=None) | Q(validity__endswith__gt=event.on)
    rows = Grant.objects.select_for_update().filter(later).order_by("id")
    following = _Following(
        {row.id: row for row in rows},
        Renumbering.of_pairs(tuple((old, new) for old, new in event.pairs)),
        event.on,
        frozenset(event.merged),
    )
    following.all()
    writer = DatedWriter(event.change_id, at)
    writer.end(following.ended, event.on)
    writer.begin(following.fresh)
    writer.close()
    Grant.objects.bulk_update(following.altered, ["kle", "above", "without"], batch_size=1000)
    DatedWrite.objects.bulk_create(
        [
            DatedWrite(
                cause=event.change_id, table=_TABLE, row_id=row.id, what="changed", became={}, at=at
            )
            for row in following.altered
        ],
        batch_size=2000,
    )
    audit.record(
        "competence.renumber_grants",
        by=by,
        at=at,
        object_id=event.change_id,
        detail={
            "on": str(event.on),
            "ended": len(following.ended),
            "began": len(following.fresh),
            "changed": len(following.altered),
        },
    )


@dataclass(frozen=True, slots=True)
class GrantRenumbered:
    """A grant under its new number; ``is_broken``: nothing above gives authority for it."""

    grant_id: UUID
    unit_id: UUID
    old: str
    new: str
    is_broken: bool


def grants_renumbered(change_id: UUID) -> tuple[GrantRenumbered, ...]:
    """What a change of KLE did to grants, by the id of the change."""
    written = DatedWrite.objects.filter(cause=change_id, table=_TABLE).exclude(what="ended")
    rows = Grant.objects.filter(pk__in=written.values_list("row_id", flat=True))
    return tuple(
        GrantRenumbered(
            row.id,
            row.holder_id,
            row.origin.kle if row.origin else row.kle,
            row.kle,
            row.above is not None and kle_intersection(row.above.kle, row.kle) is None,
        )
        for row in rows.select_related("origin", "above").order_by("kle", "id")
    )


def grants_under(numbers: Iterable[str], at: date) -> tuple[tuple[UUID, str], ...]:
    """Unit and range of grants that hold on the day below one of these numbers of KLE."""
    wanted = tuple(numbers)
    rows = Grant.objects.valid_at(at).order_by("kle").values_list("holder_id", "kle").distinct()
    return tuple(
        (holder, kle) for holder, kle in rows if any(kle_covers(number, kle) for number in wanted)
    )
