"""Ends and begins dated rows for one act, and can take the act back before its day.

History stays as it was: a row is ended on a day and another begins there; nothing that has held
is changed. What would only have begun later is taken away whole and kept in the record.
"""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core import serializers
from django.utils.translation import gettext as _

from indgang.shared.errors import Refused
from indgang.shared.models import DatedWrite
from indgang.shared.validity_fields import Valid, to_days, to_range


class ChangedSinceError(Refused):
    """A row of the act was changed afterwards, so the act cannot be taken back as it was."""


def _stored(row: Valid) -> Any:
    return json.loads(serializers.serialize("json", [row]))[0]


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
        ended, removed = [], []
        for row in rows:
            left = to_days(row.validity).until(on)
            if left is None:
                removed.append(row)
                self._note(row, "removed", _stored(row))
            else:
                self._note(row, "ended", _stored(row))
                row.validity = to_range(left)
                ended.append(row)
        if ended:
            type(ended[0]).objects.bulk_update(ended, ["validity"], batch_size=2000)
        if removed:
            type(removed[0]).objects.filter(pk__in=[row.pk for row in removed]).delete()

    def close(self) -> None:
        """Store the record of what was written; call once, in the same transaction."""
        DatedWrite.objects.bulk_create(self._log, batch_size=2000)
        self._log = []


def take_back(cause: UUID, models: dict[str, type[Any]]) -> int:
    """Undo every dated write of ``cause``; ``models`` by label. Gives how many rows.

    Raises ``ChangedSinceError`` when a later act has touched one of the rows.
    """
    writes = list(DatedWrite.objects.filter(cause=cause).order_by("-id"))
    later = DatedWrite.objects.filter(row_id__in=[write.row_id for write in writes])
    if writes and later.exclude(cause=cause).filter(id__gt=writes[0].id).exists():
        raise ChangedSinceError(
            "changed_since", _("En senere ændring bygger på denne. Fortryd den senere først.")
        )
    for what in ("began", "ended", "removed"):  # what began makes room for what was
        of_kind = [write for write in writes if write.what == what]
        for label in dict.fromkeys(write.table for write in of_kind):
            _restore(models[label], what, [write for write in of_kind if write.table == label])
    DatedWrite.objects.filter(cause=cause).delete()
    return len(writes)


def _restore(model: type[Any], what: str, writes: list[DatedWrite]) -> None:
    if what == "began":
        model.objects.filter(pk__in=[write.row_id for write in writes]).delete()
        return
    rows = [
        stored.object
        for stored in serializers.deserialize("json", json.dumps([write.was for write in writes]))
    ]
    if what == "removed":
        model.objects.bulk_create(rows, batch_size=2000)
    else:
        model.objects.bulk_update(rows, ["validity"], batch_size=2000)
