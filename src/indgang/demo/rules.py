"""Numbers that belong to nobody, and the ranges of subjects. Pure; chance is a seeded argument.

The scheme of CPR numbers is called ``demonstration-1858`` and is told in
``docs/demonstration.md``.
"""

from collections.abc import Collection, Iterable
from datetime import date
from random import Random
from unicodedata import normalize
from uuid import UUID

from indgang.citizens.public import Cpr, parse_cpr
from indgang.organisation.public import kle_covers
from indgang.shared.identifiers import ALPHABET, check_character

#: Who vouches for the accounts of the demonstration.
ISSUER = "demonstration"

#: The name of the scheme below, as the documents and the about-page use it.
CPR_SCHEME = "demonstration-1858"

#: Years that the century rule reads as 1858–1899 with a seventh digit of 5–8. The youngest
#: person with such a number would be far over 120.
CPR_YEARS = range(58, 100)
CPR_SEVENTH = (5, 6, 7, 8)

#: CVR numbers: weights of the modulus 11 check that real numbers pass.
CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def demonstration_cpr(birthday: date, chance: Random) -> Cpr:
    """A CPR number with the day and month of the birthday that no living person can have.

    The two year digits are 58–99 and the seventh digit 5–8, which the century rule reads as born
    in 1858–1899. They say nothing of the real age; ``Citizen.born`` does. A birthday on
    29 February gets a leap year.
    """
    leap = (birthday.month, birthday.day) == (2, 29)
    year = chance.choice([y for y in CPR_YEARS if not leap or y % 4 == 0])
    serial = chance.choice(CPR_SEVENTH) * 1000 + chance.randrange(1000)
    text = f"{birthday:%d%m}{year:02}{serial:04}"
    return parse_cpr(text, at=birthday)


def is_demonstration_cpr(cpr: Cpr) -> bool:
    """Is the number of the scheme, so that it cannot belong to a living person?"""
    return 1858 <= cpr.born.year <= 1899


def passes_cvr_check(cvr: str) -> bool:
    """Is this a number that Det Centrale Virksomhedsregister could have given out?"""
    digits = [int(digit) for digit in cvr]
    return sum(w * d for w, d in zip(CVR_WEIGHTS, digits, strict=True)) % 11 == 0


def demonstration_cvr(chance: Random) -> str:
    """Eight digits that fail the check of CVR numbers, so that no company can have them."""
    while True:
        cvr = f"{chance.randrange(10_000_000, 100_000_000)}"
        if not passes_cvr_check(cvr):
            return cvr


def demonstration_phone(chance: Random) -> str:
    """A number that reaches nobody: it begins with 01, and Danish subscribers' begin with 2–9."""
    digits = f"01{chance.randrange(1_000_000):06}"
    return " ".join(digits[at : at + 2] for at in range(0, 8, 2))


def demonstration_number(prefix: str, chance: Random) -> str:
    """A number in the form of ``spoken_number``, but the same for the same seed."""
    body = "".join(chance.choice(ALPHABET) for _ in range(7))
    body += check_character(body)
    return f"{prefix}-{body[:4]}-{body[4:]}"


def demonstration_id(milliseconds: int, chance: Random) -> UUID:
    """A UUID of version 7 (RFC 9562) for an instant (ms since 1970), the same for the same seed."""
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | chance.getrandbits(12) << 64 | 0b10 << 62 | chance.getrandbits(62)
    return UUID(int=value)


_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ı": "i", "ł": "l"})


def slug(name: str) -> str:
    """A name as a key.

    >>> slug("Ayşe Østergaard")
    'ayse-oestergaard'
    """
    plain = normalize("NFKD", name.lower().translate(_DANISH)).encode("ascii", "ignore").decode()
    return "-".join(plain.split())


def ranges(own: Iterable[str], others: Collection[str]) -> tuple[str, ...]:
    """The widest KLE ranges that hold all of ``own`` and none of ``others``, in order.

    >>> ranges(["27.60.04", "27.36.04"], ["27.36.14"])
    ('27.36.04', '27.60')
    """
    found = set()
    for subject in own:
        parts = subject.split(".")
        candidates = [".".join(parts[:length]) for length in (1, 2, 3)]
        found.add(
            next(
                (wide for wide in candidates if not any(kle_covers(wide, o) for o in others)),
                subject,
            )
        )
    return tuple(sorted(found))
