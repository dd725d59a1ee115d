"""Forms of the leaders' room. What is wrong is said in the words of the one who typed it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from indgang.shared.errors import BadInput

_CHOOSE_UNIT = {
    "required": _("Vælg en enhed."),
    "invalid_choice": _("Vælg en enhed fra listen."),
}
Choices = Iterable[tuple[str, str]]


def show_refusal(form: forms.BaseForm, refusal: BadInput) -> None:
    """Put what an action found wrong where the person typed it."""
    told = False
    for field, message in refusal.fields.items():
        if field in form.fields and message:
            form.add_error(field, message)
            told = True
    if not told:
        form.add_error(None, refusal.message)


def typed_in(form: forms.Form, request: HttpRequest) -> forms.Form:
    """Let a blank form, made with the choices of this page, read what was sent."""
    form.data, form.is_bound = request.POST, True
    return form


class FromDay(forms.DateField):
    """The day from which something holds."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
        super().__init__(input_formats=formats, **kwargs)
        self.error_messages["invalid"] = _("Skriv dagen sådan: 04-12-2026.")
        self.error_messages["required"] = _("Vælg en dag.")


class UnitForm(forms.Form):
    """One unit of several, from a day."""

    on = FromDay(label=_("Fra og med"))

    field_order: tuple[str, ...] = ("unit", "on")

    def __init__(
        self, data: Any = None, *, units: Choices, today: date, prefix: str | None = None
    ) -> None:
        super().__init__(data, prefix=prefix, initial={"on": today})
        self.fields["unit"] = forms.ChoiceField(
            label=_("Enhed"), choices=[("", _("Vælg")), *units], error_messages=_CHOOSE_UNIT
        )
        self.order_fields(self.field_order)


class ManagementForm(UnitForm):
    """A joint management begins: its name, who leads it, and what they have agreed."""

    name = forms.CharField(
        label=_("Navn"), max_length=160,
        error_messages={
            "required": _("Skriv et navn."), "max_length": _("Skriv et navn på højst 160 tegn."),
        },
    )  # fmt: skip
    agreement = forms.CharField(
        label=_("Det har vi aftalt"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "no-max-width"}),
        error_messages={"max_length": _("Skriv højst 500 tegn.")},
    )  # fmt: skip
    field_order = ("name", "unit", "agreement", "on")

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].label = _("Enhed, der leder samarbejdet")
