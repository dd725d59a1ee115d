"""Very many identifiers on their way from one statement to another.

A hundred thousand UUIDs are dearer to make into objects and back than to move in the database, so
they travel as PostgreSQL writes an array (``{a,b,c}``) and are cast with ``::uuid[]``. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Moved:
    """Things that went from one unit to another: three arrays of the same length, as text.

    ``things``: what went (cases, enquiries); ``left``: the unit it left; ``got``: the unit that
    has it now.
    """

    count: int
    things: str
    left: str
    got: str

    @classmethod
    def of(cls, rows: Iterable[tuple[UUID, UUID, UUID]]) -> "Moved":
        """From a few rows (thing, unit it left, unit that has it)."""
        columns = list(zip(*rows, strict=True)) or [(), (), ()]
        things, left, got = ("{" + ",".join(map(str, column)) + "}" for column in columns)
        return cls(len(columns[0]), things, left, got)
