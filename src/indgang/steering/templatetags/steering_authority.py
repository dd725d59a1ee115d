"""Template tags of the pages about authority. ``{% load steering_authority %}``."""

from collections.abc import Mapping
from datetime import date, timedelta

from django import template
from django.utils.functional import Promise

from indgang.competence.public import CRITERION_NAMES
from indgang.steering import authority_words as words
from indgang.steering.words import FUNCTIONS, TASK_ROLES, UNIT_KINDS

register = template.Library()

_TABLES: dict[str, Mapping[str, Promise]] = {
    "function": FUNCTIONS,
    "unit_kind": UNIT_KINDS,
    "role": TASK_ROLES,
    "action": words.ACTIONS,
    "kind": words.INSTRUMENT_KINDS,
    "outcome": words.OUTCOMES,
    "broken": words.BROKEN,
    "fallen": words.FALLEN,
    "handling": words.HANDLINGS,
    "ground": words.GROUNDS,
    "criterion": CRITERION_NAMES,
}


@register.filter
def said(code: str, table: str) -> str:
    """The word for a code of one of the tables above."""
    return str(_TABLES[table].get(code, code))


@register.filter
def said_all(codes: tuple[str, ...], table: str) -> str:
    """The words for several codes, with commas."""
    return ", ".join(said(code, table) for code in codes)


@register.filter
def last_day(ends: date) -> date:
    """The last day of ``[begins, ends)``: people say "til og med"."""
    return ends - timedelta(days=1)
