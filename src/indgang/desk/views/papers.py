"""Papers out of the house: documents, letters that must be posted, messages that did not leave."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.access.public import Audience, Request, page
from indgang.desk.rules import ATTENDING
from indgang.desk.views.purposes import look_up
from indgang.desk.views.sending import do_once, go, show, tell
from indgang.desk.words import MESSAGE_STATES
from indgang.documents.public import content
from indgang.messages.public import (
    MessageView,
    PrintJob,
    mark_posted,
    print_queue,
    waiting_or_failed,
)
from indgang.shared.errors import NotFound

#: Opened in the browser; everything else is downloaded.
_SHOWN = ("application/pdf", "image/jpeg", "image/png")


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["GET"])
def document_file(request: Request, document_id: UUID) -> HttpResponse:
    """A paper of my unit; the look is logged."""
    card, data = content(document_id)
    look_up(request, card.citizen_id, what="document", otherwise="casework", object_id=document_id)
    inline = card.media_type in _SHOWN
    header = content_disposition_header(not inline, card.title) or "attachment"
    return HttpResponse(data, content_type=card.media_type, headers={"Content-Disposition": header})


def _to_post(request: Request) -> tuple[PrintJob, ...]:
    return print_queue(request.actor.unit_ids)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message that waits or failed, in words."""

    message: MessageView
    state: str


@page(Audience.STAFF, purpose="worklist", functions=ATTENDING)
@require_http_methods(["GET"])
def post(request: Request) -> HttpResponse:
    """Letters to print and post, and messages that have not left."""
    context: dict[str, object] = {
        "here": "post",
        "jobs": _to_post(request),
        "stuck": [
            Stuck(row, str(MESSAGE_STATES[row.state]))
            for row in waiting_or_failed(request.actor.unit_ids)
        ],
    }
    return show(request, "post", context)


def _job(request: Request, message_id: UUID) -> PrintJob:
    job = next((job for job in _to_post(request) if job.message_id == message_id), None)
    if job is None:
        raise NotFound("no_such_letter", _("Brevet er ikke længere i bunken."))
    return job


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["GET"])
def envelope(request: Request, message_id: UUID) -> HttpResponse:
    """The address for the envelope, also a protected one; the look is logged."""
    job = _job(request, message_id)
    look_up(request, job.citizen_id, what="envelope", otherwise="casework", object_id=message_id)
    return show(request, "envelope", {"job": job, "here": "post"})


@page(Audience.STAFF, purpose="casework", functions=ATTENDING)
@require_http_methods(["POST"])
def posted(request: Request, message_id: UUID) -> HttpResponse:
    """The letter is in the post."""

    def act() -> str:
        _job(request, message_id)
        mark_posted(message_id, by=request.actor, at=request.at)
        tell(request, _("Brevet er sendt."))
        return reverse("desk:post")

    return go(do_once(request, "desk.posted", act))
