"""The form for what citizens and partners are told."""

from django import forms
from django.utils.translation import gettext_lazy

_WIDE = {"class": "no-max-width"}
_MISSING = {"required": gettext_lazy("Skriv teksten.")}


class TellingForm(forms.Form):
    """Whom to tell, in which words; partners one a line."""

    whom = forms.ChoiceField(
        label=gettext_lazy("Hvem skal have et brev?"), widget=forms.RadioSelect,
        choices=(
            ("changed", gettext_lazy(
                "De, der får et andet telefonnummer, en anden adresse eller en anden sagsbehandler"
            )),
            ("everybody", gettext_lazy("Også de, hvor det kun er enhedens navn, der er nyt")),
            ("nobody", gettext_lazy("Ingen")),
        ),
        error_messages={"required": gettext_lazy("Vælg, hvem der skal have brev.")},
    )  # fmt: skip
    subject_da = forms.CharField(
        label=gettext_lazy("Overskrift på dansk"), max_length=120,
        widget=forms.TextInput(attrs=_WIDE), error_messages=_MISSING,
    )  # fmt: skip
    text_da = forms.CharField(
        label=gettext_lazy("Tekst på dansk"), max_length=4000,
        help_text=gettext_lazy(
            "Den første linje er den, borgeren skal huske. "
            "Hvem der har hvad nu, sætter vi selv ind."
        ),
        widget=forms.Textarea(attrs={"rows": 5, **_WIDE}), error_messages=_MISSING,
    )  # fmt: skip
    subject_en = forms.CharField(
        label=gettext_lazy("Overskrift på engelsk"), max_length=120,
        widget=forms.TextInput(attrs=_WIDE), error_messages=_MISSING,
    )  # fmt: skip
    text_en = forms.CharField(
        label=gettext_lazy("Tekst på engelsk"), max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, **_WIDE}), error_messages=_MISSING,
    )  # fmt: skip
    partners = forms.CharField(
        label=gettext_lazy("Samarbejdspartnere, der skal have besked"), required=False,
        max_length=4000,
        help_text=gettext_lazy(
            "Én på hver linje, med hvordan de får det at vide: »Boligforeningen Eksempel, mail«. "
            "På dagen får I listen at krydse af."
        ),
        widget=forms.Textarea(attrs={"rows": 4, **_WIDE}),
    )  # fmt: skip
