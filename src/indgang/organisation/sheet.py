"""The organisation as a workbook (.xlsx): three sheets with the words of the house. Pure.

An export is the organisation on one day, so its first days are empty (see ``sheet_rows``).
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter

from indgang.organisation.intake import Fault, Place
from indgang.organisation.sheet_rows import COLUMNS, OPTIONAL, Row, Sheets, text_of
from indgang.shared.errors import BadInput

MOST_ROWS = 50_000  #: in one sheet
_MOST_BYTES = 25_000_000  #: of the file
_MOST_UNPACKED = 200_000_000


def cell_name(fault: Fault, columns: Mapping[str, Mapping[str, int]] | None = None) -> str:
    """As a person finds it: ``Enheder D12 (Hører under)``."""
    order = (columns or {}).get(fault.place.sheet) or {
        name: number for number, name in enumerate(COLUMNS.get(fault.place.sheet, ()), start=1)
    }
    number = order.get(fault.column)
    letter = get_column_letter(number) if number else ""
    named = f" ({fault.column})" if fault.column else ""
    return f"{fault.place.sheet} {letter}{fault.place.row}{named}"


def write_workbook(rows: Mapping[str, Iterable[tuple[Any, ...]]]) -> bytes:
    """The workbook; each row in the order of ``COLUMNS``. Texts are texts, never formulas."""
    book = Workbook(write_only=True)
    for name, columns in COLUMNS.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = max(14, len(column) + 2)
        for row in (columns, *rows.get(name, ())):
            sheet.append([_cell(sheet, value) for value in row])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
    if value:
        cell.data_type = "s"
        cell.number_format = "@"
    return cell


def read_workbook(content: bytes, on: date) -> Sheets:
    """What the workbook says, for an import on the day ``on``.

    Raises ``BadInput`` when it is no such workbook: not .xlsx, a sheet or a column is missing, or
    there are more rows than a municipality has.
    """
    book = _open(content)
    found = Sheets()
    try:
        missing = [name for name in COLUMNS if name not in book.sheetnames]
        if missing:
            raise BadInput(
                _("Arket mangler: %(names)s. Intet er ændret.") % {"names": ", ".join(missing)},
                fields={name: _("Arket mangler.") for name in missing},
            )
        for name in COLUMNS:
            _read_sheet(found, name, book[name], on)
    except BadInput:
        raise
    except Exception as error:  # what is broken inside shows only when it is read
        raise _no_workbook() from error
    finally:
        book.close()
    return found


def _no_workbook() -> BadInput:
    return BadInput(_("Filen er ikke et regneark (.xlsx)."))


def _open(content: bytes) -> Any:
    if len(content) > _MOST_BYTES:
        raise BadInput(_("Filen er for stor. Den må fylde 25 MB."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise BadInput(_("Filen er for stor. Den må fylde 25 MB."))
        _count_rows(content)
        return load_workbook(BytesIO(content), read_only=True, data_only=True)
    except BadInput:
        raise
    except Exception as error:  # openpyxl has no one error for a file that is broken
        raise _no_workbook() from error


def _count_rows(content: bytes) -> None:
    """Refuse a sheet that is too long before its texts are read: that is the slow part."""
    reader = ExcelReader(BytesIO(content), read_only=True)
    reader.read_manifest()
    reader.read_workbook()
    for sheet, part in reader.parser.find_sheets():
        with reader.archive.open(part.target) as xml:
            rows = sum(chunk.count(b"<row ") for chunk in iter(lambda: xml.read(1 << 20), b""))
        if rows > MOST_ROWS + 1:
            raise _too_many(sheet.name, rows - 1)


def _too_many(name: str, rows: int) -> BadInput:
    text = _("Der må højst være %(most)s rækker. Der er mindst %(count)s.") % {
        "most": MOST_ROWS, "count": rows,
    }  # fmt: skip
    place = cell_name(Fault(Place(name, MOST_ROWS + 2), COLUMNS.get(name, ("",))[0], ""))
    return BadInput(_("Arket »%(name)s« er for langt. Intet er ændret.") % {"name": name},
                    fields={place: text})  # fmt: skip


def _read_sheet(found: Sheets, name: str, sheet: Any, on: date) -> None:
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    header = [text_of(value) for value in next(rows, ())]
    columns = {title: number for number, title in enumerate(header, start=1) if title}
    faults = {
        cell_name(Fault(Place(name, 1), column, "")): _("Kolonnen »%(column)s« mangler.")
        % {"column": column}
        for column in COLUMNS[name]
        if column not in columns and column not in OPTIONAL
    }
    faults |= {
        cell_name(Fault(Place(name, 1), title, ""), {name: columns}): _(
            "Kolonnen »%(column)s« kendes ikke."
        )
        % {"column": title[:40]}
        for title in columns
        if title not in COLUMNS[name]
    }
    if faults:
        raise BadInput(
            _("Arket »%(name)s« har ikke de rigtige kolonner. Intet er ændret.") % {"name": name},
            fields=faults,
        )
    for number, values in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise _too_many(name, MOST_ROWS + 1)
        if any(value is not None and value != "" for value in values):
            given = {title: values[at - 1] for title, at in columns.items() if at <= len(values)}
            Row(found, Place(name, number), given, on).read()
