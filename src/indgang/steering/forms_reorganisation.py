"""Forms of reorganisations. Units and people are chosen by name; a step's own rules judge it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.shared.errors import BadInput
from indgang.shared.form_fields import DayField, show_refusal
from indgang.steering.reorganisation_choices import Choices, Names

#: The largest spreadsheet that is read, in bytes.
LARGEST_SHEET = 10 * 1024 * 1024
_WIDE = {"class": "no-max-width"}


class NameField(forms.CharField):
    """Something chosen by its name from a list; cleaned to its key.

    ``list_id`` is the id of the page's ``datalist``. What is not on the list is answered with the
    names that look most like it.
    """

    def __init__(self, names: Names, list_id: str, **kwargs: Any) -> None:
        self.names = names
        kwargs.setdefault("max_length", 400)
        super().__init__(
            widget=forms.TextInput(attrs={"list": list_id, "autocomplete": "off", **_WIDE}),
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        """The label of a key; what somebody typed stays as typed."""
        return self.names.label_of(value) if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:
        """The key. Raises ``ValidationError`` with names that are close."""
        text = super().clean(value)
        if not text:
            return ""
        key = self.names.key_of(text)
        if key is None:
            like = self.names.like(text)
            if like:
                raise forms.ValidationError(
                    _("Det kender vi ikke. Mente du %(names)s?")
                    % {"names": _(" eller ").join(f"»{name}«" for name in like)}
                )
            raise forms.ValidationError(_("Det kender vi ikke. Vælg fra listen."))
        return key


def unit_field(choices: Choices, label: Any, **kwargs: Any) -> NameField:
    """A unit that is there on the day or is made by an earlier step, chosen by its name."""
    kwargs.setdefault(
        "error_messages", {"required": gettext_lazy("Vælg en enhed. Begynd at skrive navnet.")}
    )
    return NameField(choices.units, "enheder", label=label, **kwargs)


class SubjectField(NameField):
    """A range of KLE subjects: chosen from the list, or any number (the step judges it)."""

    def clean(self, value: Any) -> Any:
        """The number."""
        text = forms.CharField.clean(self, value)
        return self.names.key_of(text) or text.split(" ", 1)[0]


def subject_field(choices: Choices, **kwargs: Any) -> SubjectField:
    """A task, chosen by its title or its KLE number."""
    kwargs.setdefault(
        "error_messages", {"required": gettext_lazy("Vælg en opgave, eller skriv KLE-nummeret.")}
    )
    return SubjectField(
        choices.subjects, "emner", label=kwargs.pop("label", gettext_lazy("Opgave")), **kwargs
    )


class DraftForm(forms.Form):
    """What a reorganisation is called, when it takes effect, and why."""

    title = forms.CharField(
        label=gettext_lazy("Hvad skal omlægningen hedde?"), max_length=160,
        widget=forms.TextInput(attrs=_WIDE),
        error_messages={"required": gettext_lazy("Giv omlægningen et navn.")},
    )  # fmt: skip
    effective_on = DayField(
        label=gettext_lazy("Hvilken dag træder den i kraft?"),
        help_text=gettext_lazy("Tidligst i dag. Indtil da er alt, som det plejer."),
        error_messages={"required": gettext_lazy("Vælg en dag.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"), max_length=4000, required=False,
        help_text=gettext_lazy("Medarbejderne kan læse det, når omlægningen er vedtaget."),
        widget=forms.Textarea(attrs={"rows": 5, **_WIDE}),
    )  # fmt: skip


class SheetForm(forms.Form):
    """A spreadsheet with all the steps."""

    sheet = forms.FileField(
        label=gettext_lazy("Regneark"),
        help_text=gettext_lazy("Excel (.xlsx) eller .csv, højst 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": gettext_lazy("Vælg et regneark."),
            "empty": gettext_lazy("Filen er tom."),
        },
    )  # fmt: skip

    def clean_sheet(self) -> Any:
        """The file, when it is not too large to be read."""
        given = self.cleaned_data["sheet"]
        if given.size > LARGEST_SHEET:
            raise forms.ValidationError(_("Filen er for stor. Den må højst fylde 10 MB."))
        return given


class SignForm(forms.Form):
    """Somebody answers for what is not mended."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor er det i orden?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, **_WIDE}),
        error_messages={"required": gettext_lazy("Skriv, hvorfor det er i orden.")},
    )  # fmt: skip


class UndoForm(forms.Form):
    """Why a signed reorganisation is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor fortryder I?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, **_WIDE}),
        error_messages={"required": gettext_lazy("Skriv, hvorfor I fortryder.")},
    )  # fmt: skip


class CloseForm(forms.Form):
    """The transition is over."""

    note = forms.CharField(
        label=gettext_lazy("Hvordan gik det?"), max_length=1000,
        help_text=gettext_lazy("Skriv det, den næste omlægning kan lære af."),
        widget=forms.Textarea(attrs={"rows": 4, **_WIDE}),
        error_messages={"required": gettext_lazy("Skriv en linje om, hvordan det gik.")},
    )  # fmt: skip


def show_refusal_as(form: forms.Form, refusal: BadInput, names: Mapping[str, str]) -> None:
    """As ``shared.form_fields.show_refusal``; ``names``: the action's field → the form's."""
    fields = {names.get(field, field): message for field, message in refusal.fields.items()}
    show_refusal(form, BadInput(refusal.message, fields=fields))
