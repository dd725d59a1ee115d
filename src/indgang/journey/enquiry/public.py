"""The door of ``enquiry``."""

from indgang.journey.enquiry.actions import (
    Receipt,
    accept,
    answer,
    ask,
    hand_over,
    mark_decided,
    mark_urgent,
    name_the_citizen,
    send_back,
    withdraw,
)
from indgang.journey.enquiry.events import (
    EnquiryReceived,
    HandoverAccepted,
    HandoverOffered,
    HandoverReturned,
)
from indgang.journey.enquiry.queries import (
    EnquiryView,
    HandoverView,
    StepView,
    enquiries_of,
    enquiry,
    enquiry_by_number,
    handover,
    handovers_of,
    handovers_waiting,
    open_enquiries,
    steps,
)
from indgang.journey.enquiry.rules import LONGEST_TEXT

__all__ = [
    "LONGEST_TEXT",
    "EnquiryReceived",
    "EnquiryView",
    "HandoverAccepted",
    "HandoverOffered",
    "HandoverReturned",
    "HandoverView",
    "Receipt",
    "StepView",
    "accept",
    "answer",
    "ask",
    "enquiries_of",
    "enquiry",
    "enquiry_by_number",
    "hand_over",
    "handover",
    "handovers_of",
    "handovers_waiting",
    "mark_decided",
    "mark_urgent",
    "name_the_citizen",
    "open_enquiries",
    "send_back",
    "steps",
    "withdraw",
]
