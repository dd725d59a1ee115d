"""What the front page of ``/styring/`` tells a leader, gathered from the parts of the room.

Each part keeps a list ``WAITING`` (``views/<part>_waiting.py``) of functions that say what needs
the leader now. The front page shows them in the order of their weight.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from indgang.access.public import Request


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the front page: a template and what it needs.

    ``weight``: 0 is what cannot wait, 10 what should be done soon, 20 what is good to know.
    ``heading`` is shown above it; the template brings the rest without a heading of its own.
    """

    heading: str
    template: str
    context: dict[str, object] = field(default_factory=dict)
    weight: int = 10


#: Says what waits, or ``None`` when there is nothing to say.
Waiting = Callable[[Request], Fragment | None]
