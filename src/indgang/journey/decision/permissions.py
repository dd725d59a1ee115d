"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "PartyHearing": {
        "id": Privacy.TECHNICAL,
        "case": Privacy.PERSONAL,
        "facts": Privacy.SENSITIVE,
        "asked_at": Privacy.PERSONAL,
        "asked_by": Privacy.PERSONAL,
        "answer_by": Privacy.PERSONAL,
        "answered_at": Privacy.PERSONAL,
        "answer": Privacy.SENSITIVE,
    },
    "Decision": {
        "id": Privacy.TECHNICAL,
        "case": Privacy.PERSONAL,
        "outcome": Privacy.SENSITIVE,
        "amount": Privacy.SENSITIVE,
        "facts": Privacy.SENSITIVE,
        "rules": Privacy.SENSITIVE,
        "considerations": Privacy.SENSITIVE,
        "complaint": Privacy.SENSITIVE,
        "hearing_exception": Privacy.SENSITIVE,
        "verdict": Privacy.PERSONAL,
        "verdict_allowed": Privacy.TECHNICAL,
        "decided_at": Privacy.PERSONAL,
        "decided_by": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "letter_id": Privacy.TECHNICAL,
    },
    "Reversal": {
        "id": Privacy.TECHNICAL,
        "decision": Privacy.PERSONAL,
        "on": Privacy.PERSONAL,
        "body": Privacy.PERSONAL,
        "remitted": Privacy.PERSONAL,
        "recorded_at": Privacy.PERSONAL,
        "recorded_by": Privacy.PERSONAL,
    },
    "Escalation": {
        "id": Privacy.TECHNICAL,
        "handover": Privacy.PERSONAL,
        "verdict": Privacy.PERSONAL,
        "kle": Privacy.SENSITIVE,
        "reason": Privacy.PERSONAL,
        "limit": Privacy.PUBLIC,
        "from_unit": Privacy.PERSONAL,
        "at": Privacy.PERSONAL,
    },
}
