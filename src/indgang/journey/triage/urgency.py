"""Danger that a person must see at once: life, violence, a child, no roof tonight.

Plain patterns over the folded text (``data/urgency.toml``), in both languages, because each can
be read and argued with. They are wide on purpose: a false alarm costs a look, a missed one may
cost a life.
What lies in the past ("for ti år siden") and what is asked about in general is let through
unless the words say that it goes on.
"""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

from indgang.journey.triage.text import skeleton

#: The kinds in the order they win when a text says several.
KINDS = ("life", "violence", "child", "no_roof")


def _compiled() -> dict[str, tuple[re.Pattern[str], ...]]:
    data = tomllib.loads(files(__package__).joinpath("data", "urgency.toml").read_text("utf-8"))
    parts: dict[str, str] = data["parts"]

    def whole(pattern: str) -> str:
        for name, part in parts.items():
            pattern = pattern.replace(f"<{name}>", part)
        return re.sub(r"<(\d+)>", r"(?:\\W+\\w+){0,\1}?\\W+", pattern)

    return {kind: tuple(re.compile(whole(p)) for p in data[kind]["patterns"]) for kind in KINDS}


_COMPILED = _compiled()

#: Words of danger by how they sound, for those who spell by ear ("slar" for "slaar").
_BY_EAR = {
    skeleton(word): word
    for word in (
        "slaar",
        "slaaet",
        "taever",
        "taesker",
        "banker",
        "sparker",
        "kvaeler",
        "kvaelertag",
        "truer",
        "voldelig",
        "selvmord",
        "overdosis",
        "hjemloes",
        "voldtaget",
        "bevidstloes",
        "boernene",
        "boern",
        "kaereste",
        "gaden",
        "sove",
        "leve",
    )
}

#: Said of what is over, of others in general, or of a figure of speech.
_PAST = re.compile(
    r"\b(?:for \w+ aar siden|som barn|dengang|i sin tid|engang|years ago|as a child|"
    r"i min barndom|tidligere|i gamle dage)\b"
)
_NOT_MEANT = re.compile(
    r"\b(?:ihjel af (?:grin|varme|kedsomhed)|doe af (?:grin|skam)|slaar (?:mig|os) ned paa|"
    r"slaar (?:mig|os) (?:sammen|loes|op|til)|sparker doere ind|slaa(?:r)? (?:til|fra|op)|"
    r"oevelse|film|bog|roman|kursus|kampagne|foredrag|opgave om|artikel)\b"
)


def urgent_kind(folded: str, repaired: str = "") -> tuple[str, str] | None:
    """The worst kind of danger a text tells of and the words that say so, or ``None``.

    ``folded`` is the text with Danish letters folded; ``repaired`` the same with known
    misspellings put right, tried when the first says nothing.
    """
    for text in _distinct((folded, repaired)):
        for kind in KINDS:
            for pattern in _COMPILED[kind]:
                match = pattern.search(text)
                if match and not _let_through(text, match.start(), match.end(), kind):
                    return kind, match.group()
    return None


def hear(folded: str) -> str | None:
    """The word of danger that a misspelled word sounds like, or ``None``."""
    return _BY_EAR.get(skeleton(folded))


def _let_through(text: str, begins: int, ends: int, kind: str) -> bool:
    around = text[max(0, begins - 60) : ends + 60]
    if _NOT_MEANT.search(around):
        return True
    return kind in ("violence", "child") and bool(_PAST.search(around))


def _distinct(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
