"""Template tags for pages: the components of the common design system, and words for days.

`{% load pages %}`. The markup stands in `templates/shared/components/`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from indgang.shared import spoken_dates
from indgang.shared.clock import day_of, today
from indgang.shared.components import Row, Step, StepState, TimelineEntry, steps
from indgang.shared.readability import Difficulty, readability

register = template.Library()

_COMPONENTS = "shared/components"
_ALERT_ICONS = {"info": "info", "success": "success", "warning": "warning", "error": "error"}


def _language() -> str:
    return get_language() or "da"


@register.simple_tag(takes_context=True)
def municipality_name(context: template.Context) -> str:
    """The name of the municipality, or a plain word for it where none is known."""
    try:
        return str(template.Variable("municipality.name").resolve(context))
    except template.VariableDoesNotExist:
        return _("Kommunen")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon of the design system, hidden from screen readers."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true">'
        '<use href="{}#{}"></use></svg>',
        css,
        static("vendor/dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_block_tag
def alert(content: str, kind: str = "info", heading: str = "", level: int = 2) -> str:
    """A message that stands out. `kind`: info, success, warning or error."""
    kind = kind if kind in _ALERT_ICONS else "info"
    spoken = {
        "info": _("Godt at vide"),
        "success": _("Det lykkedes"),
        "warning": _("Vær opmærksom"),
        "error": _("Fejl"),
    }[kind]
    return render_to_string(
        f"{_COMPONENTS}/alert.html",
        {
            "content": content,
            "kind": kind,
            "icon_name": _ALERT_ICONS[kind],
            "spoken": spoken,
            "heading": heading,
            "level": level,
        },
    )


@register.simple_block_tag
def card(
    content: str, heading: str = "", href: str = "", subheading: str = "", level: int = 2
) -> str:
    """A box with a heading that may be a link."""
    return render_to_string(
        f"{_COMPONENTS}/card.html",
        {
            "content": content,
            "heading": heading,
            "href": href,
            "subheading": subheading,
            "level": level,
        },
    )


@register.simple_block_tag
def scroll_table(content: str, caption: str) -> str:
    """Wraps `<thead>`/`<tbody>`; the table scrolls by itself where the page is narrow."""
    return render_to_string(
        f"{_COMPONENTS}/scroll_table.html", {"content": content, "caption": caption}
    )


@register.simple_block_tag
def empty_state(content: str, heading: str, level: int = 2) -> str:
    """Says why there is nothing here; the content says what one can do."""
    return render_to_string(
        f"{_COMPONENTS}/empty_state.html", {"content": content, "heading": heading, "level": level}
    )


@register.simple_tag
def badge(text: str, kind: str = "") -> SafeString:
    """A short status word. `kind`: info, success, warning, error or nothing."""
    variant = f" badge-{kind}" if kind in _ALERT_ICONS else ""
    return format_html('<span class="badge{}">{}</span>', variant, text)


@register.inclusion_tag(f"{_COMPONENTS}/form_field.html")
def form_field(field: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    """A field with label, hint and error, tied together for screen readers."""
    widget = field.field.widget
    name = field.auto_id or field.html_name
    hint = hint or str(field.help_text)
    described = [f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(field.errors)
    is_checkbox = isinstance(widget, forms.CheckboxInput)
    is_group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    if is_checkbox:
        css = "form-checkbox"
    elif isinstance(widget, forms.Select):
        css = "form-select"
    else:
        css = "form-input"
    attributes: dict[str, str | bool] = {
        "class": f"{widget.attrs.get('class', '')} {css}".strip(),
    }
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return {
        "field": field,
        "name": name,
        "label": label or field.label,
        "hint": hint,
        "described": " ".join(described),
        "control": "" if is_group else field.as_widget(attrs=attributes),
        "is_checkbox": is_checkbox,
        "is_group": is_group,
        "option_type": getattr(widget, "input_type", "radio"),
        "is_optional": not field.field.required and not is_checkbox,
    }


@register.inclusion_tag(f"{_COMPONENTS}/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """All errors of a form at its top, each a link to its field; nothing when there are none."""
    return {
        "links": [
            (field.id_for_label or field.auto_id, field.label, error)
            for field in form
            for error in field.errors
        ],
        "general": form.non_field_errors() if form.is_bound else [],
    }


@register.inclusion_tag(f"{_COMPONENTS}/structured_list.html")
def structured_list(rows: Iterable[Row | tuple[str, object]]) -> dict[str, Any]:
    """Facts as label and value: `Row`s or pairs."""
    return {"rows": [row if isinstance(row, Row) else Row(*row) for row in rows]}


@register.inclusion_tag(f"{_COMPONENTS}/timeline.html")
def timeline(entries: Iterable[TimelineEntry], level: int = 3) -> dict[str, Any]:
    """What happened, in the order given, each with its day."""
    return {"entries": list(entries), "level": level}


@register.inclusion_tag(f"{_COMPONENTS}/progress.html")
def progress(labels: list[str], current: int, name: str = "") -> dict[str, Any]:
    """How far something is, as dots and words. `current` counts from 1; past the end: all done."""
    return {
        "steps": steps(labels, current),
        "number": min(current, len(labels)),
        "total": len(labels),
        "name": name,
        "now": labels[current - 1] if current <= len(labels) else _("Færdig"),
    }


@register.inclusion_tag(f"{_COMPONENTS}/step_guide.html")
def step_guide(items: Iterable[Step], name: str = "") -> dict[str, Any]:
    """The steps of a longer form; the present one is marked in words too."""
    return {"steps": list(items), "name": name, "states": StepState}


@register.inclusion_tag(f"{_COMPONENTS}/pagination.html", takes_context=True)
def pagination(
    context: template.Context, page: Page[Any], parameter: str = "side"
) -> dict[str, Any]:
    """Links to the other pages of a list; keeps the rest of the address. Nothing for one page."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def link(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "links": [(number, link(number) if isinstance(number, int) else "") for number in numbers],
        "previous": link(page.number - 1) if page.has_previous() else "",
        "next": link(page.number + 1) if page.has_next() else "",
    }


