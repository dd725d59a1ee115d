"""What is sent when a party is heard or a case is decided."""

from datetime import datetime

from django.utils.translation import gettext as _

from indgang.journey.case.public import case
from indgang.journey.decision.events import DecisionMade, PartyAsked
from indgang.messages.public import queue
from indgang.shared.actor import Actor


def send_decision(event: DecisionMade, *, by: Actor, at: datetime) -> None:
    """The decision's letter goes to the citizen, by the channel they have."""
    queue(
        key=f"decision:{event.decision_id}",
        citizen_id=event.citizen_id,
        subject=_("Vi har afgjort din sag"),
        document_id=event.letter_id,
        about_id=event.case_id,
        unit_id=case(event.case_id).unit_id,
        at=at,
    )


def send_hearing(event: PartyAsked, *, by: Actor, at: datetime) -> None:
    """The hearing's letter goes to the citizen."""
    queue(
        key=f"hearing:{event.hearing_id}",
        citizen_id=event.citizen_id,
        subject=_("Vi vil gerne høre din mening, før vi afgør din sag"),
        document_id=event.letter_id,
        about_id=event.case_id,
        unit_id=case(event.case_id).unit_id,
        at=at,
    )
