"""Steps from a spreadsheet (.xlsx or .csv): all of them, or what is wrong in which cell.

One step a row; rows that follow one another belong together when they merge into the same unit
or split the same one (and have the same number, if they have one).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.fields import FAULTS
from indgang.reorganisation.sheet_groups import Group
from indgang.reorganisation.sheet_rows import (
    MAX_CELL,
    MAX_ROWS,
    Cell,
    UnreadableError,
    kle_text,
    rows,
    text_of,
)
from indgang.reorganisation.sheet_steps import Told, Understood
from indgang.reorganisation.sheet_words import HEADS, NEEDED_HEADS, by_word, plain
from indgang.reorganisation.steps import Step

#: So many problems are shown; all are counted.
SHOWN = 50
MAX_STEPS = 2_000


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step and the row (from 1) it begins in."""

    row: int
    step: Step


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """What is wrong in a cell: ``row`` from 1 (0: the file), ``column`` as ``B`` or ``""``."""

    row: int
    column: str
    head: str
    text: str

    @property
    def where(self) -> str:
        """As one would point at it."""
        told = {"row": self.row, "column": self.column, "head": self.head}
        if not self.row:
            return _("Filen")
        if not self.column:
            return _("Række %(row)s") % told
        return _("Række %(row)s, kolonne %(column)s (%(head)s)") % told


@dataclass(frozen=True, slots=True)
class Sheet:
    """The steps; or none, and the first problems of ``problem_count``."""

    steps: tuple[SheetStep, ...]
    problems: tuple[SheetProblem, ...]
    problem_count: int


def read_sheet(
    content: bytes, name: str, blueprint: Blueprint, *, people: Mapping[str, str] | None = None
) -> Sheet:
    """The steps of the file. Never raises for any content.

    Units are named by key or name as they are in the ``blueprint`` or the sheet has created or
    renamed them before; ``people`` are names of employees by key.
    """
    reading = _Reading(blueprint, people or {})
    try:
        for number, cells in rows(content, name):
            if not reading.take(number, cells):
                break
        reading.end()
    except UnreadableError as error:
        reading.wrong(0, "", str(error))
    steps = () if reading.count else tuple(reading.steps)
    return Sheet(steps, tuple(reading.problems), reading.count)


_SAID: dict[str, str | Promise] = {
    "no_rows": gettext_lazy("Arket er tomt."),
    "no_steps": gettext_lazy("Der er ingen trin under overskrifterne."),
    "too_many_rows": gettext_lazy("Arket har mere end %(most)s rækker. Resten er ikke læst."),
    "too_many_steps": gettext_lazy("Et udkast kan højst have %(most)s trin."),
    "no_head": gettext_lazy("Kolonnen “%(head)s” mangler. Skriv den i første række."),
    "unknown_head": gettext_lazy("Vi kender ikke kolonnen “%(text)s”. Kald den “bemærkning”."),
    "same_head": gettext_lazy("Kolonnen “%(text)s” står der to gange."),
    "unknown_step": gettext_lazy("Vi kender ikke handlingen “%(text)s”."),
    "not_used": gettext_lazy("Feltet bruges ikke, når handlingen er “%(step)s”."),
    "unknown_unit": gettext_lazy("Vi kender ikke enheden “%(text)s”."),
    "unknown_unit_like": gettext_lazy("Vi kender ikke enheden “%(text)s”. Mener du “%(like)s”?"),
    "many_units": gettext_lazy(
        "Flere enheder hedder “%(text)s”. Skriv nøglen: %(keys)s."
    ),
    "unknown_person": gettext_lazy("Vi kender ikke medarbejderen “%(text)s”."),
    "unknown_person_like": gettext_lazy(
        "Vi kender ikke medarbejderen “%(text)s”. Mener du “%(like)s”?"
    ),
    "many_people": gettext_lazy(
        "Flere medarbejdere hedder “%(text)s”. Skriv nøglen: %(keys)s."
    ),
    "key_taken": gettext_lazy("Der er allerede en enhed med nøglen “%(text)s”."),
    "which_function": gettext_lazy("Skriv, hvilken funktion det gælder."),
    "date": gettext_lazy("Regnearket har lavet KLE-nummeret om til en dato. Skriv det som tekst."),
}  # fmt: skip


