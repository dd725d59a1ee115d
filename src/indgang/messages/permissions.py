"""What each field of the room is (see ``shared.privacy``)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Message": {
        "id": Privacy.TECHNICAL,
        "key": Privacy.TECHNICAL,
        "citizen": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "channel": Privacy.PERSONAL,
        "state": Privacy.PERSONAL,
        "subject": Privacy.SENSITIVE,  # a subject can name a benefit or an illness
        "document_id": Privacy.TECHNICAL,
        "about_id": Privacy.TECHNICAL,
        "made_at": Privacy.PERSONAL,
        "accepted_at": Privacy.PERSONAL,
        "delivered_at": Privacy.PERSONAL,
        "first_read_at": Privacy.PERSONAL,
        "last_error": Privacy.INTERNAL,
    }
}
