"""Who listens to what: the whole story on one screen.

*With* runs in the same transaction: both happen or neither. *After* runs from the outbox when the
transaction is committed, and again until it succeeds or somebody acts.
"""

from indgang.access import handlers as access_handlers
from indgang.access.public import ports as access_ports
from indgang.appointments import handlers as appointments_handlers
from indgang.appointments.public import AppointmentBooked, AppointmentCancelled, AppointmentMoved
from indgang.catalogue.public import KleChanged
from indgang.citizens.public import spoken_for_by
from indgang.competence import handlers as competence_handlers
from indgang.competence.handlers import follow_kle
from indgang.documents import handlers as documents_handlers
from indgang.documents.public import DocumentReceived
from indgang.journey.case import handlers as case_handlers
from indgang.journey.case.handlers import open_accepted
from indgang.journey.case.public import CaseClosed, CaseOpened
from indgang.journey.coordination import handlers as coordination_handlers
from indgang.journey.coordination.handlers import find_those_affected, tell_next
from indgang.journey.coordination.public import NoticesDue
from indgang.journey.decision.handlers import send_decision, send_hearing
from indgang.journey.decision.public import DecisionMade, Escalated, PartyAsked
from indgang.journey.enquiry import handlers as enquiry_handlers
from indgang.journey.enquiry.public import (
    EnquiryReceived,
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
    HandoverTakenBack,
)
from indgang.journey.triage.handlers import suggest
from indgang.messages import handlers as messages_handlers
from indgang.messages.handlers import send_queued
from indgang.messages.public import MessageFailed, MessageQueued
from indgang.organisation.public import Bearer
from indgang.places import handlers as places_handlers
from indgang.reorganisation.public import (
    ReorganisationEnacted,
    ReorganisationTookEffect,
    ReorganisationUndone,
)
from indgang.reorganisation.public import ports as reorganisation_ports
from indgang.shared.outbox import Event, When, Wire
from indgang.ways import handlers as ways_handlers

WIRES: tuple[Wire, ...] = (
    Wire(KleChanged, follow_kle, When.WITH),
    Wire(EnquiryReceived, suggest, When.WITH),
    Wire(HandoverAccepted, open_accepted, When.WITH),
    Wire(PartyAsked, send_hearing, When.AFTER),
    Wire(DecisionMade, send_decision, When.AFTER),
    Wire(MessageQueued, send_queued, When.AFTER),
    Wire(ReorganisationTookEffect, find_those_affected, When.AFTER),
    Wire(NoticesDue, tell_next, When.AFTER),
)

#: Events that nobody listens to yet, each with who will read it: the stored event is the record.
ONLY_RECORDED: dict[type[Event], str] = {
    HandoverOffered: "the receiving unit's list reads the hand-over itself",
    HandoverReturned: "the sending unit's list reads the hand-over itself",
    HandoverTakenBack: "the receiving unit's list reads the hand-over itself",
    Escalated: "the page of the dispensation counts the escalations; measurement (M) will read it",
    CaseOpened: "the deliveries to other systems (K4) will read it",
    CaseClosed: "the deliveries to other systems (K4) will read it",
    AppointmentBooked: "reminders (E12) will read it",
    AppointmentMoved: "reminders (E12) will read it",
    AppointmentCancelled: "the waiting list (E12) will read it",
    MessageFailed: "the desk's list of failed messages reads the message itself",
    DocumentReceived: "the case's page reads the document itself",
    ReorganisationEnacted: "the list of reorganisations reads it itself",
    ReorganisationUndone: "the list of reorganisations reads it itself",
}

#: Rooms that hold things of units (see ``organisation.homes``), in the order in which they carry:
#: cases and enquiries take their papers and letters along; what is left of those goes after.
BEARERS: tuple[Bearer, ...] = (
    coordination_handlers.bearer,  # sees who waits where before anything moves
    places_handlers.bearer,
    ways_handlers.bearer,
    competence_handlers.bearer,
    enquiry_handlers.bearer,
    case_handlers.bearer,
    appointments_handlers.bearer,
    messages_handlers.bearer,
    documents_handlers.bearer,
    access_handlers.bearer,
)


def fill_ports() -> None:
    """What lower rooms ask of higher ones."""
    access_ports.spoken_for_by = spoken_for_by
    reorganisation_ports.bearers = BEARERS
    reorganisation_ports.watches = (case_handlers.watch, enquiry_handlers.watch)
