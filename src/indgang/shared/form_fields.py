"""Fields that forms of several rooms share. What is wrong is said in words, where it was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.shared.errors import BadInput

#: A whole number of kroner that fits the database's column.
MOST_KRONER = 2_000_000_000
#: A text area as wide as its column; an amount's keyboard on a phone.
WIDE = {"rows": 5, "class": "no-max-width"}
AMOUNT = {"inputmode": "numeric"}


def show_refusal(form: forms.BaseForm, refusal: BadInput) -> None:
    """Put what an action found wrong where the person typed it."""
    told = False
    for field, message in refusal.fields.items():
        if field in form.fields and message:
            form.add_error(field, message)
            told = True
    if not told:
        form.add_error(None, refusal.message)


class KronerField(forms.CharField):
    """An amount as people write it: ``5.000``, ``5000 kr.``. Whole kroner, not below zero."""

    def to_python(self, value: Any) -> Any:
        """The whole kroner, or ``None`` for an empty field."""
        text = str(value or "").casefold().replace("kr", "").strip(" .,-\u00a0")
        text = text.removesuffix(",00").replace(".", "").replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Skriv beløbet i hele kroner, for eksempel 4.500."))
        if len(text) > 10 or int(text) > MOST_KRONER:
            raise forms.ValidationError(
                _("Beløbet er for stort. Se efter, om der er tastet for meget.")
            )
        return int(text)

    def validate(self, value: Any) -> None:
        """Only that it is there when it must be."""
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """The text's own validators do not fit a number."""


class DayField(forms.DateField):
    """A day from the browser's own picker, or typed as 04-12-1985."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d%m%Y"]
        super().__init__(input_formats=formats, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Skriv dagen sådan: 04-12-1985.")
