"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Citizen": {
        "id": Privacy.TECHNICAL,
        "kind": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "sort_key": Privacy.PERSONAL,
        "born": Privacy.PERSONAL,
        "cpr_encrypted": Privacy.SENSITIVE,
        "cpr_hash": Privacy.SECRET,
        "cvr": Privacy.PERSONAL,
        "address_id": Privacy.SENSITIVE,
        "address": Privacy.SENSITIVE,
        "district": Privacy.SENSITIVE,
        "address_protected": Privacy.SENSITIVE,
        "digital_post": Privacy.PERSONAL,
        "phone": Privacy.PERSONAL,
        "language": Privacy.PERSONAL,
        "synthetic": Privacy.TECHNICAL,
    },
    "Relation": {
        "validity": Privacy.PERSONAL,
        "id": Privacy.TECHNICAL,
        "from_citizen": Privacy.PERSONAL,
        "to_citizen": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
    },
}
