"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Account": {
        "id": Privacy.TECHNICAL,
        "kind": Privacy.INTERNAL,
        "issuer": Privacy.TECHNICAL,
        "subject": Privacy.PERSONAL,
        "name": Privacy.PERSONAL,
        "person": Privacy.PERSONAL,
        "citizen_id": Privacy.PERSONAL,
        "active": Privacy.INTERNAL,
    },
    "ApiToken": {
        "id": Privacy.TECHNICAL,
        "account": Privacy.PERSONAL,
        "token_hash": Privacy.SECRET,
        "purpose_note": Privacy.INTERNAL,
        "expires_at": Privacy.TECHNICAL,
    },
    "LookUp": {
        "id": Privacy.TECHNICAL,
        "at": Privacy.PERSONAL,
        "subject_id": Privacy.PERSONAL,
        "account_id": Privacy.PERSONAL,
        "person": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "purpose": Privacy.PERSONAL,
        "what": Privacy.PERSONAL,
        "object_id": Privacy.PERSONAL,
        "channel": Privacy.PERSONAL,
    },
    "Consent": {
        "id": Privacy.TECHNICAL,
        "subject_id": Privacy.PERSONAL,
        "from_administration": Privacy.PERSONAL,
        "to_administration": Privacy.PERSONAL,
        "kle": Privacy.SENSITIVE,
        "for_case_id": Privacy.PERSONAL,
        "level": Privacy.PERSONAL,
        "given_at": Privacy.PERSONAL,
        "withdrawn_at": Privacy.PERSONAL,
    },
}
