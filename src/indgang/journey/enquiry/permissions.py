"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Enquiry": {
        "id": Privacy.TECHNICAL,
        "number": Privacy.PERSONAL,
        "citizen": Privacy.PERSONAL,
        "contact": Privacy.PERSONAL,
        "channel": Privacy.PERSONAL,
        "language": Privacy.PERSONAL,
        "text": Privacy.SENSITIVE,
        "received_at": Privacy.PERSONAL,
        "state": Privacy.PERSONAL,
        "responsible_unit": Privacy.PERSONAL,
        "registered_by": Privacy.PERSONAL,
        "service": Privacy.SENSITIVE,
        "answer": Privacy.SENSITIVE,
        "urgent": Privacy.SENSITIVE,
    },
    "EnquiryStep": {
        "id": Privacy.TECHNICAL,
        "enquiry": Privacy.PERSONAL,
        "at": Privacy.PERSONAL,
        "verb": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "person": Privacy.PERSONAL,
        "note": Privacy.SENSITIVE,
    },
    "Handover": {
        "id": Privacy.TECHNICAL,
        "enquiry": Privacy.PERSONAL,
        "from_unit": Privacy.PERSONAL,
        "to_unit": Privacy.PERSONAL,
        "service": Privacy.SENSITIVE,
        "story": Privacy.SENSITIVE,
        "amount": Privacy.SENSITIVE,
        "booking": Privacy.PERSONAL,
        "state": Privacy.PERSONAL,
        "offered_at": Privacy.PERSONAL,
        "offered_by": Privacy.PERSONAL,
        "answered_at": Privacy.PERSONAL,
        "answered_by": Privacy.PERSONAL,
        "reason": Privacy.SENSITIVE,
    },
}
