"""The door of ``enquiry``."""

from indgang.journey.enquiry.actions import (
    Receipt,
    answer,
    ask,
    mark_decided,
    mark_urgent,
    name_the_citizen,
    withdraw,
)
from indgang.journey.enquiry.affected import open_askers
from indgang.journey.enquiry.backlog import EnquiryBacklog, enquiry_backlog
from indgang.journey.enquiry.events import (
    EnquiryReceived,
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
    HandoverTakenBack,
)
from indgang.journey.enquiry.handing import accept, hand_over, send_back, take_back
from indgang.journey.enquiry.queries import (
    EnquiryView,
    HandoverView,
    StepView,
    enquiries_of,
    enquiry,
    enquiry_by_number,
    handover,
    handovers_of,
    handovers_sent,
    handovers_waiting,
    open_enquiries,
    steps,
)
from indgang.journey.enquiry.rules import LONGEST_TEXT

__all__ = [
    "LONGEST_TEXT",
    "EnquiryBacklog",
    "EnquiryReceived",
    "EnquiryView",
    "HandoverAccepted",
    "HandoverOffered",
    "HandoverReturned",
    "HandoverTakenBack",
    "HandoverView",
    "Receipt",
    "StepView",
    "accept",
    "answer",
    "ask",
    "enquiries_of",
    "enquiry",
    "enquiry_backlog",
    "enquiry_by_number",
    "hand_over",
    "handover",
    "handovers_of",
    "handovers_sent",
    "handovers_waiting",
    "mark_decided",
    "mark_urgent",
    "name_the_citizen",
    "open_askers",
    "open_enquiries",
    "send_back",
    "steps",
    "take_back",
    "withdraw",
]
