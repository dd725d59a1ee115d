"""Ends and begins dated rows for one act, and can take the act back before its day.

History stays as it was: a row is ended on a day and another begins there; nothing that has held
is changed. What would only have begun later is taken away whole and kept in the record. The
record also says how the act left each row: one that is different since is not taken back over.

Rows are kept and compared as the database has them, so that the way back is exact and this room
need not know whose tables they are.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from indgang.shared.errors import Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.models import DatedWrite
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_days, to_range


class ChangedSinceError(Refused):
    """A row of the act was changed afterwards, so the act cannot be taken back as it was."""

    def __init__(self) -> None:
        super().__init__(
            "changed_since", _("En senere ændring bygger på denne. Fortryd den senere først.")
        )


def _table(label: str) -> str:
    """The table of a model's label, quoted."""
    return connection.ops.quote_name(label.lower().replace(".", "_"))


def _as_they_stand(label: str, ids: list[UUID]) -> dict[UUID, str]:
    """The rows as the database has them now, every column, each as JSON."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, to_jsonb(t)::text FROM {_table(label)} t "  # noqa: S608 (a model's)
            "WHERE id = ANY (%s)",
            [ids],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class _Note:
    """What was done to one row; ``was`` is the row before it, as JSON."""

    label: str
    row_id: UUID
    what: str
    was: str = "null"


class DatedWriter:
    """Writes the dated rows of the act ``cause`` at the instant ``at``."""

    def __init__(self, cause: UUID, at: datetime) -> None:
        self.cause = cause
        self.at = at
        self._log: list[_Note] = []

    def begin(self, rows: list[Any]) -> None:
        """Add rows (all of one model), their validity set by the caller."""
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=2000)
        self._log += [_Note(row._meta.label, row.pk, "began") for row in rows]

    def end(self, rows: list[Any], on: date) -> None:
        """Let rows (all of one model) hold until ``on``; those that begin then or later go."""
        if not rows:
            return
        label = rows[0]._meta.label
        stood = _as_they_stand(label, [row.pk for row in rows])
        ended, removed = [], []
        for row in rows:
            left = to_days(row.validity).until(on)
            what = "removed" if left is None else "ended"
            self._log.append(_Note(label, row.pk, what, stood.get(row.pk, "null")))
            if left is None:
                removed.append(row.pk)
            else:
                row.validity = to_range(left)
                ended.append(row.pk)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {_table(label)} SET validity = daterange(lower(validity), %s) "  # noqa: S608 (a model's)
                "WHERE id = ANY (%s)",
                [on, ended],
            )
        if removed:
            type(rows[0]).objects.filter(pk__in=removed).delete()

    def close(self) -> None:
        """Store the record of what was written; call once, in the same transaction."""
        # what one act itself began and then ended or took away is its own business
        begun = {note.row_id for note in self._log if note.what == "began"}
        kept = [n for n in self._log if (n.what == "began") == (n.row_id in begun)]
        for label in sorted({note.label for note in kept}):
            self._store(label, [note for note in kept if note.label == label])
        self._log = []

    def _store(self, label: str, notes: list[_Note]) -> None:
        """One statement, in which the database itself looks how the act left each row."""
        lines = ",".join(
            f'{{"row_id": "{note.row_id}", "what": "{note.what}", "was": {note.was}}}'
            for note in notes
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO shared_datedwrite "  # noqa: S608 (a model's)
                '(id, cause, "table", row_id, what, was, became, at) '
                "SELECT (%s || substr(gen_random_uuid()::text, 19))::uuid, %s, %s, n.row_id, "
                "  n.what, nullif(n.was, 'null'), "
                "  CASE WHEN n.what <> 'removed' THEN to_jsonb(t) END, %s "
                "FROM jsonb_to_recordset(%s::jsonb) AS n (row_id uuid, what text, was jsonb) "
                f"LEFT JOIN {_table(label)} t ON t.id = n.row_id "
                "WHERE n.what = 'removed' OR t.id IS NOT NULL",
                # the first part of an id is the instant: records stand in the order of the acts
                [str(uuid7())[:18], self.cause, label, self.at, f"[{lines}]"],
            )


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
        text = stand.get(write.row_id)
        now = json.loads(text) if text is not None else None
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
