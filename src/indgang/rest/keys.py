"""The client's own key for an act: sent twice, it happens once."""

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.competence.public import NotCompetentError
from indgang.rest.gate import KEY_HEADER, Request
from indgang.shared import submissions
from indgang.shared.errors import BadInput, Refused

_REFUSED = "refused:"


def _key(request: Request) -> UUID:
    try:
        return UUID(request.headers.get(KEY_HEADER, ""))
    except ValueError:
        message = _("Send en UUID, som er ny for hver handling.")
        raise BadInput(message, fields={KEY_HEADER: message}) from None


def once(request: Request, action: str, act: Callable[[], str]) -> str:
    """Do ``act`` unless the request's key was used for it before; its answer either way.

    A refusal for want of competence is kept with its key, so that its audit is kept too: it is
    raised after the act's own savepoint has been kept. Every other refusal leaves nothing, and
    the key may be used again.
    """
    refused: list[NotCompetentError] = []

    def guarded() -> str:
        try:
            return act()
        except NotCompetentError as error:
            refused.append(error)
            return f"{_REFUSED}{error.record_id}"

    try:
        answer, _new = submissions.once(
            _key(request), action, guarded, by=request.actor, at=request.at
        )
    except PermissionError:
        raise Refused("key_in_use", _("Nøglen er brugt til noget andet. Send en ny.")) from None
    if refused:
        raise refused[0]
    if answer.startswith(_REFUSED):
        raise Refused(
            "refused_before",
            _("Svaret på denne nøgle var nej."),
            next_step=_("Send en ny nøgle, hvis du vil prøve igen."),
        )
    return answer
