"""The same form sent twice is one act: nothing lost, nothing twice."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from indgang.shared.actor import Actor
from indgang.shared.models import Submission

_TAKE = (
    "INSERT INTO shared_submission (key, action, account_id, answer, at) "
    "VALUES (%s, %s, %s, '', %s) ON CONFLICT (key) DO NOTHING"
)


def once(
    key: UUID, action: str, act: Callable[[], str], *, by: Actor, at: datetime
) -> tuple[str, bool]:
    """Do ``act`` unless the form with ``key`` was accepted before.

    Returns the answer (an address or a number, at most 300 characters) and whether it is new.
    Two at once: the database lets one in, the other waits and gets the same answer. A key that
    another account used is refused with ``PermissionError``, which tells nothing of the other's.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # one statement that waits for the other, instead of looking first and failing after
        cursor.execute(_TAKE, [key, action, by.account_id, at])
        if cursor.rowcount == 1:
            answer = act()
            cursor.execute("UPDATE shared_submission SET answer = %s WHERE key = %s", [answer, key])
            return answer, True
    found = Submission.objects.get(pk=key)
    if found.account_id != by.account_id or found.action != action:
        raise PermissionError("the form's key belongs to somebody else")
    return found.answer, False
