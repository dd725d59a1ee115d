"""Where something that a unit had is found on a later day. Pure.

Each reorganisation leaves lines that say what went where (``Succession``); a walk along them leads
from an old name, number or letter to the unit that has the matter now (demand O7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from indgang.organisation.rules import kle_covers


@dataclass(frozen=True, slots=True)
class SuccessionFacts:
    """From the day ``on`` what ``from_unit`` had within ``kle`` ("": everything) is elsewhere."""

    on: date
    from_unit: UUID
    kle: str
    to_unit: UUID
    cause: UUID  #: the reorganisation


@dataclass(frozen=True)
class Successions:
    """All lines, of every reorganisation."""

    lines: tuple[SuccessionFacts, ...]

    @classmethod
    def of(cls, lines: Iterable[SuccessionFacts]) -> "Successions":
        """In the order of their days."""
        return cls(tuple(sorted(lines, key=lambda line: line.on)))

    @cached_property
    def leaving(self) -> Mapping[UUID, tuple[SuccessionFacts, ...]]:
        """The lines from each unit, the earliest first."""
        found: dict[UUID, list[SuccessionFacts]] = {}
        for line in self.lines:
            found.setdefault(line.from_unit, []).append(line)
        return {unit: tuple(lines) for unit, lines in found.items()}

    def last(self, unit_id: UUID, kle: str, at: date, *, since: date = date.min) -> UUID:
        """The unit that has the subject on the day ``at``, when ``unit_id`` had it at ``since``.

        A line counts from its day; of one day's lines the most exact range decides. A circle
        within one day is walked once.
        """
        current, day = unit_id, since
        walked: set[SuccessionFacts] = set()
        while True:
            ahead = [
                line
                for line in self.leaving.get(current, ())
                if day <= line.on <= at and line not in walked and kle_covers(line.kle, kle)
            ]
            if not ahead:
                return current
            first = min(line.on for line in ahead)
            step = max((line for line in ahead if line.on == first), key=lambda line: len(line.kle))
            walked.add(step)
            current, day = step.to_unit, step.on

    def parts(self, unit_id: UUID, at: date, *, since: date = date.min) -> Mapping[str, UUID]:
        """What left the unit after ``since``: each range with the unit that has it on ``at``.

        ``since`` is a day on which the unit still had it all, so lines of that day are not counted.
        """
        return {
            line.kle: self.last(line.to_unit, line.kle, at, since=line.on)
            for line in self.leaving.get(unit_id, ())
            if since < line.on <= at
        }

    def whole(self, unit_id: UUID, at: date, *, since: date = date.min) -> UUID:
        """The one unit that has on ``at`` all that ``unit_id`` had on ``since``.

        Itself where it was parted, or only gave away single tasks.
        """
        ahead = {each for each in self.leaving.get(unit_id, ()) if since < each.on <= at}
        current, walked = unit_id, set[SuccessionFacts]()
        while True:
            days = sorted({each.on for each in ahead if each.kle == ""})
            if not days:
                return current
            lines = {each for each in ahead if each.on == days[0]}
            heirs = {each.to_unit for each in lines}
            if len(heirs) > 1:
                return unit_id
            walked |= lines
            current = heirs.pop()
            after = self.leaving.get(current, ())
            ahead = {each for each in after if days[0] <= each.on <= at} - walked
