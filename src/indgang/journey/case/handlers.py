"""What cases do when something happens earlier on the way, and when units change."""

from datetime import datetime

from indgang.journey.case.actions import open_case
from indgang.journey.case.bearer import CaseBearer, CaseWatch
from indgang.journey.enquiry.public import HandoverAccepted, handover
from indgang.shared.actor import Actor

bearer = CaseBearer()
watch = CaseWatch()


def open_accepted(event: HandoverAccepted, *, by: Actor, at: datetime) -> None:
    """A hand-over was taken: the receiving unit's case begins, with the story."""
    given = handover(event.handover_id)
    if given.citizen_id is None:  # a hand-over needs a citizen (enquiry.actions.hand_over)
        raise ValueError("hand-over without a citizen")
    open_case(
        citizen_id=given.citizen_id,
        service_code=given.service_code,
        unit_id=given.to_unit_id,
        story=given.story,
        amount=given.amount,
        enquiry_id=given.enquiry_id,
        handover_id=given.handover_id,
        by=by,
        at=at,
    )
