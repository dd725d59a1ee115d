"""What triage does when an enquiry comes in."""

from datetime import datetime

from indgang.journey.enquiry.public import EnquiryReceived, enquiry, mark_urgent
from indgang.journey.triage.models import Suggestion
from indgang.journey.triage.queries import ENGINE, read
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of


def suggest(event: EnquiryReceived, *, by: Actor, at: datetime) -> None:
    """Understand the text and keep what was understood; danger goes to the front of the list."""
    asked = enquiry(event.enquiry_id)
    understood = read(asked.text, at=day_of(at))
    urgent = understood.urgent.kind if understood.urgent else ""
    Suggestion.objects.create(
        enquiry_id=asked.enquiry_id,
        at=at,
        engine=ENGINE,
        services=[
            {"code": one.code, "score": round(one.score, 4), "because": list(one.because)}
            for one in understood.services
        ],
        situation=understood.situation,
        urgent=urgent,
        coordinate=understood.coordinate,
    )
    if urgent:
        mark_urgent(enquiry_id=asked.enquiry_id, kind=urgent, by=by, at=at)
