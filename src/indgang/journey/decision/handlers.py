"""What is sent when a party is heard or a case is decided."""

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indgang.citizens.public import citizen
from indgang.journey.case.public import case
from indgang.journey.decision.events import DecisionMade, PartyAsked
from indgang.messages.public import queue
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of


def _send(
    key: str, subject: Promise, *, citizen_id: UUID, case_id: UUID, letter_id: UUID, at: datetime
) -> None:
    """In the citizen's language, not the worker's; from the unit that answers for the case."""
    to = citizen(citizen_id, day_of(at))
    with translation.override(to.language):
        words = str(subject)
    queue(
        key=key,
        citizen_id=citizen_id,
        subject=words,
        document_id=letter_id,
        about_id=case_id,
        unit_id=case(case_id).unit_id,
        at=at,
    )


def send_decision(event: DecisionMade, *, by: Actor, at: datetime) -> None:
    """The decision's letter goes to the citizen, by the channel they have."""
    _send(
        f"decision:{event.decision_id}",
        _("Vi har afgjort din sag"),
        citizen_id=event.citizen_id,
        case_id=event.case_id,
        letter_id=event.letter_id,
        at=at,
    )


def send_hearing(event: PartyAsked, *, by: Actor, at: datetime) -> None:
    """The hearing's letter goes to the citizen."""
    _send(
        f"hearing:{event.hearing_id}",
        _("Vi vil gerne høre din mening, før vi afgør din sag"),
        citizen_id=event.citizen_id,
        case_id=event.case_id,
        letter_id=event.letter_id,
        at=at,
    )
