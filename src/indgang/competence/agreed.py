"""What is recorded beside the grants: readiness of tasks, and who acts when two could."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.competence.models import BoundaryAgreement, Readiness, ReadinessCriterion
from indgang.organisation.public import kle_covers, organisation
from indgang.shared.danish_order import danish_order

#: Every criterion that a task must meet before the front desk can take it (demand E11).
CRITERIA: tuple[str, ...] = tuple(ReadinessCriterion.values)


@dataclass(frozen=True, slots=True)
class Criterion:
    """How a task stands to one criterion. ``met`` is ``None`` when nobody has looked at it.

    ``kle`` is the range it was recorded for; it may be wider than the task asked about.
    """

    criterion: str
    met: bool | None
    kle: str
    note: str
    begins: date | None
    recorded_by: str


@dataclass(frozen=True, slots=True)
class TaskReadiness:
    """A task's criteria in their fixed order."""

    kle: str
    criteria: tuple[Criterion, ...]

    @property
    def ready(self) -> bool:
        """Is every criterion met?"""
        return all(each.met for each in self.criteria)

    @property
    def missing(self) -> tuple[str, ...]:
        """The criteria that are not met, or that nobody has looked at."""
        return tuple(each.criterion for each in self.criteria if not each.met)


def readiness(kle: str, at: date) -> TaskReadiness:
    """Is the task ready for the front desk on the day? The most exact record decides."""
    return readiness_of([kle], at)[0]


def readiness_of(kles: Iterable[str], at: date) -> tuple[TaskReadiness, ...]:
    """The same for many tasks, in one read."""
    rows: list[Any] = list(Readiness.objects.valid_at(at).select_related("recorded_by"))
    return tuple(_ready(kle, rows) for kle in dict.fromkeys(kles))


def _ready(kle: str, rows: list[Any]) -> TaskReadiness:
    found: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: len(row.kle)):
        if kle_covers(row.kle, kle):
            found[row.criterion] = row
    return TaskReadiness(
        kle,
        tuple(
            Criterion(name, None, "", "", None, "")
            if (row := found.get(name)) is None
            else Criterion(
                name,
                row.met,
                row.kle,
                row.note,
                row.days.begins,
                row.recorded_by.name if row.recorded_by else "",
            )
            for name in CRITERIA
        ),
    )


@dataclass(frozen=True, slots=True)
class BoundaryLine:
    """Who acts when two could: ``first`` does, on the ``condition`` (demand K8)."""

    boundary_id: UUID
    kle: str
    first_id: UUID
    first: str
    other_id: UUID
    other: str
    condition: str
    source: str
    begins: date
    ends: date | None
    synthetic: bool


def boundaries(
    *, at: date, kle: str = "", unit_ids: frozenset[UUID] | None = None, language: str = "da"
) -> tuple[BoundaryLine, ...]:
    """The agreements of the day, by subject. ``kle``: those that are about the subject."""
    org = organisation(at)
    english = language.startswith("en")
    found = []
    for row in BoundaryAgreement.objects.valid_at(at):
        pair = {row.first_unit_id, row.other_unit_id}
        if (kle and not kle_covers(row.kle, kle)) or (unit_ids is not None and not pair & unit_ids):
            continue
        first, other = org.units.get(row.first_unit_id), org.units.get(row.other_unit_id)
        found.append(
            BoundaryLine(
                row.id,
                row.kle,
                row.first_unit_id,
                first.name if first else "",
                row.other_unit_id,
                other.name if other else "",
                (row.condition_en if english else "") or row.condition_da,
                row.source,
                row.days.begins,
                row.days.ends,
                row.synthetic,
            )
        )
    return tuple(sorted(found, key=lambda line: (line.kle, danish_order(line.first))))


def boundary_for(lines: Sequence[BoundaryLine]) -> BoundaryLine | None:
    """The most exact of several that fit."""
    return max(lines, key=lambda line: len(line.kle), default=None)
