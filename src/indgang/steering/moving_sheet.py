"""The list of what moves as a file: .csv for programs, .xlsx for people."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from indgang.reorganisation.public import CarriedLine
from indgang.steering.reorganisation_words import CARRIED

#: Spreadsheets take a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LARGEST_WIDTH = 60


def _heads() -> list[str]:
    return [_("Slags"), _("Fra"), _("Til"), _("Antal")]


def _rows(lines: tuple[CarriedLine, ...]) -> list[tuple[str, str, str, int]]:
    nowhere = _("mangler et hjem")
    return [
        (str(CARRIED.get(line.kind, line.kind)), line.from_name, line.to_name or nowhere,
         line.count)
        for line in lines
    ]  # fmt: skip


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_csv(lines: tuple[CarriedLine, ...]) -> bytes:
    """Semicolons and a byte order mark, as Danish spreadsheet programs read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    for kind, from_name, to_name, count in _rows(lines):
        writer.writerow([_safe(kind), _safe(from_name), _safe(to_name), count])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: tuple[CarriedLine, ...]) -> bytes:
    """One sheet with bold heads, a filter, and names as text (never as formulas)."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = _("Det flytter")
    sheet.append(_heads())
    for row in _rows(lines):
        sheet.append(row)
    widths = [12, 12, 12, 8]
    for cells in sheet.iter_rows():
        for place, cell in enumerate(cells[:3]):
            if isinstance(cell, Cell):
                cell.data_type = "s"
            widths[place] = min(_LARGEST_WIDTH, max(widths[place], len(str(cell.value)) + 2))
    for place, letter in enumerate("ABCD"):
        sheet.column_dimensions[letter].width = widths[place]
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
