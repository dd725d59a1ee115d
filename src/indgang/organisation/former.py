"""Names and numbers that units had and have not any more: people still come by them."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.organisation.models import UnitState
from indgang.organisation.queries import revision
from indgang.shared.validity_fields import to_days

_memory: dict[date, tuple[int, "Former"]] = {}
_MOST_DAYS = 8
_NUMBER = re.compile(r"(?<!\d)(?:\+?45[ .-]?)?(\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .-]?\d{2})(?!\d)")


def comparable(text: str) -> str:
    """As names are compared: small letters, one space between words, no signs."""
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def numbers_in(text: str) -> tuple[str, ...]:
    """The Danish phone numbers in a text as eight digits, each once.

    >>> numbers_in("Ring +45 45 97 30 00 eller 45973001")
    ('45973000', '45973001')
    """
    found = (re.sub(r"\D", "", match) for match in _NUMBER.findall(text))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class FormerName:
    """A unit was called this, or had this number, until the day ``until``."""

    unit_id: UUID
    text: str  #: the name, or the number as it was written
    until: date


@dataclass(frozen=True, slots=True)
class Former:
    """What leads astray on a day: by name as it is compared, and by number in digits."""

    names: dict[str, FormerName]
    numbers: dict[str, FormerName]


def former(at: date) -> Former:
    """Names and numbers that were some unit's and are no unit's on the day ``at``.

    Kept in memory until a change of the organisation is counted.
    """
    current = revision("organisation")
    known = _memory.get(at)
    if known is not None and known[0] == current:
        return known[1]
    found = _former(at)
    if len(_memory) >= _MOST_DAYS:
        _memory.clear()
    _memory[at] = (current, found)
    return found


def _former(at: date) -> Former:
    names: dict[str, FormerName] = {}
    numbers: dict[str, FormerName] = {}
    name_now: set[str] = set()
    number_now: set[str] = set()
    rows: Any = UnitState.objects.order_by("id")
    for unit_id, name, phone, validity in rows.values_list("unit_id", "name", "phone", "validity"):
        days = to_days(validity)
        called, digits = comparable(name), next(iter(numbers_in(phone)), "")
        if at in days:
            name_now.add(called)
            number_now.add(digits)
        elif days.ends is not None and days.ends <= at:
            _keep(names, called, FormerName(unit_id, name, days.ends))
            _keep(numbers, digits, FormerName(unit_id, phone, days.ends))
    return Former(
        {text: one for text, one in names.items() if text and text not in name_now},
        {text: one for text, one in numbers.items() if text and text not in number_now},
    )


def _keep(known: dict[str, FormerName], text: str, one: FormerName) -> None:
    """The one that held last has the text."""
    if text not in known or known[text].until < one.until:
        known[text] = one
