"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "AuditEntry": {
        "id": Privacy.TECHNICAL,
        "at": Privacy.INTERNAL,
        "scope": Privacy.INTERNAL,
        "account_id": Privacy.PERSONAL,
        "person_id": Privacy.PERSONAL,
        "subject_id": Privacy.PERSONAL,
        "verb": Privacy.INTERNAL,
        "object_id": Privacy.TECHNICAL,
        "detail": Privacy.PERSONAL,
    },
    "OutboxEvent": {
        "id": Privacy.TECHNICAL,
        "at": Privacy.TECHNICAL,
        "name": Privacy.TECHNICAL,
        "payload": Privacy.PERSONAL,
        "by": Privacy.PERSONAL,
    },
    "Delivery": {
        "id": Privacy.TECHNICAL,
        "event": Privacy.TECHNICAL,
        "handler": Privacy.TECHNICAL,
        "done_at": Privacy.TECHNICAL,
        "attempts": Privacy.TECHNICAL,
        "last_error": Privacy.TECHNICAL,
    },
    "Revision": {
        "room": Privacy.TECHNICAL,
        "number": Privacy.TECHNICAL,
    },
    "Submission": {
        "key": Privacy.TECHNICAL,
        "action": Privacy.TECHNICAL,
        "account_id": Privacy.PERSONAL,
        "answer": Privacy.PERSONAL,
        "at": Privacy.TECHNICAL,
    },
    "DatedWrite": {
        "id": Privacy.TECHNICAL,
        "cause": Privacy.TECHNICAL,
        "table": Privacy.TECHNICAL,
        "row_id": Privacy.TECHNICAL,
        "what": Privacy.TECHNICAL,
        "was": Privacy.INTERNAL,
        "became": Privacy.INTERNAL,
        "at": Privacy.TECHNICAL,
    },
}
