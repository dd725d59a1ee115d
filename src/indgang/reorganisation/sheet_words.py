"""The words of a spreadsheet with steps: heads of columns, steps, kinds and functions.

Danish first, English second; both are understood in the same sheet, and any further ones are
only understood. Small and large letters are the same.
"""

from collections.abc import Mapping

#: Column → its heads.
HEADS: Mapping[str, tuple[str, ...]] = {
    "nr": ("nr", "no", "nummer", "number"),
    "step": ("handling", "step", "trin", "action"),
    "unit": ("enhed", "unit", "fra", "from"),
    "to": ("til", "to", "ind i", "into"),
    "under": ("under", "parent", "hører under"),
    "name": ("navn", "name", "nyt navn", "new name"),
    "kind": ("slags", "kind", "type", "art"),
    "phone": ("telefon", "phone"),
    "kle": ("kle", "kle number", "kle-nummer", "opgave", "task"),
    "person": ("person", "employee", "medarbejder"),
    "function": ("funktion", "function"),
    "new_function": ("ny funktion", "new function"),
    "new_title": ("ny titel", "new title"),
    "note": ("bemærkning", "note", "kommentar", "comment"),
}
#: Without these the sheet is not one of steps.
NEEDED_HEADS = ("step", "unit", "to")

STEPS: Mapping[str, tuple[str, ...]] = {
    "create": ("opret", "create"),
    "rename": ("omdøb", "rename", "kald"),
    "move": ("flyt", "move", "flyt enhed", "move unit"),
    "merge": ("læg sammen", "merge", "sammenlæg"),
    "split": ("del", "split", "opdel"),
    "close": ("luk", "close", "nedlæg"),
    "gather": ("saml", "gather"),
    "transfer_task": ("flyt opgave", "transfer task", "overfør opgave", "move task"),
    "move_post": ("flyt stilling", "move post", "flyt medarbejder"),
}
#: What each step reads (besides "nr", "step" and "note"), the needed ones first.
USES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "create": (("under", "kind"), ("name", "unit", "phone")),
    "rename": (("unit", "name"), ("phone",)),
    "move": (("unit", "under"), ()),
    "merge": (("unit", "to"), ()),
    "split": (("unit", "to"), ("kle", "person", "function")),
    "close": (("unit",), ("to",)),
    "gather": (("to",), ("kle", "function")),
    "transfer_task": (("unit", "to", "kle"), ()),
    "move_post": (("unit", "person"), ("to", "function", "new_function", "new_title")),
}

KINDS: Mapping[str, tuple[str, ...]] = {
    "committee": ("udvalg", "committee"),
    "administration": ("forvaltning", "administration"),
    "centre": ("center", "centre"),
    "department": ("afdeling", "department"),
    "team": ("team", "team"),
    "office": ("kontor", "office"),
    "joint_centre": ("fælles borgercenter", "joint centre", "fælles center", "joint_centre"),
}
FUNCTIONS: Mapping[str, tuple[str, ...]] = {
    "front_desk": ("borgervejleder", "front desk", "front_desk", "frontmedarbejder"),
    "caseworker": ("sagsbehandler", "caseworker"),
    "specialist": ("specialist", "specialist"),
    "leader": ("leder", "leader"),
    "coordinator": ("tovholder", "coordinator", "koordinator"),
    "librarian": ("bibliotekar", "librarian"),
    "economy": ("økonomimedarbejder", "economy", "økonomi"),
    "support": ("støttemedarbejder", "support", "støtte"),
}
#: Written in the column for the phone: there is no number any more.
NO_PHONE = "-"


def plain(text: str) -> str:
    """As words are compared: small letters, one space between them."""
    return " ".join(text.casefold().split())


def by_word(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """What each word means."""
    return {plain(word): meaning for meaning, known in words.items() for word in known}


def word(words: Mapping[str, tuple[str, ...]], meaning: str, language: str) -> str:
    """How it is written in Danish, or in English (``en``)."""
    danish, english = words[meaning][:2]
    return english if language.startswith("en") else danish
