"""Identifiers: ordered UUIDs for rows, short numbers that people can read aloud."""

import secrets
import time
from uuid import UUID

#: No I, L, O, U, 0 or 1: nothing that is misheard on the phone or misread on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): time first, so that new rows lie together in the index."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= secrets.randbits(12) << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)


def check_character(text: str) -> str:
    """One character that catches any single wrong character and most swapped neighbours."""
    total = 0
    for position, character in enumerate(text, start=1):
        total += position * ALPHABET.index(character)
    return ALPHABET[total % 29]


def spoken_number(prefix: str) -> str:
    """A new number such as ``H-7KQ2-M4XR``: a random one, so that nobody can guess another's."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    body += check_character(body)
    return f"{prefix}-{body[:4]}-{body[4:]}"


def read_spoken_number(text: str, prefix: str) -> str | None:
    """What a person typed, set right (case, spaces, missing dashes); ``None`` if it cannot be one.

    >>> read_spoken_number("h 2345 6787", "H") is None
    True
    """
    plain = "".join(character for character in text.upper() if character.isalnum())
    if not plain.startswith(prefix) or len(plain) != len(prefix) + 8:
        return None
    body = plain[len(prefix) :]
    if any(character not in ALPHABET for character in body):
        return None
    if check_character(body[:7]) != body[7]:
        return None
    return f"{prefix}-{body[:4]}-{body[4:]}"
