"""Forms of authority that ask. What is wrong is said where it was typed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from indgang.shared.form_fields import AMOUNT, DayField, KronerField
from indgang.steering.authority_words import ACTIONS, COMPLEXITIES, INSTRUMENT_KINDS, OUTCOMES

#: Days outside these are a slip of the finger.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_ANY = ("", gettext_lazy("Alle"))


class SomeDayField(DayField):
    """A day of this house: no typing error sends a question to another millennium."""

    def validate(self, value: Any) -> None:
        """Within the years that anything can be asked about."""
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise forms.ValidationError(gettext_lazy("Vælg en dag mellem 1900 og 2199."))


class WhoMayForm(forms.Form):
    """Who decides this, on which day, up to which amount?"""

    service = forms.ChoiceField(
        label=gettext_lazy("Hvad handler det om?"),
        error_messages={"required": gettext_lazy("Vælg, hvad det handler om."),
                        "invalid_choice": gettext_lazy("Vælg fra listen.")},
    )  # fmt: skip
    dag = SomeDayField(label=gettext_lazy("Dag"), required=False)
    amount = KronerField(
        label=gettext_lazy("Beløb i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=gettext_lazy("Svar"), required=False,
        choices=(("", gettext_lazy("Alle slags")), *OUTCOMES.items()),
    )  # fmt: skip
    complexity = forms.TypedChoiceField(
        label=gettext_lazy("Hvor meget er der at vurdere?"), required=False, coerce=int,
        empty_value=None,
        choices=(("", gettext_lazy("Ikke sagt")), *COMPLEXITIES.items()),
    )  # fmt: skip

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", "–"), *services]  # type: ignore[attr-defined]  # a ChoiceField


class BookForm(forms.Form):
    """Which grants to list."""

    q = forms.CharField(
        label=gettext_lazy("Enhed, person eller hjemmel"), required=False, max_length=120
    )
    kle = forms.RegexField(
        r"^[0-9]{2}(\.[0-9]{2}){0,2}$", label=gettext_lazy("KLE-nummer"), required=False,
        error_messages={
            "invalid": gettext_lazy("Skriv et KLE-nummer, for eksempel 32 eller 32.24.04.")
        },
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Slags"), required=False, choices=(_ANY, *INSTRUMENT_KINDS.items())
    )
    action = forms.ChoiceField(
        label=gettext_lazy("Enheden må"), required=False, choices=(_ANY, *ACTIONS.items())
    )
    dag = SomeDayField(label=gettext_lazy("Gælder den"), required=False)
