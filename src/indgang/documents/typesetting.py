"""Sets a letter as tagged PDF (PDF/UA-1, ISO 14289-1). No text becomes markup: it goes as data."""

import json
import re
import unicodedata
from datetime import datetime, time
from pathlib import Path
from typing import Any

import typst

from indgang.documents.letters import Letter, as_data
from indgang.shared.clock import COPENHAGEN

_TEMPLATE = Path(__file__).parent / "templates" / "documents" / "letter.typ"
_UNSHOWN = re.compile(r'the text ["`]+(.+?)["`]+ could not be displayed', re.DOTALL)
#: Signs that turn the reading direction of what follows; a letter has no use for them.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LONGEST_WORD = 40
_ROUNDS = 12
_WESTERN = 0x180  # below this (Latin with its accents) every font has every sign
#: Signs that join or colour the pictures beside them; without the picture they mean nothing.
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")


def render(letter: Letter) -> bytes:
    """The letter as PDF/UA-1. The same letter gives the same bytes.

    Signs that no font of the setter can draw (emoji, say) are written out as their names, because
    a letter with holes in it is not accessible.
    """
    data = _mapped(as_data(letter), _shown)
    stamp = int(datetime.combine(letter.on, time(12), COPENHAGEN).timestamp())
    for _round in range(_ROUNDS):
        try:
            return _compile(data, stamp)
        except typst.TypstError as error:
            missing = _UNSHOWN.search(error.message)
            if missing is None:
                raise
            signs = {sign for sign in missing.group(1) if ord(sign) >= _WESTERN}
            if not signs:
                break
            data = _mapped(data, lambda text, signs=signs: _spelled(text, signs))
    return _compile(_mapped(data, _western), stamp)


def _compile(data: dict[str, Any], stamp: int) -> bytes:
    made: bytes = typst.compile(
        _TEMPLATE,
        sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=stamp,
    )
    return made


def _mapped(value: Any, change: Any) -> Any:
    """The same shape with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _mapped(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, change) for inner in value]
    return value


def _shown(text: str) -> str:
    """Without signs that cannot be seen; words too long for a line may be broken."""
    clean = "".join(
        sign
        for sign in unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
        if sign == "\n"
        or (sign not in _TURNING and unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn"))
    )
    return re.sub(
        rf"\S{{{_LONGEST_WORD},}}",
        lambda word: "\u200b".join(re.findall(rf".{{1,{_LONGEST_WORD}}}", word.group())),
        clean,
    )


def _name(sign: str) -> str:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return ""  # belongs to the sign before it
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}').lower()}]"


def _spelled(text: str, signs: set[str]) -> str:
    """The text with these signs as their names, and without what joined them to others."""
    if signs.isdisjoint(text):
        return text
    return "".join(_name(sign) if sign in signs else sign for sign in text if sign not in _JOINERS)


def _western(text: str) -> str:
    """The last way out: only what every font has; everything else by its name."""
    return "".join(
        sign if ord(sign) < _WESTERN or sign in "–—“”‘’…\u200b•" else _name(sign) for sign in text
    )
