"""What a received file may be and what it is called. Pure: bytes and names in, answers out."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

import filetype

#: The largest file that is received, in bytes (10 MB).
LARGEST = 10 * 1024 * 1024
_LONGEST_NAME = 120

#: What may be received, and the endings that tell the truth about it. The first is put on a name
#: that has none.
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe"),
    "image/png": (".png",),
    "text/plain": (".txt",),
}
#: Invisible signs that turn the reading direction: "regning\u202efdp.exe" reads as a PDF.
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fault(StrEnum):
    """Why a file is not received."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_RECEIVED = "not_received"  #: of a kind that is not received
    OTHER_NAME = "other_name"  #: the ending says something else than the content


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a file is. ``fault`` is ``None`` when it may be received.

    ``media_type`` is what the content shows ("" when nobody can tell); ``name`` is the cleaned one.
    """

    media_type: str
    name: str
    fault: Fault | None = None


def content_type(data: bytes) -> str:
    """The media type by the content alone; "" when it is none that is known and not plain text."""
    kind = filetype.guess(data)
    if kind is not None:
        return str(kind.mime)
    return "text/plain" if _is_plain_text(data) else ""


def _is_plain_text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text)


def clean_name(name: str) -> str:
    """A name without folders, control and turning signs, and at most 120 characters long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(
        sign
        for sign in last
        if sign not in _TURNING and unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn")
    )
    stem, ending = _parts(" ".join(kept.split()).strip(". "))
    return stem[: _LONGEST_NAME - len(ending)].rstrip() + ending


def _parts(name: str) -> tuple[str, str]:
    """Stem and ending (with its dot, as written); a long or spaced "ending" is part of the name."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 8 or not ending.isalnum():
        return name, ""
    return stem, dot + ending


def judge(filename: str, data: bytes) -> Judgement:
    """Whether the file may be received, and as what."""
    name = clean_name(filename)
    if not data:
        return Judgement("", name, Fault.EMPTY)
    if len(data) > LARGEST:
        return Judgement("", name, Fault.TOO_LARGE)
    media_type = content_type(data)
    endings = ENDINGS.get(media_type)
    if endings is None:
        return Judgement(media_type, name, Fault.NOT_RECEIVED)
    stem, ending = _parts(name)
    if not ending:
        return Judgement(media_type, (stem or "fil") + endings[0])
    if ending.lower() not in endings:
        return Judgement(media_type, name, Fault.OTHER_NAME)
    return Judgement(media_type, name)
