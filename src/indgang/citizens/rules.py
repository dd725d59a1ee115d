"""CPR numbers, ages and names. Pure.

A CPR number is ``DDMMYY-SSSS``. The seventh digit and the year tell the century (CPR-kontoret,
"Personnummeret i CPR", table of 2008). The modulus 11 check was dropped in 2007 and is not made.
"""

from dataclasses import dataclass
from datetime import date

#: (seventh digits, two-digit year from, to, century they mean)
CENTURIES: tuple[tuple[str, int, int, int], ...] = (
    ("0123", 0, 99, 1900),
    ("4", 0, 36, 2000),
    ("4", 37, 99, 1900),
    ("5678", 0, 57, 2000),
    ("5678", 58, 99, 1800),
    ("9", 0, 36, 2000),
    ("9", 37, 99, 1900),
)


class NotACprError(ValueError):
    """Not a CPR number: ``problem`` is ``length``, ``date`` or ``future``. Holds no digits."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Cpr:
    """A number that could be a CPR number. Its text form is masked, so that logs stay clean."""

    digits: str
    born: date

    def __repr__(self) -> str:
        return "Cpr(******-****)"

    __str__ = __repr__


def parse_cpr(text: str, *, at: date) -> Cpr:
    """Read what a person typed, with or without dash and spaces.

    Raises ``NotACprError``: not ten digits, no such day, or a birthday after the day ``at``.
    """
    digits = "".join(c for c in text if c not in "- \u2010\u2011\u2013\u00a0.")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise NotACprError("length")
    year = int(digits[4:6])
    century = next(
        first
        for seventh, low, high, first in CENTURIES
        if digits[6] in seventh and low <= year <= high
    )
    try:
        born = date(century + year, int(digits[2:4]), int(digits[:2]))
    except ValueError:
        raise NotACprError("date") from None
    if born > at:
        raise NotACprError("future")
    return Cpr(digits, born)


def age(born: date, at: date) -> int:
    """Whole years on the day ``at``; born on 29 February one is a year older on 1 March."""
    return at.year - born.year - ((at.month, at.day) < (born.month, born.day))


def may_speak_for(kind: str, born: date | None, at: date) -> bool:
    """Does a relation of this kind let one act for the other on the day?

    Custody ends at 18 (Forældreansvarsloven § 1; Værgemålsloven § 1); guardianship,
    representation and signature hold as long as their row does.
    """
    if kind == "parent":
        return born is not None and age(born, at) < 18
    return kind in ("guardian", "representative", "signatory")
