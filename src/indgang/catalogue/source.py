"""The catalogue as the files in ``data/`` say it. Pure: reads packaged files, no database."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

#: The seven administrations of Copenhagen 2013.
ADMINISTRATIONS = ("BUF", "BIF", "SUF", "SOF", "KFF", "TMF", "OKF")
SITUATIONS = ("everyday", "general", "special")
FRONT_DESK = ("decide", "receive", "guide", "inform")
CHANNELS = ("digital", "person", "phone")
MINUTES = (15, 20, 30, 45, 60)
#: A KLE subject number: main group, group, subject.
KLE = re.compile(r"\d\d\.\d\d\.\d\d")
#: Fewest phrases of a service in each language.
FEWEST = {"da": 12, "en": 5}

_TEXTS = ("title_da", "title_en", "what_da", "what_en", "kle", "administration", "decided_by",
          "situation", "front_desk")  # fmt: skip
_LISTS = ("channels", "how_da", "how_en", "bring_da", "bring_en", "aliases", "words_da",
          "words_en")  # fmt: skip
_NUMBERS = ("appointment_minutes", "deadline_days")
_FLAGS = ("appointment", "online")
_OPTIONAL = ("fee_dkk", "fee_note_da", "fee_note_en")


class CatalogueError(ValueError):
    """The files of the catalogue are not whole; the message names the service and the key."""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: a unit of the municipality, or another authority (``kind`` is ``state``)."""

    key: str
    kind: str
    da: str
    en: str


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service. ``deadline_days`` and ``appointment_minutes`` are synthetic (see data/README).

    ``fee_dkk`` is ``None`` where no price is known here, which does not mean that it is free.
    """

    code: str
    title_da: str
    title_en: str
    kle: str
    administration: str
    situation: str
    front_desk: str
    channels: tuple[str, ...]
    appointment: bool
    appointment_minutes: int
    online: bool
    deadline_days: int
    decided_by: str
    what_da: str
    what_en: str
    how_da: tuple[str, ...]
    how_en: tuple[str, ...]
    bring_da: tuple[str, ...]
    bring_en: tuple[str, ...]
    aliases: tuple[str, ...]
    words_da: tuple[str, ...]
    words_en: tuple[str, ...]
    fee_dkk: int | None = None
    fee_note_da: str = ""
    fee_note_en: str = ""


@cache
def deciders() -> Mapping[str, Decider]:
    """Who may be named in ``decided_by``, by key."""
    text = files(__package__).joinpath("data", "deciders.toml").read_text("utf-8")
    return {
        key: Decider(key, row["kind"], row["da"], row["en"])
        for key, row in tomllib.loads(text).items()
    }


@cache
def service_entries() -> tuple[ServiceEntry, ...]:
    """All services of the packaged catalogue, in the order of their codes."""
    folder = files(__package__).joinpath("data", "services")
    texts = [f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")]
    return read_services(texts, deciders())


def read_services(texts: Iterable[str], known: Mapping[str, Decider]) -> tuple[ServiceEntry, ...]:
    """Services from the texts of TOML files, each checked; raises :class:`CatalogueError`."""
    found: dict[str, ServiceEntry] = {}
    for text in texts:
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise CatalogueError(f"not TOML: {error}") from error
        for code, row in tables.items():
            if code in found:
                raise CatalogueError(f"{code}: stands in two files")
            found[code] = _entry(code, row)
            check(found[code], known)
    return tuple(found[code] for code in sorted(found))


def _entry(code: str, row: Any) -> ServiceEntry:
    if not isinstance(row, dict):
        raise CatalogueError(f"{code}: must be a table")
    wanted = {*_TEXTS, *_LISTS, *_NUMBERS, *_FLAGS}
    missing, strange = wanted - set(row), set(row) - wanted - set(_OPTIONAL)
    if missing or strange:
        raise CatalogueError(f"{code}: missing {sorted(missing)}, unknown {sorted(strange)}")
    kinds = [(_TEXTS, str), (_LISTS, list), (_NUMBERS, int), (_FLAGS, bool)]
    for keys, kind in kinds:
        for key in keys:
            if type(row[key]) is not kind:
                raise CatalogueError(f"{code}: {key} must be {kind.__name__}")
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return ServiceEntry(code=code, **values)


def check(entry: ServiceEntry, known: Mapping[str, Decider]) -> None:
    """Raise :class:`CatalogueError` unless an entry is whole in both languages and consistent."""
    wrong = [
        message
        for bad, message in (
            (not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.code), "code"),
            (not KLE.fullmatch(entry.kle), f"kle {entry.kle!r} is not NN.NN.NN"),
            (entry.administration not in ADMINISTRATIONS, "administration"),
            (entry.situation not in SITUATIONS, "situation"),
            (entry.front_desk not in FRONT_DESK, "front_desk"),
            (not entry.channels or not set(entry.channels) <= set(CHANNELS), "channels"),
            (entry.appointment_minutes not in MINUTES, "appointment_minutes"),
            (entry.deadline_days < 0, "deadline_days"),
            (entry.decided_by not in known, f"decided_by {entry.decided_by!r} is nobody"),
            (len(entry.words_da) < FEWEST["da"], "words_da: too few"),
            (len(entry.words_en) < FEWEST["en"], "words_en: too few"),
            (len(entry.how_da) != len(entry.how_en), "how: steps differ between languages"),
            (not 1 <= len(entry.how_da) <= 3, "how: one to three steps"),
            (len(entry.bring_da) != len(entry.bring_en), "bring: differs between languages"),
            (not all(_texts(entry)), "an empty text"),
        )
        if bad
    ]
    if wrong:
        raise CatalogueError(f"{entry.code}: {'; '.join(wrong)}")


def _texts(entry: ServiceEntry) -> list[str]:
    single = [entry.title_da, entry.title_en, entry.what_da, entry.what_en]
    many = [entry.how_da, entry.how_en, entry.bring_da, entry.bring_en, entry.aliases,
            entry.words_da, entry.words_en]  # fmt: skip
    return [text.strip() for text in [*single, *(text for texts in many for text in texts)]]
