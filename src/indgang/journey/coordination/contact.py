"""What a citizen notices when a unit becomes another: its name, its number, its doors. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Contact:
    """How one gets hold of a unit. ``doors`` are the addresses where it receives people."""

    name: str
    phone: str
    doors: frozenset[str]


@dataclass(frozen=True)
class Contacts:
    """All units before the day and on it, by id."""

    before: Mapping[UUID, Contact]
    after: Mapping[UUID, Contact]

    def is_to_be_told(self, from_unit: UUID, to_unit: UUID, whom: str) -> bool:
        """Does a citizen of ``from_unit`` get a letter, now that ``to_unit`` has their matter?

        ``whom`` is ``everybody`` (another name is enough), ``changed`` (another number, or no
        door in common any more) or ``nobody``.
        """
        if whom == "nobody":
            return False
        was, now = self.before.get(from_unit), self.after.get(to_unit)
        if was is None or now is None:
            return True
        if whom == "everybody" and was.name != now.name:
            return True
        return was.phone != now.phone or _other_doors(was.doors, now.doors)

    def changed_in_place(self, whom: str) -> frozenset[UUID]:
        """Units that are the same before and after, whose citizens are to be told."""
        return frozenset(
            unit
            for unit in self.before.keys() & self.after.keys()
            if self.before[unit] != self.after[unit] and self.is_to_be_told(unit, unit, whom)
        )


def _other_doors(was: frozenset[str], now: frozenset[str]) -> bool:
    """Where one used to come is closed to one; a unit without doors is reached by phone."""
    return bool(was) and not was & now
