"""Spreadsheets to take home: an empty one with a guide, and a draft as it stands."""

from datetime import date
from uuid import UUID

from indgang.organisation.public import rows_from
from indgang.reorganisation.layout import blueprint_of
from indgang.reorganisation.outlook import stored_steps
from indgang.reorganisation.queries import row_of
from indgang.reorganisation.sheet_writer import write_sheet


def empty_sheet(on: date, *, language: str = "da") -> bytes:
    """An .xlsx to fill in, with what each column is for and the units of the day ``on``."""
    return write_sheet((), blueprint_of(rows_from(on)), language=language)


def draft_sheet(reorganisation_id: UUID, *, language: str = "da") -> bytes:
    """The steps as an .xlsx that can be read in again. Raises ``NotFound``."""
    row = row_of(reorganisation_id)
    steps = [one.step for one in stored_steps(row.id) if one.step is not None]
    return write_sheet(steps, blueprint_of(rows_from(row.effective_on)), language=language)
