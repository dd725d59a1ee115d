"""The forms of the citizen's pages. What was typed is kept, also when it cannot be taken."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.journey.enquiry.public import LONGEST_TEXT

_FILES = ".pdf,.jpg,.jpeg,.png,.txt"


def _without_nul(data: QueryDict | None) -> QueryDict | None:
    """The fields without NUL, which no keyboard types and the database does not take."""
    if data is None:
        return None
    copy = data.copy()
    for key in copy:
        copy.setlist(key, [value.replace("\x00", "") for value in copy.getlist(key)])
    return copy


class KeepingForm(forms.Form):
    """A form that gives a text that is too long back with its first part."""

    text_field = "text"

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        copy = _without_nul(data)
        self.given = 0
        if copy is not None and self.text_field in copy:
            text = str(copy[self.text_field]).replace("\r\n", "\n")
            self.given = len(text.strip())
            copy[self.text_field] = text[:LONGEST_TEXT]
        super().__init__(copy, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Say how much too long the text is; its first part stays in the box."""
        cleaned = super().clean() or {}
        if self.given > LONGEST_TEXT:
            self.add_error(
                self.text_field,
                _(
                    "Teksten er for lang. Der er plads til 20.000 tegn, og vi har beholdt "
                    "de første. Skriv det vigtigste her, og vedhæft resten som en fil."
                ),
            )
        return cleaned


def _text(label: Any, empty: Any, rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        error_messages={"required": empty},
        widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
    )


class AskForm(KeepingForm):
    """The one box on the front page."""

    text = _text(
        gettext_lazy("Hvad kan vi hjælpe dig med?"),
        gettext_lazy("Skriv med dine egne ord, hvad det handler om. Et par ord er nok."),
        rows=4,
    )


class FileForm(KeepingForm):
    """A form with one file beside its text."""

    file = forms.FileField(
        label=gettext_lazy("Vedhæft en fil"),
        help_text=gettext_lazy("PDF, billede eller ren tekst. Højst 10 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _FILES}),
    )


class EnquiryForm(FileForm):
    """Send an enquiry without having signed in: a name and a way to be reached, both optional."""

    text = _text(
        gettext_lazy("Hvad vil du have hjælp til?"),
        gettext_lazy("Skriv med dine egne ord, hvad det handler om."),
    )
    name = forms.CharField(
        label=gettext_lazy("Dit navn"),
        required=False,
        max_length=90,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    reach = forms.CharField(
        label=gettext_lazy("Dit telefonnummer eller din e-mail"),
        help_text=gettext_lazy("Så vi kan svare dig. Du kan også selv spørge med nummeret."),
        required=False,
        max_length=100,
    )

    @property
    def contact(self) -> str:
        """Name and way to be reached on one line."""
        parts = (self.cleaned_data.get("name", ""), self.cleaned_data.get("reach", ""))
        return ", ".join(part for part in parts if part)


class OwnEnquiryForm(FileForm):
    """Send an enquiry as the one who has signed in, for oneself or somebody one speaks for."""

    text = _text(
        gettext_lazy("Hvad vil du have hjælp til?"),
        gettext_lazy("Skriv med dine egne ord, hvad det handler om."),
    )
    subject = forms.ChoiceField(label=gettext_lazy("Hvem handler det om?"))

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"] = forms.ChoiceField(
            label=_("Hvem handler det om?"),
            choices=people,
            required=False,
            widget=forms.Select if len(people) > 1 else forms.HiddenInput,
        )


class HearingForm(FileForm):
    """Answer what the municipality has found out, before it decides."""

    text_field = "answer"
    answer = _text(
        gettext_lazy("Dit svar"),
        gettext_lazy("Skriv dit svar. Har du ingen bemærkninger, så skriv det."),
    )


class NumberForm(forms.Form):
    """A number or code from a receipt."""

    number = forms.CharField(
        max_length=40,
        error_messages={"required": gettext_lazy("Skriv det nummer, der står på kvitteringen.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, data: QueryDict | None = None, *, label: str, hint: str) -> None:
        super().__init__(_without_nul(data))
        self.fields["number"].label = label
        self.fields["number"].help_text = hint


class WhoForm(forms.Form):
    """Who comes to a time when nobody has signed in."""

    name = forms.CharField(
        label=gettext_lazy("Dit navn"),
        max_length=90,
        error_messages={"required": gettext_lazy("Skriv dit navn, så vi ved, hvem der kommer.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Dit telefonnummer"),
        max_length=40,
        help_text=gettext_lazy("Vi ringer kun, hvis tiden må flyttes."),
        error_messages={
            "required": gettext_lazy("Skriv dit telefonnummer, så vi kan få fat i dig.")
        },
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(_without_nul(data))


class ForWhomForm(forms.Form):
    """Whom a time is for when a citizen has signed in."""

    subject = forms.ChoiceField(required=False)

    def __init__(self, data: QueryDict | None = None, *, people: list[tuple[str, str]]) -> None:
        super().__init__(_without_nul(data))
        self.fields["subject"] = forms.ChoiceField(
            label=_("Hvem er tiden til?"),
            choices=people,
            required=False,
            widget=forms.Select if len(people) > 1 else forms.HiddenInput,
        )


class ConsentForm(forms.Form):
    """Let one administration see one case of another's."""

    case = forms.ChoiceField(
        label=gettext_lazy("Hvilken sag må ses?"),
        error_messages={
            "required": gettext_lazy("Vælg den sag, der må ses."),
            "invalid_choice": gettext_lazy("Vælg en af dine egne sager."),
        },
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Hvem må se den?"),
        error_messages={
            "required": gettext_lazy("Vælg, hvem der må se sagen."),
            "invalid_choice": gettext_lazy("Vælg en af forvaltningerne på listen."),
        },
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Hvor meget må de se?"),
        choices=[
            ("headline", gettext_lazy("At jeg har sagen, hvem der har den, og hvor langt den er")),
            ("content", gettext_lazy("Også det fra sagen, der er nødvendigt for at hjælpe mig")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Vælg, hvor meget de må se.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        cases: list[tuple[str, str]],
        administrations: list[tuple[str, str]],
    ) -> None:
        super().__init__(_without_nul(data))
        for name, choices in (("case", cases), ("to", administrations)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("Vælg")), *choices]
