"""How much each field of this room can hurt somebody (second law of the house)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Reorganisation": {
        "id": Privacy.TECHNICAL,
        "title": Privacy.INTERNAL,
        "reason": Privacy.INTERNAL,
        "effective_on": Privacy.INTERNAL,
        "state": Privacy.INTERNAL,
        "created_at": Privacy.INTERNAL,
        "created_by": Privacy.INTERNAL,
        "enacted_at": Privacy.INTERNAL,
        "enacted_by": Privacy.INTERNAL,
        "verdict": Privacy.INTERNAL,
        "took_effect_at": Privacy.INTERNAL,
        "undone_at": Privacy.INTERNAL,
        "undone_by": Privacy.INTERNAL,
        "undone_reason": Privacy.INTERNAL,
        "counted": Privacy.INTERNAL,
        "transition_closed_at": Privacy.INTERNAL,
        "transition_closed_by": Privacy.INTERNAL,
        "transition_note": Privacy.INTERNAL,
        "version": Privacy.TECHNICAL,
    },
    "Step": {
        "id": Privacy.TECHNICAL,
        "reorganisation": Privacy.INTERNAL,
        "position": Privacy.INTERNAL,
        "kind": Privacy.INTERNAL,
        "detail": Privacy.INTERNAL,
        "source_row": Privacy.INTERNAL,
    },
    "SignedException": {
        "id": Privacy.TECHNICAL,
        "reorganisation": Privacy.INTERNAL,
        "code": Privacy.INTERNAL,
        "subject": Privacy.INTERNAL,
        "reason": Privacy.INTERNAL,
        "signed_by": Privacy.INTERNAL,
        "signed_at": Privacy.INTERNAL,
    },
    "Notice": {
        "id": Privacy.TECHNICAL,
        "reorganisation": Privacy.PERSONAL,
        "citizen_id": Privacy.PERSONAL,
        "partner": Privacy.PERSONAL,
        "message_id": Privacy.PERSONAL,
        "told_at": Privacy.PERSONAL,
    },
    "WrongTurn": {
        "id": Privacy.TECHNICAL,
        "at": Privacy.INTERNAL,
        "channel": Privacy.INTERNAL,
        "from_unit": Privacy.INTERNAL,
        "to_unit": Privacy.INTERNAL,
    },
}
