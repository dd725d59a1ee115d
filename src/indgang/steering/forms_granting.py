"""Forms that give and end authority. The action checks the chain; what it says stands here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from indgang.shared.form_fields import AMOUNT, KronerField
from indgang.steering.authority_words import ACTIONS, COMPLEXITIES, INSTRUMENT_KINDS, OUTCOMES
from indgang.steering.forms_authority import SomeDayField
from indgang.steering.words import FUNCTIONS

_WIDE = {"class": "no-max-width"}
_DAY = gettext_lazy("Vælg en dag.")


class GrantForm(forms.Form):
    """A grant out of another one. The names are those of ``competence.give_grant``."""

    holder = forms.UUIDField(
        label=gettext_lazy("Hvem får den?"), widget=forms.Select,
        error_messages={"required": gettext_lazy("Vælg en enhed."),
                        "invalid": gettext_lazy("Vælg fra listen.")},
    )  # fmt: skip
    function = forms.ChoiceField(
        label=gettext_lazy("Hvilke stillinger i enheden?"), required=False,
        choices=(("", gettext_lazy("Alle")), *FUNCTIONS.items()),
    )  # fmt: skip
    action = forms.ChoiceField(label=gettext_lazy("Hvad må de?"), choices=list(ACTIONS.items()))
    kle = forms.CharField(
        label=gettext_lazy("Emne (KLE-nummer)"), required=False, max_length=8,
        help_text=gettext_lazy("For eksempel 32 eller 32.24.04. Tomt: alle emner."),
    )  # fmt: skip
    without = forms.CharField(
        label=gettext_lazy("Undtagen (KLE-numre med mellemrum)"), required=False, max_length=200
    )
    amount_limit = KronerField(
        label=gettext_lazy("Højst, i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip
    complexity = forms.TypedChoiceField(
        label=gettext_lazy("Hvor svære sager?"), required=False, coerce=int, empty_value=None,
        choices=(("", gettext_lazy("Alle")), *COMPLEXITIES.items()),
    )  # fmt: skip
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Hvilke svar? Ingen valgt: alle"), required=False,
        widget=forms.CheckboxSelectMultiple, choices=list(OUTCOMES.items()),
    )  # fmt: skip
    may_sub_delegate = forms.BooleanField(
        label=gettext_lazy("Enheden må give den videre"), required=False
    )
    instrument = forms.UUIDField(
        label=gettext_lazy("Hvad bygger den på?"), widget=forms.Select,
        error_messages={"required": gettext_lazy("Vælg, hvad den bygger på."),
                        "invalid": gettext_lazy("Vælg fra listen.")},
    )  # fmt: skip
    begins = SomeDayField(label=gettext_lazy("Fra"), error_messages={"required": _DAY})
    ends = SomeDayField(
        label=gettext_lazy("Til (dagen ikke med)"), required=False,
        help_text=gettext_lazy("Tomt: indtil videre."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        units: Iterable[tuple[str, str]],
        instruments: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("holder", units), ("instrument", instruments)):
            self.fields[name].widget = forms.Select(
                choices=[("", "–"), *choices], attrs=dict(_WIDE)
            )


class InstrumentForm(forms.Form):
    """A written source of authority. The names are those of ``competence.add_instrument``."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Slags"), choices=(("", "–"), *INSTRUMENT_KINDS.items()),
        error_messages={"required": gettext_lazy("Vælg, hvad det er for en.")},
    )  # fmt: skip
    title_da = forms.CharField(
        label=gettext_lazy("Titel"), max_length=200,
        error_messages={"required": gettext_lazy("Skriv en titel.")},
    )  # fmt: skip
    title_en = forms.CharField(
        label=gettext_lazy("Titel på engelsk"), max_length=200, required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Kilde, med paragraf eller dato for mødet"), max_length=300,
        error_messages={"required": gettext_lazy("Skriv, hvor det står.")},
    )  # fmt: skip
    text_da = forms.CharField(
        label=gettext_lazy("Ordlyden"), required=False, max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, **_WIDE}),
    )  # fmt: skip
    begins = SomeDayField(label=gettext_lazy("Gælder fra"), error_messages={"required": _DAY})
    ends = SomeDayField(label=gettext_lazy("Til (dagen ikke med)"), required=False)


class EndForm(forms.Form):
    """From which day a grant does not hold any more."""

    ends = SomeDayField(
        label=gettext_lazy("Første dag, den ikke gælder"), error_messages={"required": _DAY}
    )
