"""Letters and documents of one's own."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indgang.access.public import Audience, Request, log_look_up, page
from indgang.documents.public import content
from indgang.messages.public import inbox, open_message
from indgang.portal.permissions import chosen_subject
from indgang.portal.views.mine import page_about
from indgang.shared.errors import NotFound


@require_safe
@page(Audience.CITIZEN)
def letters(request: Request) -> HttpResponse:
    """The letters one has got, the newest first."""
    subject = chosen_subject(request)
    log_look_up(subject_id=subject, what="letters", purpose="own", by=request.actor, at=request.at)
    return render(
        request,
        "portal/letters.html",
        {**page_about(request, subject), "letters": inbox(subject)},
    )


@require_safe
@page(Audience.CITIZEN)
def letter(request: Request, message_id: UUID) -> HttpResponse:
    """The letter itself. Opening it is what marks it as read."""
    # Whose letter it is is in the link: one reads one's own, or those of somebody one speaks for.
    for subject in request.actor.subjects:
        found = next((one for one in inbox(subject) if one.message_id == message_id), None)
        if found is not None and found.document_id is not None:
            open_message(message_id, by=request.actor, at=request.at)
            return _file(request, found.document_id)
    raise NotFound("no_such_letter", _("Vi kan ikke finde brevet."))


@require_safe
@page(Audience.CITIZEN)
def paper(request: Request, document_id: UUID) -> HttpResponse:
    """A document in one's own case."""
    return _file(request, document_id)


def _file(request: Request, document_id: UUID) -> HttpResponse:
    card, data = content(document_id)
    if card.citizen_id is None or card.citizen_id not in request.actor.subjects:
        raise NotFound("no_such_document", _("Vi kan ikke finde dokumentet."))
    log_look_up(
        subject_id=card.citizen_id,
        what="document",
        purpose="own",
        object_id=document_id,
        by=request.actor,
        at=request.at,
    )
    # Only what our own letters are is shown in the browser; what people sent is downloaded.
    shown = card.kind == "letter" and card.media_type == "application/pdf"
    disposition = content_disposition_header(not shown, card.title)
    return HttpResponse(
        data,
        content_type=card.media_type,
        headers={"Content-Disposition": disposition or "attachment"},
    )
