"""An edition of KLE as its open file writes it. Pure.

OS2KLE (MPL-2.0) has a line for each subject:
``KLENummer='32.24.04':KLETitel='Hjælp …':Keywords[Weight]=kontanthjælp[5];…;``. Groups, main
groups and facets are written in the same way, where a file gives them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from indgang.catalogue.kle_status import Status, read_status
from indgang.shared.errors import BadInput

#: A main group, a group or a subject.
NUMBER = re.compile(r"\d\d(\.\d\d){0,2}")
#: An action facet.
FACET = re.compile(r"[A-ZÆØÅ]\d\d")
_LINE = re.compile(r"KLENummer='([^']*)':KLETitel='(.*)':Keywords\[Weight\]=(.*)")
_KEYWORD = re.compile(r"(.*\S)\s*\[(\d{1,9})\]")
_MOST_TOLD = 20  #: faults told of one file
#: Signs that the database has room for.
LONGEST = {"title": 300, "term": 400, "facet": 200}


@dataclass(frozen=True, slots=True)
class KleEntry:
    """A subject, group, main group or facet of an edition; ``row`` is its line in the file."""

    row: int
    number: str
    status: Status
    keywords: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class KleEdition:
    """What a file holds."""

    entries: tuple[KleEntry, ...]
    facets: tuple[KleEntry, ...]

    @property
    def unknown(self) -> tuple[tuple[int, str, str], ...]:
        """Marks that no day could be read from: line, number, the mark."""
        return tuple(
            (entry.row, entry.number, mark)
            for entry in (*self.entries, *self.facets)
            for mark in entry.status.unknown
        )


def refuse(faults: Mapping[str, str]) -> None:
    """Raise ``BadInput`` with the first of the faults, if there are any."""
    if faults:
        shown = dict(list(faults.items())[:_MOST_TOLD])
        raise BadInput(
            _("Filen kan ikke læses: %(count)s fejl. Intet er ændret.") % {"count": len(faults)},
            fields=shown,
        )


def read_edition(text: str) -> KleEdition:
    """The edition in ``text``. Raises ``BadInput`` that names every line that is wrong."""
    faults: dict[str, str] = {}
    found: dict[str, KleEntry] = {}
    for row, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip():
            continue
        read = _entry(row, line)
        if isinstance(read, str):
            faults[_("Linje %(row)s") % {"row": row}] = read
        elif read.number in found:
            faults[_("Linje %(row)s") % {"row": row}] = _(
                "Nummeret %(number)s står også i linje %(other)s."
            ) % {"number": read.number, "other": found[read.number].row}
        else:
            found[read.number] = read
    if not found and not faults:
        raise BadInput(_("Filen er tom."))
    refuse(faults)
    return KleEdition(
        tuple(entry for entry in found.values() if NUMBER.fullmatch(entry.number)),
        tuple(entry for entry in found.values() if FACET.fullmatch(entry.number)),
    )


def _entry(row: int, line: str) -> KleEntry | str:
    """The line as an entry, or what is wrong with it."""
    parts = _LINE.fullmatch(line.strip())
    if parts is None or any(ord(sign) < 32 for sign in line):
        return _("Linjen er ikke skrevet som KLENummer='…':KLETitel='…':Keywords[Weight]=…")
    number, title, words = parts.groups()
    is_facet = FACET.fullmatch(number) is not None
    if not is_facet and not NUMBER.fullmatch(number):
        return _("»%(number)s« er ikke et nummer i KLE.") % {"number": number[:20]}
    if not title.strip() or len(title) > LONGEST["facet" if is_facet else "title"]:
        return _("Titlen mangler eller er for lang.")
    keywords: dict[str, int] = {}
    for word in words.split(";"):
        if not word.strip():
            continue
        known = _KEYWORD.fullmatch(word.strip())
        if known is None or len(known[1]) > LONGEST["term"]:
            return _("Stikordet »%(word)s« kan ikke læses.") % {"word": word[:40]}
        keywords[known[1]] = max(int(known[2]), keywords.get(known[1], 0))
    return KleEntry(row, number, read_status(title), tuple(sorted(keywords.items())))
