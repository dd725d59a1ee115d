"""What each field of the room is (see ``shared.privacy``)."""

from indgang.shared.privacy import Privacy

FIELDS: dict[str, dict[str, Privacy]] = {
    "Document": {
        "id": Privacy.TECHNICAL,
        "about_id": Privacy.TECHNICAL,
        "citizen": Privacy.PERSONAL,
        "unit": Privacy.PERSONAL,
        "kind": Privacy.PERSONAL,
        "title": Privacy.SENSITIVE,  # a file's name can be a diagnosis
        "media_type": Privacy.INTERNAL,
        "size": Privacy.INTERNAL,
        "sha256": Privacy.TECHNICAL,
        "for_citizen": Privacy.INTERNAL,
        "added_at": Privacy.PERSONAL,
        "added_by": Privacy.PERSONAL,
    },
    "DocumentContent": {
        "document": Privacy.TECHNICAL,
        "data": Privacy.SENSITIVE,
    },
}