@register.filter
def weekday_date(value: date | None) -> str:
    """ "torsdag 4. december" (with the year when it is not this one)."""
    return spoken_dates.weekday_date(value, _language(), today=today()) if value else ""


@register.filter
def full_date(value: date | None) -> str:
    """ "4. december 2026"."""
    return spoken_dates.full_date(value, _language()) if value else ""


@register.filter
def day_and_time(value: datetime | None) -> str:
    """ "torsdag 4. december kl. 10.30"."""
    return spoken_dates.day_and_time(value, _language(), today=today()) if value else ""


@register.filter
def clock_time(value: datetime | None) -> str:
    """ "kl. 10.30"."""
    return spoken_dates.clock_time(value, _language()) if value else ""


@register.filter
def day_or_time(value: date | None) -> str:
    """The day and time of an instant, or only the day of a day."""
    return day_and_time(value) if isinstance(value, datetime) else weekday_date(value)


@register.filter
def days_left(deadline: date | None) -> str:
    """How long until the deadline's last day: "i dag", "3 dage tilbage", "2 dage for sent"."""
    if not deadline:
        return ""
    last = day_of(deadline) if isinstance(deadline, datetime) else deadline
    days = (last - today()).days
    if days == 0:
        return _("sidste dag er i dag")
    if days == 1:
        return _("sidste dag er i morgen")
    if days > 1:
        return ngettext("%(days)d dag tilbage", "%(days)d dage tilbage", days) % {"days": days}
    return ngettext("%(days)d dag for sent", "%(days)d dage for sent", -days) % {"days": -days}


@register.filter
def kroner(value: Decimal | int | None) -> str:
    """An amount in Danish kroner: "5.000 kr.", "1.234,50 kr."; in English "DKK 5,000"."""
    if value is None:
        return ""
    amount = Decimal(value)
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    if _language().startswith("da"):
        return text.translate(str.maketrans(",.", ".,")) + " kr."
    return f"DKK {text}"


@register.filter
def lix(text: str) -> str:
    """How hard a text is, for the one who writes it: "LIX 32: let at læse"."""
    found = readability(text)
    spoken = {
        Difficulty.VERY_EASY: _("meget let at læse"),
        Difficulty.EASY: _("let at læse"),
        Difficulty.MEDIUM: _("middelsvær at læse"),
        Difficulty.HARD: _("svær at læse"),
        Difficulty.VERY_HARD: _("meget svær at læse"),
    }[found.difficulty]
    return f"LIX {found.lix}: {spoken}"
