"""What the leader does about a conflict of interest."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.shared.form_fields import WIDE

_CHOICES = (
    ("given_on", gettext_lazy("Giv den til en kollega i enheden")),
    ("leader_took_it", gettext_lazy("Jeg tager den selv")),
    ("substitute", gettext_lazy("Giv den til en afløser i en anden enhed")),
    ("no_other", gettext_lazy("Ingen andre kan tage den: personen fortsætter (§ 4)")),
)
_TO = {"class": "no-max-width"}


class SettleForm(forms.Form):
    """One of four ways, with the person it takes."""

    handling = forms.ChoiceField(
        label=gettext_lazy("Hvad gør du?"), widget=forms.RadioSelect, choices=_CHOICES,
        error_messages={"required": gettext_lazy("Vælg, hvad du gør.")},
    )  # fmt: skip
    colleague = forms.ChoiceField(label=gettext_lazy("Kollega"), required=False)
    substitute = forms.ChoiceField(label=gettext_lazy("Afløser"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"), required=False, max_length=500,
        help_text=gettext_lazy("Skal skrives, når ingen andre kan. Skriv det ellers, hvis du vil."),
        widget=forms.Textarea(attrs={**WIDE, "rows": 3}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        colleagues: Iterable[tuple[str, str]],
        substitutes: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("colleague", colleagues), ("substitute", substitutes)):
            self.fields[name].choices = [("", "–"), *choices]  # type: ignore[attr-defined]  # a ChoiceField
            self.fields[name].widget.attrs.update(_TO)

    def receiver(self) -> UUID | None:
        """Who gets the case, by the way that was chosen; ``None`` when it is nobody else."""
        name = {"given_on": "colleague", "substitute": "substitute"}.get(
            self.cleaned_data["handling"]
        )
        return UUID(self.cleaned_data[name]) if name else None

    def clean(self) -> dict[str, Any]:
        """Whoever is to have it must be named."""
        given = super().clean() or {}
        if given.get("handling") == "given_on" and not given.get("colleague"):
            self.add_error("colleague", _("Vælg en kollega."))
        if given.get("handling") == "substitute" and not given.get("substitute"):
            self.add_error("substitute", _("Vælg en afløser."))
        return given
