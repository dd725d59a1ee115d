"""Which step mends a trouble, when somebody has chosen the unit that is to have it. Pure."""

from dataclasses import dataclass
from typing import Any

from indgang.reorganisation.public import Close, StepLine, TroubleLine

#: Troubles that one press mends, given a unit.
MENDABLE = frozenset({"task_without_home", "post_without_home", "thing_without_home"})


@dataclass(frozen=True, slots=True)
class Mend:
    """A step to add at ``position`` (from 1), or to put in its place when ``instead``."""

    kind: str
    detail: dict[str, Any]
    position: int
    instead: bool = False


def _closing(unit: str, steps: tuple[StepLine, ...]) -> tuple[int, Close] | None:
    """The step that closes the unit without saying who gets what it has."""
    for line in steps:
        if isinstance(line.step, Close) and line.step.unit == unit and not line.step.to:
            return line.position, line.step
    return None


def unit_of(line: TroubleLine) -> str:
    """The key of the unit that leaves something behind."""
    parts = line.subject.split(":")
    return parts[0] if line.code == "task_without_home" else parts[1]


def mend_all(line: TroubleLine, choice: str, steps: tuple[StepLine, ...]) -> Mend | None:
    """The closing of the trouble's unit, with all that it has going to ``choice``."""
    if line.code not in MENDABLE:
        return None
    unit = unit_of(line)
    closing = _closing(unit, steps)
    if closing is None:
        return None
    return Mend("close", {"unit": unit, "to": choice}, closing[0], instead=True)


def mend(line: TroubleLine, choice: str, steps: tuple[StepLine, ...]) -> Mend | None:
    """The step that gives the homeless thing to the unit ``choice``; ``None``: no step does.

    It comes right before the unit closes, while it still has something to give.
    """
    if line.code not in MENDABLE:
        return None
    if line.code == "thing_without_home":
        return mend_all(line, choice, steps)
    parts = line.subject.split(":")
    unit = unit_of(line)
    closing = _closing(unit, steps)
    at = closing[0] if closing else len(steps) + 1
    if line.code == "task_without_home":
        detail = {"kle": parts[1], "from_unit": unit, "to_unit": choice}
        return Mend("transfer_task", detail, at)
    detail = {
        "person": parts[0], "from_unit": unit, "function": parts[2], "to_unit": choice,
        "new_function": "", "new_title": "",
    }  # fmt: skip
    return Mend("move_post", detail, at)
