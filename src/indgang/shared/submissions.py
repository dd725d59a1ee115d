"""The same form sent twice is one act: nothing lost, nothing twice."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.shared.actor import Actor
from indgang.shared.models import Submission


def once(
    key: UUID, action: str, act: Callable[[], str], *, by: Actor, at: datetime
) -> tuple[str, bool]:
    """Do ``act`` unless the form with ``key`` was accepted before.

    Returns the answer (an address or a number, at most 300 characters) and whether it is new.
    Two at once: the database lets one in, the other waits and gets the same answer. A key that
    another account used is a new form of a careless client; it is refused as an ``IntegrityError``
    would be, by answering nothing of the other's: ``PermissionError``.
    """
    found = Submission.objects.filter(pk=key).first()
    if found is None:
        try:
            with transaction.atomic():
                row = Submission.objects.create(
                    key=key, action=action, account_id=by.account_id, answer="", at=at
                )
                row.answer = act()
                row.save(update_fields=["answer"])
                return row.answer, True
        except IntegrityError:
            found = Submission.objects.filter(pk=key).first()
            if found is None:
                raise
    if found.account_id != by.account_id or found.action != action:
        raise PermissionError("the form's key belongs to somebody else")
    return found.answer, False
