"""What pages hand to the shared components: plain records, filled by a view."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True)
class Row:
    """One line of a structured list: what it is, what it says, and perhaps a link to change it."""

    label: str
    value: object
    href: str = ""
    link_text: str = ""


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened (or will) on a day or at an instant."""

    at: date
    title: str
    text: str = ""
    by: str = ""
    href: str = ""
    link_text: str = ""
    is_future: bool = False


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    AHEAD = "ahead"
    ERROR = "error"


@dataclass(frozen=True)
class Step:
    """One step on a way. A link only where one may go there now."""

    label: str
    state: StepState
    href: str = ""


def steps(labels: list[str], current: int) -> list[Step]:
    """Steps from their names; `current` counts from 1, and one past the end means all are done."""
    if not 1 <= current <= len(labels) + 1:
        raise ValueError(f"step {current} of {len(labels)} does not exist")
    return [
        Step(
            label,
            StepState.DONE
            if number < current
            else StepState.CURRENT
            if number == current
            else StepState.AHEAD,
        )
        for number, label in enumerate(labels, start=1)
    ]
