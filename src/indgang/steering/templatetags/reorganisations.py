"""Template tags of the pages about reorganisations. ``{% load reorganisations %}``."""

from typing import Any

from django import template

from indgang.shared.spoken_numbers import spoken_number
from indgang.steering import reorganisation_words as words
from indgang.steering.words import FUNCTIONS, UNIT_KINDS

register = template.Library()

_TABLES = {
    "state": words.STATES,
    "function": FUNCTIONS,
    "unit_kind": UNIT_KINDS,
    "change": words.CHANGES,
    "channel": words.CHANNELS,
    "carried": words.CARRIED,
    "trouble": words.TROUBLES,
}


@register.filter
def thousands(number: int | None) -> str:
    """``60.214``; nothing for ``None``."""
    return "" if number is None else spoken_number(int(number))


@register.filter
def said(code: str, table: str) -> str:
    """The word for a code: ``state``, ``function``, ``unit_kind``, ``change``, ``channel`` …"""
    return str(_TABLES[table].get(code, code))


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """What stands under a key; nothing when it is not there."""
    return mapping.get(key)
