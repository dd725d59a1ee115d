"""Names in the order of a Danish index: … z æ ø å. Pure.

The database orders by code point, so the key is stored or sorted by, and has one definition.
"""

#: Two characters for each letter; digits come before letters and a space before both
#: (and a hyphen is a space).
_ORDER = {
    " ": "00",
    "-": "00",
    **{str(digit): f"0{letter}" for digit, letter in enumerate("abcdefghij")},
    **{letter: f"{number}" for number, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå", 10)},
}
_SAME = str.maketrans({"ä": "æ", "ö": "ø", "ü": "y", "é": "e", "è": "e", "á": "a", "ð": "d"})


def danish_order(text: str) -> str:
    """A key that sorts as Danish does; ``aa`` is ``å`` (Retskrivningsordbogen § 3)."""
    plain = text.casefold().replace("aa", "å").translate(_SAME)
    return "".join(_ORDER.get(letter, letter) for letter in plain)
