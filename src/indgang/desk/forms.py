"""Forms of the desk. What is wrong is said in the words of the one who typed it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from indgang.access.public import DESK_PURPOSES, PURPOSES
from indgang.shared.actor import Actor
from indgang.shared.form_fields import AMOUNT, WIDE, DayField, KronerField

_LONG = 20_000
_CHANNELS = (("counter", gettext_lazy("Ved skranken")), ("phone", gettext_lazy("I telefonen")))


def purposes_for(actor: Actor) -> list[tuple[str, Any]]:
    """The purposes that this person may look a citizen up for."""
    offered = list(DESK_PURPOSES)
    if actor.holds("caseworker", "specialist", "leader", "coordinator"):
        offered.append(PURPOSES["casework"])
    return [(purpose.code, purpose.title) for purpose in offered]


class PurposeForm(forms.Form):
    """Why somebody is looked up, and where the citizen is."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("Hvorfor slår du borgeren op?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Vælg, hvorfor du slår borgeren op."),
            "invalid_choice": gettext_lazy("Vælg, hvorfor du slår borgeren op."),
        },
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvor er borgeren?"), widget=forms.RadioSelect, choices=_CHANNELS,
        initial="counter",
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes_for(actor)  # type: ignore[attr-defined]  # a ChoiceField


class FindForm(PurposeForm):
    """Find a citizen. The number stays in the form's body and never reaches an address."""

    words = forms.CharField(
        label=gettext_lazy("CPR-nummer, CVR-nummer eller navn"), max_length=200,
        help_text=gettext_lazy("Eller nummeret på en henvendelse. Det begynder med H."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Skriv et nummer eller et navn.")},
    )  # fmt: skip
    born = DayField(
        label=gettext_lazy("Fødselsdag"), required=False,
        help_text=gettext_lazy("Hjælper, når flere hedder det samme."),
    )  # fmt: skip
    field_order = ("words", "born", "purpose", "channel")


class EnquiryForm(forms.Form):
    """What a person came with, in the person's own words."""

    text = forms.CharField(
        label=gettext_lazy("Hvad siger borgeren? Skriv det med borgerens egne ord"),
        widget=forms.Textarea(attrs=WIDE),
        error_messages={
            "required": gettext_lazy("Skriv med borgerens egne ord, hvad det handler om.")
        },
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hvordan kom henvendelsen?"),
        widget=forms.RadioSelect,
        initial="counter",
        choices=(*_CHANNELS, ("letter", gettext_lazy("Som brev"))),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("Telefon eller mail, hvis vi ikke kender borgeren"), max_length=200,
        required=False,
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Guidance, given there and then."""

    answer = forms.CharField(
        label=gettext_lazy("Dit svar"), max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 10, "class": "no-max-width"}),
        error_messages={"required": gettext_lazy("Skriv, hvad du har svaret.")},
    )  # fmt: skip


class HandOverForm(forms.Form):
    """To whom, at what time, with which story."""

    where = forms.ChoiceField(
        label=gettext_lazy("Hvem tager over, og hvornår?"), widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Vælg, hvem der tager over."),
            "invalid_choice": gettext_lazy("Tiden er ikke ledig længere. Vælg en anden."),
        },
    )  # fmt: skip
    story = forms.CharField(
        label=gettext_lazy("Historien, så borgeren ikke skal fortælle den igen"), max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 6, "class": "no-max-width"}),
        error_messages={"required": gettext_lazy("Skriv historien til den, der tager over.")},
    )  # fmt: skip
    amount = KronerField(
        label=gettext_lazy("Beløb, der søges om, i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is sent back."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor sender du den tilbage?"), max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "class": "no-max-width"}),
        help_text=gettext_lazy("Borgeren og din kollega kan læse det."),
        error_messages={"required": gettext_lazy("Skriv, hvorfor I ikke kan tage den.")},
    )  # fmt: skip


class WhoMayForm(forms.Form):
    """Who decides this, up to which amount?"""

    service = forms.ChoiceField(
        label=gettext_lazy("Hvad handler det om?"),
        error_messages={"required": gettext_lazy("Vælg, hvad det handler om."),
                        "invalid_choice": gettext_lazy("Vælg fra listen.")},
    )  # fmt: skip
    amount = KronerField(
        label=gettext_lazy("Beløb i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", "–"), *services]  # type: ignore[attr-defined]  # a ChoiceField
