"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "WayOfWorking": {
        "id": Privacy.TECHNICAL,
        "key": Privacy.PUBLIC,
        "kind": Privacy.PUBLIC,
        "title_da": Privacy.PUBLIC,
        "title_en": Privacy.PUBLIC,
        "purpose": Privacy.PUBLIC,
        "kle": Privacy.PUBLIC,
        "procedure": Privacy.PUBLIC,
        "training_hours": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
        "synthetic": Privacy.PUBLIC,
    },
    "Uptake": {
        "validity": Privacy.INTERNAL,
        "id": Privacy.TECHNICAL,
        "way": Privacy.INTERNAL,
        "unit": Privacy.INTERNAL,
        "note": Privacy.INTERNAL,
    },
    "Training": {
        "id": Privacy.TECHNICAL,
        "way": Privacy.INTERNAL,
        "person": Privacy.INTERNAL,
        "on": Privacy.INTERNAL,
    },
}
