"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Instrument": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "key": Privacy.PUBLIC,
        "kind": Privacy.PUBLIC,
        "title_da": Privacy.PUBLIC,
        "title_en": Privacy.PUBLIC,
        "source": Privacy.PUBLIC,
        "synthetic": Privacy.PUBLIC,
    },
    "Grant": {
        "validity": Privacy.PUBLIC,
        "id": Privacy.TECHNICAL,
        "instrument": Privacy.PUBLIC,
        "holder": Privacy.PUBLIC,
        "function": Privacy.PUBLIC,
        "above": Privacy.PUBLIC,
        "action": Privacy.PUBLIC,
        "kle": Privacy.PUBLIC,
        "amount_limit": Privacy.PUBLIC,
        "outcomes": Privacy.PUBLIC,
        "may_sub_delegate": Privacy.PUBLIC,
    },
    "ConflictOfInterest": {
        "id": Privacy.TECHNICAL,
        "person": Privacy.SENSITIVE,
        "subject_id": Privacy.SENSITIVE,
        "ground": Privacy.SENSITIVE,
        "recorded_at": Privacy.SENSITIVE,
        "recorded_by": Privacy.SENSITIVE,
        "ended_at": Privacy.SENSITIVE,
    },
    "VerdictRecord": {
        "id": Privacy.TECHNICAL,
        "at": Privacy.PERSONAL,
        "person": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "action": Privacy.PERSONAL,
        "kle": Privacy.SENSITIVE,
        "amount": Privacy.PERSONAL,
        "outcome": Privacy.PERSONAL,
        "subject_id": Privacy.PERSONAL,
        "allowed": Privacy.PERSONAL,
        "reason": Privacy.PERSONAL,
        "chain": Privacy.PERSONAL,
    },
}