class _Reading:
    """The sheet so far: heads, steps and problems."""

    def __init__(self, blueprint: Blueprint, people: Mapping[str, str]) -> None:
        self.steps: list[SheetStep] = []
        self.problems: list[SheetProblem] = []
        self.count = 0
        self._understood = Understood(blueprint, people)
        self._heads: dict[str, tuple[int, str]] | None = None  #: column → place, and its head
        self._by_head = by_word(HEADS)
        self._rows = 0
        self._group: Group | None = None

    def wrong(self, row: int, column: str, text: str, head: str = "") -> None:
        """Count a problem, and show it when it is among the first."""
        self.count += 1
        if len(self.problems) < SHOWN:
            self.problems.append(SheetProblem(row, column, head, text))

    def _say(self, row: int, place: tuple[int, str] | None, code: str, **told: object) -> None:
        if len(self.problems) >= SHOWN:
            self.count += 1
            return
        text = str(_SAID[code] if code in _SAID else FAULTS[code])
        letter, head = ("", "") if place is None else (get_column_letter(place[0] + 1), place[1])
        self.wrong(row, letter, text % told if told else text, head)

    def take(self, number: int, cells: list[Cell]) -> bool:
        """Read a row. ``False``: it makes no sense to go on."""
        if self._heads is None:
            self._heads = self._read_heads(number, cells)
            return not self.count
        self._rows += 1
        if self._rows > MAX_ROWS:
            self._say(number, None, "too_many_rows", most=MAX_ROWS)
            return False
        told = self._told(number, cells)
        if told is not None:
            for step in self._understood.steps(told):
                if not self.count:  # after that nothing is used, and all is only checked
                    self._add(number, told.texts.get("nr", ""), step)
        return True

    def end(self) -> None:
        """The last step is whole now. Something must have been there."""
        self._close_group()
        if self._heads is None:
            self._say(0, None, "no_rows")
        elif not self._rows and not self.count:
            self._say(0, None, "no_steps")

    def _read_heads(self, number: int, cells: list[Cell]) -> dict[str, tuple[int, str]]:
        heads: dict[str, tuple[int, str]] = {}
        for place, text in enumerate(map(text_of, cells)):
            column = self._by_head.get(plain(text))
            at = (place, text[:MAX_CELL])
            if column is None and text:
                self._say(number, at, "unknown_head", text=text[:80])
            elif column in heads:
                self._say(number, at, "same_head", text=text)
            elif column is not None:
                heads[column] = at
        for column in NEEDED_HEADS:
            if column not in heads:
                self._say(number, None, "no_head", head=HEADS[column][0])
        return heads

    def _told(self, number: int, cells: list[Cell]) -> Told | None:
        heads = self._heads or {}
        texts: dict[str, str] = {}
        for column, (place, _head) in heads.items():
            cell = cells[place] if place < len(cells) else None
            try:
                texts[column] = kle_text(cell) if column == "kle" else text_of(cell)
            except ValueError as fault:
                self._say(number, heads[column], str(fault))
                return None

        def wrong(column: str, code: str, **told: object) -> None:
            if column in heads:
                self._say(number, heads[column], code, **told)
            else:
                self._say(number, None, "no_head", head=HEADS[column][0])

        return Told(texts, wrong, lambda: len(self.problems) < SHOWN)

    def _add(self, number: int, numbered: str, step: Step) -> None:
        if self._group is not None and self._group.takes(numbered, step):
            column = self._group.add(step)
            if column:
                self._say(number, (self._heads or {}).get(column), "twice")
            return
        self._close_group()
        self._group = Group(number, numbered, step)

    def _close_group(self) -> None:
        if self._group is None:
            return
        group, self._group = self._group, None
        if len(self.steps) < MAX_STEPS:
            self.steps.append(SheetStep(group.row, group.step()))
        elif len(self.steps) == MAX_STEPS and not self.count:
            self._say(group.row, None, "too_many_steps", most=MAX_STEPS)
