"""The rows of an uploaded spreadsheet, .xlsx or .csv, one at a time and within limits."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook

#: A reorganisation of a large municipality has some hundred rows.
MAX_ROWS = 100_000
MAX_BYTES = 20 * 1024 * 1024
#: A small .xlsx can hold endless zeros; what it holds unpacked is counted before it is read.
MAX_UNPACKED = 200 * 1024 * 1024
MAX_COLUMNS = 40
MAX_CELL = 2_000

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Cell = object


class UnreadableError(Exception):
    """The file is not a spreadsheet that can be read; the message says what to do."""


def rows(content: bytes, name: str) -> Iterator[tuple[int, list[Cell]]]:
    """Each row that has something in it, with its number (from 1) as a spreadsheet shows it.

    Raises ``UnreadableError``, also after some rows have been given.
    """
    if len(content) > MAX_BYTES:
        most = MAX_BYTES // (1024 * 1024)
        raise UnreadableError(_("Filen fylder mere end %(most)s MB.") % {"most": most})
    if content.startswith(_OLD_EXCEL):
        raise UnreadableError(_("Det er et gammelt Excel-ark. Gem det som .xlsx, og prøv igen."))
    if content.startswith(b"PK"):
        read = _xlsx(content)
    elif name.casefold().endswith(".xlsx") or b"\0" in content:
        raise UnreadableError(_("Vi kan ikke læse filen. Brug et regneark: .xlsx eller .csv."))
    else:
        read = _csv(content)
    for number, cells in read:
        if any(cell is not None and cell != "" for cell in cells):
            yield number, cells


def _xlsx(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > MAX_UNPACKED:
            raise UnreadableError(_("Regnearket er for stort. Fjern ark, der ikke er trin."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says about its own size is often wrong
        found = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
        for number, cells in enumerate(found, start=1):
            yield number, list(cells)
    except (UnreadableError, GeneratorExit):
        raise
    except Exception as error:  # a damaged file makes the library raise nearly anything
        raise UnreadableError(_("Regnearket er i stykker. Gem det igen, og prøv så.")) from error


def _csv(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    text = _decoded(content)
    head = text.split("\n", 1)[0]
    delimiter = max((";", ",", "\t"), key=head.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            yield number, list(cells[:MAX_COLUMNS])
    except csv.Error as error:
        raise UnreadableError(_("Vi kan ikke læse filen som .csv.")) from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what a Danish Excel saves


def text_of(cell: Cell) -> str:
    """What stands in the cell, as the person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    return str(cell).strip()


def kle_text(cell: Cell) -> str:
    """A KLE number, also when the spreadsheet has taken it for a number (``32.2`` for ``32.20``).

    Raises ``ValueError`` when it has been taken for a date: what it was cannot be known.
    """
    if isinstance(cell, date | time):
        raise ValueError("date")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return text_of(cell)
    whole = round(cell * 100)
    if not 0 <= cell < 100 or abs(whole / 100 - cell) > 1e-9:
        return text_of(cell)
    return f"{cell:02.0f}" if whole % 100 == 0 else f"{cell:05.2f}"
