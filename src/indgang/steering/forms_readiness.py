"""Forms about readiness of tasks, boundary agreements and conflicts of interest."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.competence.public import Criterion
from indgang.shared.form_fields import WIDE
from indgang.steering.forms_authority import SomeDayField

_SAID = (("1", gettext_lazy("Ja")), ("0", gettext_lazy("Nej")))


class CriterionForms(forms.Form):
    """Yes or no to each criterion of a task, with a note. What is not changed is not said again."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = tuple(criteria)
        for one in self._now:
            self.fields[f"{one.criterion}_met"] = forms.ChoiceField(
                label=gettext_lazy("Er det på plads?"), required=False, choices=_SAID,
                widget=forms.RadioSelect,
                initial="" if one.met is None else str(int(one.met)),
            )  # fmt: skip
            self.fields[f"{one.criterion}_note"] = forms.CharField(
                label=gettext_lazy("Hvorfor, eller hvad mangler?"), required=False,
                max_length=500, initial=one.note,
            )  # fmt: skip

    def said(self) -> list[tuple[str, bool, str]]:
        """What is new: criterion, met, note."""
        found = []
        for one in self._now:
            met = self.cleaned_data[f"{one.criterion}_met"]
            note = self.cleaned_data[f"{one.criterion}_note"]
            now = "" if one.met is None else str(int(one.met))
            if met and (met, note) != (now, one.note):
                found.append((one.criterion, met == "1", note))
        return found

    def clean(self) -> dict[str, Any]:
        """A note without a yes or no is no word; a form without a change says nothing."""
        given = super().clean() or {}
        for one in self._now:
            met, note = given.get(f"{one.criterion}_met"), given.get(f"{one.criterion}_note")
            if note and not met:
                self.add_error(f"{one.criterion}_met", _("Vælg ja eller nej."))
        if not self.errors and not self.said():
            self.add_error(None, _("Du har ikke ændret noget."))
        return given


class BoundaryForm(forms.Form):
    """Who acts when two could. The names are those of ``competence.agree_boundary``."""

    kle = forms.CharField(
        label=gettext_lazy("Emne (KLE-nummer)"), max_length=8,
        error_messages={"required": gettext_lazy("Skriv et KLE-nummer, for eksempel 32.24.04.")},
    )  # fmt: skip
    first_unit = forms.UUIDField(
        label=gettext_lazy("Hvem tager den?"), widget=forms.Select,
        error_messages={"required": gettext_lazy("Vælg en enhed.")},
    )  # fmt: skip
    other_unit = forms.UUIDField(
        label=gettext_lazy("I stedet for"), widget=forms.Select,
        error_messages={"required": gettext_lazy("Vælg en enhed.")},
    )  # fmt: skip
    condition_da = forms.CharField(
        label=gettext_lazy("Hvornår tager den første enhed sagen?"), max_length=500,
        widget=forms.Textarea(attrs={**WIDE, "rows": 3}),
        error_messages={"required": gettext_lazy("Skriv med få ord, hvornår.")},
    )  # fmt: skip
    condition_en = forms.CharField(
        label=gettext_lazy("Det samme på engelsk"), max_length=500, required=False,
        widget=forms.Textarea(attrs={**WIDE, "rows": 2}),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Hvor står aftalen?"), max_length=300, required=False
    )
    begins = SomeDayField(
        label=gettext_lazy("Fra"), error_messages={"required": gettext_lazy("Vælg en dag.")}
    )
    ends = SomeDayField(label=gettext_lazy("Til (dagen ikke med)"), required=False)

    def __init__(self, *args: Any, units: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *units]
        for name in ("first_unit", "other_unit"):
            self.fields[name].widget = forms.Select(
                choices=choices, attrs={"class": "no-max-width"}
            )
