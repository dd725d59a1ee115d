"""Forms of ways of working: what one is, taking it into use, and training."""

from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indgang.steering.forms import Choices, FromDay, UnitForm
from indgang.steering.words import WAY_KINDS
from indgang.ways.public import WayView

_WIDE = {"class": "no-max-width"}


class TakeUpForm(UnitForm):
    """A unit takes a way of working into use."""

    note = forms.CharField(
        label=_("Note"), max_length=300, required=False,
        help_text=_("Mangler der oplæring, så skriv, hvorfor I begynder nu."),
        error_messages={"max_length": _("Skriv højst 300 tegn.")},
    )  # fmt: skip
    field_order = ("unit", "on", "note")


class TrainingForm(forms.Form):
    """People who were trained on a day."""

    on = FromDay(label=_("Oplært den"))

    def __init__(
        self, data: Any = None, *, people: Choices, today: date, prefix: str | None = None
    ) -> None:
        super().__init__(data, prefix=prefix, initial={"on": today})
        self.fields["people"] = forms.MultipleChoiceField(
            label=_("Hvem?"),
            choices=list(people),
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Vælg mindst én."),
                "invalid_choice": _("Vælg fra listen."),
            },
        )
        self.order_fields(("people", "on"))


def _title(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=160,
        error_messages={
            "required": _("Skriv et navn."), "max_length": _("Skriv højst 160 tegn."),
        },
    )  # fmt: skip


def _steps(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6, **_WIDE})
    return forms.CharField(label=label, required=False, widget=widget, help_text=hint)


class WayForm(forms.Form):
    """A way of working in both languages; the steps stand one on a line."""

    title_da = _title(_("Navn på dansk"))
    title_en = _title(_("Navn på engelsk"))
    kind = forms.ChoiceField(label=_("Slags"), choices=tuple(WAY_KINDS.items()))
    purpose = forms.CharField(
        label=_("Hvad er den til for?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, **_WIDE}),
        error_messages={"max_length": _("Skriv højst 2.000 tegn.")},
    )  # fmt: skip
    kle = forms.CharField(
        label=_("Emne i KLE"), required=False, max_length=8,
        help_text=_("For eksempel 32.24.04. Tomt: alle opgaver."),
        error_messages={"max_length": _("Skriv et nummer i KLE, for eksempel 32.24.04.")},
    )  # fmt: skip
    steps_da = _steps(_("Sådan gør man"), _("Ét trin på hver linje."))
    steps_en = _steps(_("Det samme på engelsk"), _("De samme trin i samme rækkefølge."))
    training_hours = forms.DecimalField(
        label=_("Timers oplæring"), required=False, min_value=0, max_digits=4, decimal_places=1,
        localize=True,
        error_messages={
            name: _("Skriv et antal timer, for eksempel 7,5.")
            for name in ("invalid", "max_digits", "max_decimal_places", "max_whole_digits",
                         "min_value")
        },
    )  # fmt: skip
    source = forms.CharField(
        label=_("Kilde"), required=False, max_length=300,
        error_messages={"max_length": _("Skriv højst 300 tegn.")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, way: WayView | None = None) -> None:
        super().__init__(data, initial=_written(way) if way else None)
        if way:
            del self.fields["kind"]  # what a way is does not change

    def values(self) -> dict[str, Any]:
        """What was typed, as the actions take it."""
        typed = dict(self.cleaned_data)
        pairs = zip_longest(
            _lines(typed.pop("steps_da")), _lines(typed.pop("steps_en")), fillvalue=""
        )
        return {
            **typed,
            "procedure": list(pairs),
            "training_hours": typed["training_hours"] or Decimal(0),
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _written(way: WayView) -> dict[str, object]:
    """What is written already."""
    return {
        "title_da": way.wording.title_da,
        "title_en": way.wording.title_en,
        "purpose": way.purpose,
        "kle": way.kle,
        "steps_da": "\n".join(da for da, _en in way.wording.steps),
        "steps_en": "\n".join(en for _da, en in way.wording.steps),
        "training_hours": way.training,
        "source": way.source,
    }
