"""What each field of the room is (see ``shared.privacy``)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Site": {
        "id": Privacy.TECHNICAL,
        "validity": Privacy.PUBLIC,
        "key": Privacy.TECHNICAL,
        "name": Privacy.PUBLIC,
        "address_id": Privacy.PUBLIC,
        "address": Privacy.PUBLIC,
        "district": Privacy.PUBLIC,
        "latitude": Privacy.PUBLIC,
        "longitude": Privacy.PUBLIC,
        "step_free": Privacy.PUBLIC,
        "own_entrance_sign": Privacy.PUBLIC,
        "synthetic": Privacy.PUBLIC,
    },
    "Entrance": {
        "id": Privacy.TECHNICAL,
        "validity": Privacy.PUBLIC,
        "site": Privacy.PUBLIC,
        "unit": Privacy.PUBLIC,
        "kind": Privacy.PUBLIC,
        "phone": Privacy.PUBLIC,
    },
    "OpeningHours": {
        "id": Privacy.TECHNICAL,
        "validity": Privacy.PUBLIC,
        "entrance": Privacy.PUBLIC,
        "weekday": Privacy.PUBLIC,
        "opens": Privacy.PUBLIC,
        "closes": Privacy.PUBLIC,
    },
    "JointManagement": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "site": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "chair_unit": Privacy.PUBLIC,
        "agreement": Privacy.INTERNAL,
        "synthetic": Privacy.PUBLIC,
    },
    "JointMember": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "management": Privacy.PUBLIC,
        "unit": Privacy.PUBLIC,
    },
    "Room": {
        "validity": Privacy.INTERNAL,
        "id": Privacy.TECHNICAL,
        "site": Privacy.INTERNAL,
        "key": Privacy.TECHNICAL,
        "name": Privacy.INTERNAL,
        "unit": Privacy.INTERNAL,
        "area": Privacy.INTERNAL,
        "seats": Privacy.INTERNAL,
    },
}
