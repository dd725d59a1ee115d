"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Service": {
        "code": Privacy.PUBLIC,
        "kle": Privacy.PUBLIC,
        "title_da": Privacy.PUBLIC,
        "title_en": Privacy.PUBLIC,
        "administration": Privacy.PUBLIC,
        "situation": Privacy.PUBLIC,
        "front_desk": Privacy.PUBLIC,
        "channels": Privacy.PUBLIC,
        "needs_appointment": Privacy.PUBLIC,
        "appointment_minutes": Privacy.PUBLIC,
        "sensitivity": Privacy.PUBLIC,
        "online": Privacy.PUBLIC,
        "decided_by": Privacy.PUBLIC,
        "text": Privacy.PUBLIC,
    },
    "Deadline": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "service": Privacy.PUBLIC,
        "days_allowed": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
        "synthetic": Privacy.PUBLIC,
    },
    "KleSubject": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "number": Privacy.PUBLIC,
        "title": Privacy.PUBLIC,
        "status": Privacy.PUBLIC,
        "edition": Privacy.PUBLIC,
    },
    "KleFacet": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "code": Privacy.PUBLIC,
        "title": Privacy.PUBLIC,
        "edition": Privacy.PUBLIC,
    },
    "KleKeyword": {
        "id": Privacy.TECHNICAL,
        "subject": Privacy.PUBLIC,
        "term": Privacy.PUBLIC,
        "weight": Privacy.PUBLIC,
    },
    "KleMove": {
        "id": Privacy.TECHNICAL,
        "old": Privacy.PUBLIC,
        "new": Privacy.PUBLIC,
        "on": Privacy.PUBLIC,
        "edition": Privacy.PUBLIC,
        "services_on": Privacy.TECHNICAL,
    },
}
