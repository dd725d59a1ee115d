"""Days in which something holds: ``[begins, ends)``, the end day not included.

Law and organisation hold in whole Danish days. An open end is ``None``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


class EmptyValidityError(ValueError):
    """The end does not come after the beginning."""


@dataclass(frozen=True, slots=True, order=False)
class Days:
    """A non-empty run of days ``[begins, ends)``; ``ends=None`` means until further notice."""

    begins: date
    ends: date | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends <= self.begins:
            raise EmptyValidityError(f"{self.begins} – {self.ends}")

    def __contains__(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)

    def overlaps(self, other: "Days") -> bool:
        """Is there a day that both hold?"""
        return self.intersection(other) is not None

    def intersection(self, other: "Days") -> "Days | None":
        """The days that both hold, or ``None``."""
        begins = max(self.begins, other.begins)
        ends = min((e for e in (self.ends, other.ends) if e is not None), default=None)
        return None if ends is not None and ends <= begins else Days(begins, ends)

    def until(self, day: date) -> "Days | None":
        """What is left when it ends on ``day`` at the latest."""
        return None if day <= self.begins else self.intersection(Days(self.begins, day))

    def since(self, day: date) -> "Days | None":
        """What is left when it begins on ``day`` at the earliest."""
        return self.intersection(Days(max(self.begins, day)))

    def without(self, taken: Iterable["Days"]) -> "Iterator[Days]":
        """The runs of these days in which none of ``taken`` holds, in order."""
        begins: date | None = self.begins
        for other in sorted(taken, key=lambda one: one.begins):
            both = self.intersection(other)
            if both is None or begins is None or (both.ends is not None and both.ends <= begins):
                continue
            if begins < both.begins:
                yield Days(begins, both.begins)
            begins = both.ends
        if begins is not None and (self.ends is None or begins < self.ends):
            yield Days(begins, self.ends)
