"""Who listens to what: the whole story on one screen.

*With* runs in the same transaction: both happen or neither. *After* runs from the outbox when the
transaction is committed, and again until it succeeds or somebody acts.
"""

from indgang.access.public import ports as access_ports
from indgang.appointments.public import AppointmentBooked, AppointmentCancelled, AppointmentMoved
from indgang.citizens.public import spoken_for_by
from indgang.documents.public import DocumentReceived
from indgang.journey.case.handlers import open_accepted
from indgang.journey.case.public import CaseClosed, CaseOpened
from indgang.journey.decision.handlers import send_decision, send_hearing
from indgang.journey.decision.public import DecisionMade, PartyAsked
from indgang.journey.enquiry.public import (
    EnquiryReceived,
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
)
from indgang.journey.triage.handlers import suggest
from indgang.messages.handlers import send_queued
from indgang.messages.public import MessageFailed, MessageQueued
from indgang.shared.outbox import Event, When, Wire

WIRES: tuple[Wire, ...] = (
    Wire(EnquiryReceived, suggest, When.WITH),
    Wire(HandoverAccepted, open_accepted, When.WITH),
    Wire(PartyAsked, send_hearing, When.AFTER),
    Wire(DecisionMade, send_decision, When.AFTER),
    Wire(MessageQueued, send_queued, When.AFTER),
)

#: Events that nobody listens to yet, each with who will read it: the stored event is the record.
ONLY_RECORDED: dict[type[Event], str] = {
    HandoverOffered: "the receiving unit's list reads the hand-over itself",
    HandoverReturned: "the sending unit's list reads the hand-over itself",
    CaseOpened: "the deliveries to other systems (K4) will read it",
    CaseClosed: "the deliveries to other systems (K4) will read it",
    AppointmentBooked: "reminders (E12) will read it",
    AppointmentMoved: "reminders (E12) will read it",
    AppointmentCancelled: "the waiting list (E12) will read it",
    MessageFailed: "the desk's list of failed messages reads the message itself",
    DocumentReceived: "the case's page reads the document itself",
}


def fill_ports() -> None:
    """What lower rooms ask of higher ones."""
    access_ports.spoken_for_by = spoken_for_by
