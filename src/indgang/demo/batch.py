"""Rows on their way to the database, with chance that is the same for the same seed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from indgang.demo.data import Files
from indgang.demo.rules import demonstration_id, demonstration_number
from indgang.demo.tables import COLUMNS, DEFAULTS, TABLES
from indgang.shared.clock import COPENHAGEN


def days(begins: date, ends: date | None = None) -> str:
    """``[begins, ends)`` as the database writes a day range."""
    return f"[{begins},{ends or ''})"


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant in Danish time."""
    return datetime.combine(day, time(hour, minute), COPENHAGEN).astimezone(UTC)


class Batch:
    """The rows of one load. ``at`` is the day that everything is dated around."""

    def __init__(self, seed: int, at: date, files: Files) -> None:
        self.at = at
        self.files = files
        self.chance = Random(seed)  # noqa: S311 (the same seed must give the same town)
        #: Since when the town stands.
        self.since = date(at.year - 3, 1, 1)
        self._begun = moment(self.since, 0)
        self.rows: dict[str, list[Mapping[str, Any]]] = {table: [] for table in TABLES}
        self._numbers: set[str] = set()

    def new_id(self, made: datetime) -> UUID:
        """The id of a row that came to be then."""
        return demonstration_id(int(made.timestamp() * 1000), self.chance)

    def add(self, table: str, *, made: datetime | None = None, **values: Any) -> UUID:
        """Put a row on the pile; ``made`` is when it came to be, which its id begins with.

        Raises ``KeyError`` when a column is missing or unknown.
        """
        row = {**DEFAULTS.get(table, {}), **values}
        if "id" not in row:
            row["id"] = self.new_id(made or self._begun)
        if row.keys() != COLUMNS[table]:
            raise KeyError(f"{table}: {row.keys() ^ COLUMNS[table]}")
        self.rows[table].append(row)
        found: UUID = row["id"]
        return found

    def number(self, prefix: str) -> str:
        """A number that people can read aloud and nothing else has."""
        while (number := demonstration_number(prefix, self.chance)) in self._numbers:
            pass
        self._numbers.add(number)
        return number

    def working_moment(self, day: date) -> datetime:
        """An instant in office hours on the day, or on the Friday before a weekend."""
        weekday = day - timedelta(days=max(0, day.weekday() - 4))
        return moment(weekday, self.chance.randrange(9, 15), self.chance.randrange(60))

    def between(self, first: datetime, last: datetime, part: float) -> datetime:
        """An instant in office hours about ``part`` (0–1) of the way, never outside the two."""
        near = self.working_moment((first + (last - first) * part).astimezone(COPENHAGEN).date())
        return min(max(first, near), last)

    def likely(self, probability: float) -> bool:
        """True in about this part of the times (0–1)."""
        return self.chance.random() < probability
