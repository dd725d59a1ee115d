"""What this room asks of rooms above and beside it; ``config.wiring`` fills it in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from indgang.organisation.public import Bearer


@dataclass(frozen=True, slots=True)
class Standing:
    """How a unit's work stands on a day: what the transition is watched by (demand O7).

    ``open`` cases, of them ``late`` (past the published deadline) and ``unassigned`` (without a
    caseworker); ``waiting`` enquiries, the oldest of them ``oldest`` days old (``None``: none).
    """

    open: int = 0
    late: int = 0
    unassigned: int = 0
    waiting: int = 0
    oldest: int | None = None

    def __add__(self, other: "Standing") -> "Standing":
        ages = [age for age in (self.oldest, other.oldest) if age is not None]
        return Standing(
            self.open + other.open,
            self.late + other.late,
            self.unassigned + other.unassigned,
            self.waiting + other.waiting,
            max(ages, default=None),
        )


class Watch(Protocol):
    """A room that can say how the work of units stands now."""

    def standing(self, unit_ids: Collection[UUID], at: date) -> Mapping[UUID, Standing]:
        """The units that have something, each with its figures on the day ``at``."""
        ...

    def open_cases(self) -> Mapping[tuple[UUID, str], int]:
        """How many open cases there are now, by unit and KLE subject."""
        ...


class Ports:
    """The bearers in the order in which they carry; those that can be watched."""

    bearers: tuple[Bearer, ...] = ()
    watches: tuple[Watch, ...] = ()


ports = Ports()
