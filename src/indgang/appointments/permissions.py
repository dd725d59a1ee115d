"""What each field of the room is (see ``shared.privacy``)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Calendar": {
        "id": Privacy.TECHNICAL,
        "entrance": Privacy.PUBLIC,
        "unit": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "person": Privacy.INTERNAL,
    },
    "BookableHours": {
        "id": Privacy.TECHNICAL,
        "validity": Privacy.PUBLIC,
        "calendar": Privacy.PUBLIC,
        "weekday": Privacy.PUBLIC,
        "begins": Privacy.PUBLIC,
        "ends": Privacy.PUBLIC,
    },
    "Booking": {
        "id": Privacy.TECHNICAL,
        "calendar": Privacy.PERSONAL,
        "period": Privacy.PERSONAL,
        "state": Privacy.PERSONAL,
        "citizen": Privacy.PERSONAL,
        # What somebody comes for can tell of health or social matters.
        "service": Privacy.SENSITIVE,
        # Whoever has it can move the booking; the citizen gets it, nobody else needs it.
        "code": Privacy.SENSITIVE,
        "note": Privacy.SENSITIVE,
        "made_at": Privacy.PERSONAL,
    },
}
