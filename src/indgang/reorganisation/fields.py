"""What the fields of a step may hold, and what is said when they hold something else. Pure."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indgang.reorganisation.blueprint import FUNCTIONS, UNIT_KINDS

_KEY = re.compile(r"[-a-zA-Z0-9_]{1,80}")
_KLE = re.compile(r"\d\d(\.\d\d(\.\d\d)?)?", re.ASCII)

#: By fault; the columns of the database give the lengths.
FAULTS: dict[str, str | Promise] = {
    "missing": _("Udfyld feltet."),
    "text": _("Skriv det som tekst."),
    "list": _("Skriv det som en liste."),
    "unknown": _("Feltet hører ikke til dette trin."),
    "key": _("Brug kun bogstaverne a til z, tal, bindestreg og understreg, højst 80 tegn."),
    "long": _("Teksten er for lang."),
    "signs": _("Teksten har tegn, der ikke kan vises."),
    "kle": _("Skriv et KLE-nummer som 32, 32.24 eller 32.24.04."),
    "function": _("Vælg en af de funktioner, vi kender."),
    "kind": _("Vælg en af de slags enheder, vi kender."),
    "one": _("Vælg enten et KLE-nummer eller en funktion, og kun den ene."),
    "twice": _("Det samme står to gange."),
}


def key_fault(text: str) -> str:
    """Is it a lasting key? ``""`` when it is."""
    if not text:
        return "missing"
    return "" if _KEY.fullmatch(text) else "key"


def text_fault(text: str, longest: int, *, needed: bool) -> str:
    """Is it a line of text that can be stored and shown?"""
    if not text.strip():
        return "missing" if needed else ""
    if len(text) > longest:
        return "long"
    return "" if text.isprintable() else "signs"


def kle_fault(text: str) -> str:
    """Is it a range of KLE subjects (main group, group or subject)?"""
    if not text:
        return "missing"
    return "" if _KLE.fullmatch(text) else "kle"


def function_fault(text: str) -> str:
    """Is it a function that a post can have?"""
    if not text:
        return "missing"
    return "" if text in FUNCTIONS else "function"


def kind_fault(text: str) -> str:
    """Is it a kind of unit that a reorganisation may make?"""
    if not text:
        return "missing"
    return "" if text in UNIT_KINDS else "kind"
