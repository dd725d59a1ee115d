"""Ends and begins dated rows for one act, and can take the act back before its day.

History stays as it was: a row is ended on a day and another begins there; nothing that has held
is changed. What would only have begun later is taken away whole and kept in the record. The
record also says how the act left each row: one that is different since is not taken back over.

Rows are kept and compared as the database has them, so that the way back is exact and this room
need not know whose tables they are.
"""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from indgang.shared.errors import Refused
from indgang.shared.models import DatedWrite
from indgang.shared.validity import Days
from indgang.shared.validity_fields import Valid, to_days, to_range


class ChangedSinceError(Refused):
    """A row of the act was changed afterwards, so the act cannot be taken back as it was."""

    def __init__(self) -> None:
        super().__init__(
            "changed_since", _("En senere ændring bygger på denne. Fortryd den senere først.")
        )


def _table(label: str) -> str:
    """The table of a model's label, quoted."""
    return connection.ops.quote_name(label.lower().replace(".", "_"))


def _as_they_stand(label: str, ids: list[UUID]) -> dict[UUID, Any]:
    """The rows as the database has them now, every column."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, to_jsonb(t)::text FROM {_table(label)} t "  # noqa: S608 (a model's)
            "WHERE id = ANY (%s)",
            [ids],
        )
        rows: Any = cursor.fetchall()
    return {row_id: json.loads(text) for row_id, text in rows}


class DatedWriter:
    """Writes the dated rows of the act ``cause`` at the instant ``at``."""

    def __init__(self, cause: UUID, at: datetime) -> None:
        self.cause = cause
        self.at = at
        self._log: list[DatedWrite] = []

    def _note(self, row: Valid, what: str, was: Any = None) -> None:
        self._log.append(
            DatedWrite(
                cause=self.cause,
                table=row._meta.label,
                row_id=row.pk,
                what=what,
                was=was,
                at=self.at,
            )
        )

    def begin(self, rows: list[Any]) -> None:
        """Add rows (all of one model), their validity set by the caller."""
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=2000)
        for row in rows:
            self._note(row, "began")

    def end(self, rows: list[Any], on: date) -> None:
        """Let rows (all of one model) hold until ``on``; those that begin then or later go."""
        if not rows:
            return
        label = rows[0]._meta.label
        stood = _as_they_stand(label, [row.pk for row in rows])
        ended, removed = [], []
        for row in rows:
            left = to_days(row.validity).until(on)
            if left is None:
                removed.append(row)
                self._note(row, "removed", stood.get(row.pk))
            else:
                self._note(row, "ended", stood.get(row.pk))
                row.validity = to_range(left)
                ended.append(row.pk)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {_table(label)} SET validity = daterange(lower(validity), %s) "  # noqa: S608 (a model's)
                "WHERE id = ANY (%s)",
                [on, ended],
            )
        if removed:
            type(removed[0]).objects.filter(pk__in=[row.pk for row in removed]).delete()

    def close(self) -> None:
        """Store the record of what was written; call once, in the same transaction."""
        # what one act itself began and then ended or took away is its own business
        begun = {write.row_id for write in self._log if write.what == "began"}
        kept = [w for w in self._log if (w.what == "began") == (w.row_id in begun)]
        for label in {write.table for write in kept}:
            left = [w for w in kept if w.table == label and w.what != "removed"]
            stand = _as_they_stand(label, [write.row_id for write in left])
            for write in left:
                write.became = stand.get(write.row_id)
        kept = [w for w in kept if w.what == "removed" or w.became is not None]
        DatedWrite.objects.bulk_create(kept, batch_size=2000)
        self._log = []


def days_before(write: DatedWrite) -> Days:
    """When a row that an act ended or took away held before the act."""
    begins, ends = str(write.was["validity"]).strip("[)").split(",")
    return Days(date.fromisoformat(begins), date.fromisoformat(ends) if ends else None)


def take_back(cause: UUID) -> int:
    """Undo every dated write of ``cause``, in whatever room. Gives how many rows.

    Raises ``ChangedSinceError``, and then has written nothing, when one of the rows is not as the
    act left it, or something else rests on what it began.
    """
    writes = list(DatedWrite.objects.filter(cause=cause))
    labels = sorted({write.table for write in writes})
    for label in labels:
        _must_be_as_left(label, [write for write in writes if write.table == label])
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for what in ("began", "ended", "removed"):  # what began makes room for what was
                for label in labels:
                    found = [w for w in writes if (w.what, w.table) == (what, label)]
                    if found:
                        cursor.execute(*_way_back(what, label, found))
            # what rests on a row that is gone is told now
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError:
        raise ChangedSinceError from None
    DatedWrite.objects.filter(cause=cause).delete()
    return len(writes)


def _must_be_as_left(label: str, writes: list[DatedWrite]) -> None:
    left = [write for write in writes if write.what != "removed"]
    stand = _as_they_stand(label, [write.row_id for write in left])
    for write in left:
        now = stand.get(write.row_id)
        # a column that came with a later edition of the programme is no change by anybody
        if now is None or any(now.get(name) != value for name, value in write.became.items()):
            raise ChangedSinceError


def _way_back(what: str, label: str, writes: list[DatedWrite]) -> tuple[str, list[Any]]:
    """One statement for all rows of a table. What somebody has hung on them does not go along."""
    table, rows = _table(label), json.dumps([write.was for write in writes])
    if what == "began":
        ids = [write.row_id for write in writes]
        return f"DELETE FROM {table} WHERE id = ANY (%s)", [ids]  # noqa: S608 (a model's)
    if what == "removed":
        return (
            f"INSERT INTO {table} SELECT * "  # noqa: S608 (a model's)
            f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)",
            [rows],
        )
    return (
        f"UPDATE {table} t SET validity = w.validity "  # noqa: S608 (a model's)
        f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) w WHERE t.id = w.id",
        [rows],
    )
