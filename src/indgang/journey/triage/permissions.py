"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Suggestion": {
        "id": Privacy.TECHNICAL,
        "enquiry": Privacy.PERSONAL,
        "at": Privacy.PERSONAL,
        "engine": Privacy.TECHNICAL,
        "services": Privacy.SENSITIVE,
        "situation": Privacy.SENSITIVE,
        "urgent": Privacy.SENSITIVE,
        "coordinate": Privacy.SENSITIVE,
    },
}
