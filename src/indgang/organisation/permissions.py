"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Unit": {
        "id": Privacy.TECHNICAL,
        "key": Privacy.PUBLIC,
        "synthetic": Privacy.PUBLIC,
    },
    "UnitState": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "unit": Privacy.PUBLIC,
        "kind": Privacy.PUBLIC,
        "name": Privacy.PUBLIC,
        "parent": Privacy.PUBLIC,
        "phone": Privacy.PUBLIC,
    },
    "UnitTask": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "unit": Privacy.PUBLIC,
        "kle": Privacy.PUBLIC,
        "role": Privacy.PUBLIC,
    },
    "Person": {
        "id": Privacy.TECHNICAL,
        "key": Privacy.TECHNICAL,
        "name": Privacy.INTERNAL,
        "phone": Privacy.INTERNAL,
        "synthetic": Privacy.INTERNAL,
    },
    "Post": {
        "validity": Privacy.INTERNAL,
        "id": Privacy.TECHNICAL,
        "person": Privacy.INTERNAL,
        "unit": Privacy.INTERNAL,
        "function": Privacy.INTERNAL,
        "title": Privacy.INTERNAL,
        "share": Privacy.INTERNAL,
    },
    "Succession": {
        "id": Privacy.TECHNICAL,
        "on": Privacy.PUBLIC,
        "from_unit": Privacy.PUBLIC,
        "kle": Privacy.PUBLIC,
        "to_unit": Privacy.PUBLIC,
        "cause": Privacy.TECHNICAL,
    },
}
