"""Is a unit ready to work in a new way? Pure.

No law sets a number. The house's own rule: at least half of those in the unit who will do it are
trained, and at least one; whoever begins sooner says why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from indgang.ways.models import WayKind

#: The functions whose posts do what a way is about.
DONE_BY: Mapping[str, frozenset[str]] = {
    WayKind.PROCEDURE: frozenset(
        {"front_desk", "caseworker", "specialist", "leader", "coordinator", "librarian"}
    ),
    WayKind.COORDINATOR_GUIDELINE: frozenset({"coordinator", "caseworker", "specialist"}),
    WayKind.FRONT_DESK_TASK: frozenset({"front_desk", "librarian"}),
}


class Missing(StrEnum):
    """What a unit lacks before it can begin."""

    PROCEDURE = "procedure"  #: nothing says how it is done
    NOBODY = "nobody"  #: nobody in the unit has a post that does it
    TRAINING = "training"  #: too few of those who will do it are trained


@dataclass(frozen=True, slots=True)
class Preparedness:
    """A unit and a way: who will do it, who of them is trained, how many must be."""

    doing: frozenset[UUID]
    trained: frozenset[UUID]
    needed: int
    missing: tuple[Missing, ...]

    @property
    def untrained(self) -> frozenset[UUID]:
        """Those who will do it and have not learned it."""
        return self.doing - self.trained

    @property
    def is_ready(self) -> bool:
        """Can the unit begin without saying why it does not wait?"""
        return not self.missing


def needed_of(doing: int) -> int:
    """How many of so many must be trained: half, rounded up, and at least one."""
    return max(1, (doing + 1) // 2)


def preparedness(
    *,
    kind: str,
    training_hours: Decimal,
    steps: int,
    posts: Collection[tuple[UUID, str]],
    trained: Collection[UUID],
) -> Preparedness:
    """Weigh a unit's ``posts`` (person, function) against what the way asks for.

    A way that takes no training (0 hours) needs nobody trained.
    """
    doing = frozenset(person for person, function in posts if function in DONE_BY[kind])
    learned = doing & frozenset(trained)
    needed = needed_of(len(doing)) if training_hours > 0 else 0
    missing = []
    if not steps:
        missing.append(Missing.PROCEDURE)
    if not doing:
        missing.append(Missing.NOBODY)
    elif len(learned) < needed:
        missing.append(Missing.TRAINING)
    return Preparedness(doing, learned, needed, tuple(missing))
