"""Words for the citizen's pages. `{% load portal %}`."""

from collections.abc import Sequence
from datetime import time

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.appointments.public import FreeTime
from indgang.portal import rules

register = template.Library()


@register.filter
def whole_weeks(days: int | None) -> int | None:
    """The weeks when the days are whole weeks; else nothing."""
    return None if days is None else rules.whole_weeks(days)


@register.filter
def in_a_row(things: Sequence[str]) -> str:
    """Things in a sentence: "dit pas, et billede og et brev"."""
    parts = [thing[:1].lower() + thing[1:] for thing in things]
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s og %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


@register.filter
def quoted(words: Sequence[str]) -> SafeString:
    """The person's own words in quotation marks, each turned as its own script is."""
    return format_html_join(", ", "“<bdi>{}</bdi>”", ((word,) for word in words))


@register.filter
def days_of(line: rules.HoursLine) -> str:
    """The weekdays of a line of opening hours: "mandag til fredag"."""
    first, last = str(WEEKDAYS[line.first]), str(WEEKDAYS[line.last])
    if (get_language() or "da").startswith("da"):
        first, last = first.lower(), last.lower()
    if line.first == line.last:
        return first
    return _("%(first)s til %(last)s") % {"first": first, "last": last}


def _clock(value: time) -> str:
    point = "." if (get_language() or "da").startswith("da") else ":"
    return f"{value.hour}{point}{value.minute:02}"


@register.filter
def hours_of(line: rules.HoursLine) -> str:
    """The hours of a line: "10.00–18.00"."""
    return ", ".join(f"{_clock(opens)}–{_clock(closes)}" for opens, closes in line.spans)


@register.filter
def time_key(free: FreeTime) -> str:
    """How a free time is named in a form."""
    return rules.time_key(free)
