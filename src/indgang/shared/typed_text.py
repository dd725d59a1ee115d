"""What people type, without what nobody types. Pure."""

import unicodedata


def without_controls(text: str) -> str:
    """The text without NUL, other control characters and halves of characters; ends trimmed.

    Lines and tabs stay, and so do emoji and any script.
    """
    return "".join(
        c
        for c in text.replace("\r\n", "\n")
        if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
    ).strip()
