"""A draft as a spreadsheet (.xlsx) that ``sheet`` reads again; without steps it is a form to fill.

Beside the steps it has a page that tells what each column is for, and one with all the units.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.sheet_names import short_names
from indgang.reorganisation.sheet_words import (
    FUNCTIONS,
    HEADS,
    KINDS,
    NO_PHONE,
    STEPS,
    USES,
    word,
)
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Rename,
    Split,
    Step,
    TransferTask,
)

#: So many rows below the steps still have lists to choose from.
_FORM_ROWS = 500


def write_sheet(steps: Sequence[Step], blueprint: Blueprint, *, language: str = "da") -> bytes:
    """The file. Heads and words are Danish, or English when ``language`` is ``en``."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Trin" if language != "en" else "Steps"
    columns = list(HEADS)
    _put(page, 1, [HEADS[column][1 if language == "en" else 0] for column in columns], bold=True)
    given = [(step.unit, step.name) for step in steps if isinstance(step, Create | Rename)]
    names = short_names(blueprint, given)
    at = 1
    for position, step in enumerate(steps, start=1):
        for row in _rows(step, names, language):
            at += 1
            row |= {"nr": str(position), "step": word(STEPS, step.KIND, language)}
            _put(page, at, [row.get(column, "") for column in columns])
    _widths(page, [5, 16, 34, 34, 34, 34, 16, 12, 12, 26, 20, 20, 26, 40])
    choices = {"step": STEPS, "kind": KINDS, "function": FUNCTIONS, "new_function": FUNCTIONS}
    for column, words in choices.items():
        _choose(page, columns.index(column), [word(words, each, language) for each in words], at)
    _guide(book, language)
    _units(book, blueprint, language)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _rows(step: Step, names: Mapping[str, str], language: str) -> Iterator[dict[str, str]]:
    def unit(key: str) -> str:
        return names.get(key, key)

    def function(code: str) -> str:
        return word(FUNCTIONS, code, language) if code else ""

    if isinstance(step, Create):
        kind = word(KINDS, step.kind, language)
        yield {
            "unit": step.unit,
            "name": step.name,
            "kind": kind,
            "under": unit(step.parent),
            "phone": step.phone,
        }
    elif isinstance(step, Rename):
        phone = NO_PHONE if step.phone == "" else step.phone or ""
        yield {"unit": unit(step.unit), "name": step.name, "phone": phone}
    elif isinstance(step, Move):
        yield {"unit": unit(step.unit), "under": unit(step.parent)}
    elif isinstance(step, Merge):
        for each in step.units:
            yield {"unit": unit(each), "to": unit(step.into)}
    elif isinstance(step, Split):
        for part in step.parts:
            told = {"unit": unit(step.unit), "to": unit(part.unit)}
            if part.kle:
                yield {**told, "kle": "; ".join(part.kle)}
            for ref in part.posts:
                yield {**told, "person": ref.person, "function": function(ref.function)}
    elif isinstance(step, Close):
        yield {"unit": unit(step.unit), "to": unit(step.to)}
    elif isinstance(step, Gather):
        yield {"to": unit(step.into), "kle": step.kle, "function": function(step.function)}
    elif isinstance(step, TransferTask):
        yield {"unit": unit(step.from_unit), "to": unit(step.to_unit), "kle": step.kle}
    elif isinstance(step, MovePost):
        yield {
            "unit": unit(step.from_unit),
            "to": unit(step.to_unit),
            "person": step.person,
            "function": function(step.function),
            "new_function": function(step.new_function),
            "new_title": step.new_title,
        }


def _put(page: Any, row: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for column, text in enumerate(texts, start=1):
        if text:
            cell = page.cell(row, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
            cell.data_type = "s"  # a name that begins with "=" is a name, not a formula
            cell.number_format = "@"  # 32.20 stays text
            if bold:
                cell.font = Font(bold=True)
    if bold:
        page.freeze_panes = page.cell(row + 1, 1)


def _widths(page: Any, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
        page.column_dimensions[get_column_letter(column)].number_format = "@"  # as in ``_put``


def _choose(page: Any, column: int, words: Sequence[str], used: int) -> None:
    letter = get_column_letter(column + 1)
    choice = DataValidation("list", formula1='"' + ",".join(words) + '"', allow_blank=True)
    choice.showErrorMessage = False  # other words are understood, too
    choice.add(f"{letter}2:{letter}{used + _FORM_ROWS}")
    page.add_data_validation(choice)


def _guide(book: Workbook, language: str) -> None:
    page = book.create_sheet(_("Sådan gør du"))
    _put(page, 1, [_("Handling"), _("Udfyld"), _("Kan udfyldes"), _("Hvad sker der?")], bold=True)
    told = {
        "create": _("En ny enhed. “enhed” er dens nøgle; uden den laver vi en af navnet."),
        "rename": _("Enheden får et nyt navn. Skriv - under telefon, hvis den ikke har nogen."),
        "move": _("Enheden og alt under den hører til et andet sted."),
        "merge": _("Alt går til enheden i “til”, og de andre lukker. En række for hver."),
        "split": _("Opgaver eller stillinger går til en anden enhed. Resten bliver."),
        "close": _("Enheden lukker, og enheden i “til” får det hele."),
        "gather": _("Alt inden for et KLE-nummer, eller alle med en funktion, går til “til”."),
        "transfer_task": _("En opgave går til en anden enhed. Stillinger bliver."),
        "move_post": _("En medarbejder flytter, eller får en ny funktion eller titel."),
    }
    for row, (step, text) in enumerate(told.items(), start=2):
        uses = [", ".join(word(HEADS, each, language) for each in part) for part in USES[step]]
        _put(page, row, [word(STEPS, step, language), *uses, text])
    _widths(page, [18, 30, 40, 80])
    for line in page.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def _units(book: Workbook, blueprint: Blueprint, language: str) -> None:
    page = book.create_sheet(_("Enheder"))
    _put(page, 1, [_("Nøgle"), _("Navn"), _("Slags"), _("Hører under")], bold=True)
    named = sorted(blueprint.units.values(), key=lambda unit: (unit.name, unit.key))
    for row, unit in enumerate(named, start=2):
        above = blueprint.units.get(unit.parent or "")
        kind = word(KINDS, unit.kind, language) if unit.kind in KINDS else unit.kind
        _put(page, row, [unit.key, unit.name, kind, above.name if above else ""])
    _widths(page, [34, 44, 18, 44])
    if named:
        page.auto_filter.ref = f"A1:D{len(named) + 1}"
