"""Whose matters a citizen may look at, and the named places where a page acts as the system."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.access.public import Request
from indgang.shared.actor import Scope
from indgang.shared.errors import NotFound
from indgang.shared.rowsecurity import as_system, enter

#: The only reasons for which these pages act as the system, and why each must.
AS_SYSTEM = {
    "enquiry": "a person who has not signed in may leave an enquiry that only staff then read",
    "receipt": "whoever has the number of an enquiry may read its state, and nothing else",
}


@contextmanager
def as_the_house(request: Request, purpose: str) -> Iterator[None]:
    """Act as the system for a purpose named in ``AS_SYSTEM``, then as the asker again.

    What is set for the database holds until the request's transaction ends, so the asker must be
    named again; when something goes wrong the savepoint takes the setting back by itself.
    """
    if purpose not in AS_SYSTEM:
        raise ValueError(f"not a reason to act as the system: {purpose}")
    with as_system(purpose):
        yield
    enter(request.actor, purpose="own")


def is_citizen(request: Request) -> bool:
    """Is it a citizen who has signed in (and neither nobody nor an employee)?"""
    return request.actor.scope is Scope.CITIZEN and request.actor.citizen_id is not None


def chosen_subject(request: Request) -> UUID:
    """Whose matters the page is about: the citizen's own, or those of somebody they speak for.

    Chosen by ``?for=`` with an id. Raises ``NotFound`` for everybody else's: whether they exist is
    not told.
    """
    own = request.actor.citizen_id
    wanted = request.GET.get("for") or request.POST.get("for") or ""
    try:
        subject = UUID(wanted) if wanted else own
    except ValueError:
        subject = None
    if subject is None or subject not in request.actor.subjects:
        raise NotFound("no_such_citizen", _("Vi kan ikke finde den side."))
    return subject
