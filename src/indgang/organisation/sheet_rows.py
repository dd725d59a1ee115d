"""The columns of the organisation's spreadsheet, and one row of it read. Pure.

``Fra`` is the first day (empty: the day of the import), ``Til og med`` the last one (empty: until
further notice).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from indgang.organisation.intake import Fault, Line, Place
from indgang.shared.validity import Days

UNITS, TASKS, POSTS = "Enheder", "Opgaver", "Stillinger"
DAYS = ("Fra", "Til og med")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    UNITS: ("Nøgle", "Navn", "Slags", "Hører under", "Telefon", *DAYS),
    TASKS: ("Enhed", "KLE", "Rolle", *DAYS),
    POSTS: ("Medarbejder", "Navn", "Telefon", "Enhed", "Funktion", "Stilling", "Andel", *DAYS),
}
#: These columns may be left out.
OPTIONAL = frozenset(DAYS)
KINDS = {
    "kommunalbestyrelse": "council", "udvalg": "committee", "forvaltning": "administration",
    "center": "centre", "afdeling": "department", "team": "team", "kontor": "office",
    "fælles center": "joint_centre",
}  # fmt: skip
FUNCTIONS = {
    "skranke": "front_desk", "sagsbehandler": "caseworker", "specialist": "specialist",
    "leder": "leader", "tovholder": "coordinator", "bibliotekar": "librarian",
    "økonomi": "economy", "støtte": "support",
}  # fmt: skip
ROLES = {"ansvarlig": "ansvarlig", "udførende": "udfoerende", "indsigt": "indsigt"}

_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_KLE = re.compile(r"\d\d(\.\d\d){0,2}")
_DANISH_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


@dataclass(frozen=True, slots=True)
class PersonSays:
    """Somebody who is named in the sheet of posts."""

    place: Place
    key: str
    name: str
    phone: str


@dataclass
class Sheets:
    """What a workbook says, and what in it cannot be read."""

    units: list[Line] = field(default_factory=list)
    tasks: list[Line] = field(default_factory=list)
    posts: list[Line] = field(default_factory=list)
    people: dict[str, PersonSays] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def text_of(value: Any) -> str:
    """The cell as text: a number that was meant as text loses nothing that people see."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


@dataclass
class Row:
    """One row; what cannot be read is noted as a fault."""

    into: Sheets
    place: Place
    given: Mapping[str, Any]
    on: date
    is_whole: bool = True

    def read(self) -> None:
        """Add the row to what the workbook says."""
        readers: dict[str, Callable[[], None]] = {
            UNITS: self._unit, TASKS: self._task, POSTS: self._post,
        }  # fmt: skip
        readers[self.place.sheet]()

    def _wrong(self, column: str, text: str) -> None:
        self.is_whole = False
        self.into.faults.append(Fault(self.place, column, text))

    def _words(self, column: str, longest: int, *, may_be_empty: bool = False) -> str:
        text = text_of(self.given.get(column))
        if not text and not may_be_empty:
            self._wrong(column, _("Skal udfyldes."))
        if len(text) > longest or not text.isprintable():
            self._wrong(column, _("Må højst være %(count)s tegn.") % {"count": longest})
        return text

    def _key(self, column: str, *, may_be_empty: bool = False) -> str:
        text = self._words(column, 80, may_be_empty=may_be_empty)
        if text and not _KEY.fullmatch(text):
            self._wrong(column, _("Skal være bogstaver a–z, tal, »-« og »_«."))
        return text

    def _one_of(self, column: str, words: Mapping[str, str]) -> str:
        text = self._words(column, 80).casefold()
        if text in words.values():
            return text
        if text and text not in words:
            self._wrong(column, _("Skal være en af: %(words)s.") % {"words": ", ".join(words)})
        return words.get(text, "")

    def _kle(self) -> str:
        value = self.given.get("KLE")
        if isinstance(value, bool):
            value = str(value)
        if isinstance(value, int):
            value = f"{value:02}"  # the program took the text for a number
        elif isinstance(value, float):
            value = f"{value:05.2f}"
        text = text_of(value)
        if not _KLE.fullmatch(text):
            self._wrong("KLE", _("Skal være et nummer i KLE, for eksempel 32.24.04."))
        return text

    def _share(self) -> Decimal:
        try:
            share = Decimal(text_of(self.given.get("Andel")).replace(",", "."))
            if 0 < share <= 1 and share == share.quantize(Decimal("0.01")):
                return share.quantize(Decimal("0.01"))
        except InvalidOperation:
            pass
        self._wrong("Andel", _("Skal være over 0 og højst 1, med to decimaler."))
        return Decimal(1)

    def _day(self, column: str) -> date | None:
        value = self.given.get(column)
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or value is None or value == "":
            return value or None
        text = text_of(value)
        try:
            if parts := _DANISH_DAY.fullmatch(text):
                return date(int(parts[3]), int(parts[2]), int(parts[1]))
            return date.fromisoformat(text)
        except ValueError:
            self._wrong(column, _("Skal være en dato, for eksempel 31.12.2026."))
            return None

    def _days(self) -> Days | None:
        """``None``: what the row says is over before the day of the import."""
        first, last = self._day("Fra"), self._day("Til og med")
        begins = first or self.on
        if last is not None and last < begins:
            if first is not None:
                self._wrong("Til og med", _("Skal ikke være før den første dag."))
            return None
        if last == date.max:
            last = None
        return Days(begins, None if last is None else last + timedelta(days=1))

    def _add(self, lines: list[Line], about: tuple[str, ...], value: tuple[Any, ...]) -> None:
        days = self._days()
        if self.is_whole and days is not None:
            lines.append(Line(self.place, about, value, days))

    def _unit(self) -> None:
        key = self._key("Nøgle")
        kind = self._one_of("Slags", KINDS)
        name = self._words("Navn", 200)
        parent = self._key("Hører under", may_be_empty=True)
        phone = self._words("Telefon", 20, may_be_empty=True)
        self._add(self.into.units, (key,), (kind, name, parent, phone))

    def _task(self) -> None:
        about = (self._key("Enhed"), self._kle(), self._one_of("Rolle", ROLES))
        self._add(self.into.tasks, about, ())

    def _post(self) -> None:
        person = self._key("Medarbejder")
        said = PersonSays(
            self.place, person, self._words("Navn", 200),
            self._words("Telefon", 20, may_be_empty=True),
        )  # fmt: skip
        about = (person, self._key("Enhed"), self._one_of("Funktion", FUNCTIONS))
        value = (self._words("Stilling", 120), self._share())
        self._add(self.into.posts, about, value)
        other = self.into.people.setdefault(person, said)
        if (other.name, other.phone) != (said.name, said.phone):
            self._wrong(
                "Navn",
                _("Medarbejderen hedder noget andet i række %(row)s.") % {"row": other.place.row},
            )
