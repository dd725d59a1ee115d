"""The audit: what was done, by whom, when. Rows are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from indgang.shared.actor import Actor
from indgang.shared.models import AuditEntry


def record(
    verb: str,
    *,
    by: Actor,
    at: datetime,
    object_id: UUID | None = None,
    subject_id: UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add a line. ``verb`` is ``room.action``; ``detail`` holds codes and ids, no free text."""
    AuditEntry.objects.create(
        at=at,
        scope=by.scope.value,
        account_id=by.account_id,
        person_id=by.person_id,
        subject_id=subject_id,
        verb=verb,
        object_id=object_id,
        detail=detail or {},
    )
