"""Forms of the case page and of deciding. What is wrong is said where it was typed."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.desk.words import GROUNDS, OUTCOMES, REVERSAL_BODIES
from indgang.shared.form_fields import AMOUNT, WIDE, DayField, KronerField

_LONG = 20_000


class NoteForm(forms.Form):
    """The next note of the journal."""

    theme = forms.CharField(
        label=gettext_lazy("Emne"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv et emne.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Notat"), max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "class": "no-max-width"}),
        error_messages={"required": gettext_lazy("Skriv, hvad der er sket.")},
    )  # fmt: skip


class DocumentForm(forms.Form):
    """A paper to the case."""

    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("PDF, billede eller ren tekst, højst 10 MB."),
        error_messages={
            "required": gettext_lazy("Vælg en fil."),
            "empty": gettext_lazy("Filen er tom."),
        },
    )  # fmt: skip


class HearingForm(forms.Form):
    """What the party shall know and may answer (Forvaltningsloven § 19)."""

    facts = forms.CharField(
        label=gettext_lazy("Hvilke oplysninger skal borgeren kende og kan svare på?"),
        max_length=_LONG,
        widget=forms.Textarea(attrs=WIDE),
        error_messages={"required": gettext_lazy("Skriv, hvad borgeren skal kende.")},
    )  # fmt: skip
    answer_by = DayField(
        label=gettext_lazy("Svar senest"), error_messages={"required": gettext_lazy("Vælg en dag.")}
    )


class HearingAnswerForm(forms.Form):
    """What the party answers at the counter or on the phone."""

    answer = forms.CharField(
        label=gettext_lazy("Borgerens svar"), max_length=_LONG, widget=forms.Textarea(attrs=WIDE),
        error_messages={
            "required": gettext_lazy("Skriv svaret. Har borgeren ingen bemærkninger, så skriv det.")
        },
    )  # fmt: skip


class ConflictForm(forms.Form):
    """I may not act in this (Forvaltningsloven §§ 3–6)."""

    ground = forms.ChoiceField(
        label=gettext_lazy("Hvorfor?"), widget=forms.RadioSelect, choices=list(GROUNDS.items()),
        error_messages={"required": gettext_lazy("Vælg en grund.")},
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=gettext_lazy("Hvilke sager?"), widget=forms.RadioSelect, initial="all",
        required=False,
        choices=(
            ("all", gettext_lazy("Alle borgerens sager")),
            ("case", gettext_lazy("Kun denne sag")),
        ),
    )  # fmt: skip


class JudgedText(forms.CharField):
    """A text that a gate asks for: not optional, and the gate says when it is missing."""

    def validate(self, value: object) -> None:
        """Nothing: the gates of the decision judge it."""


class JudgedChoice(forms.ChoiceField):
    """A choice that a gate asks for."""

    def validate(self, value: object) -> None:
        """Only that it is on the list."""
        if value and not self.valid_value(value):
            raise forms.ValidationError(_("Vælg fra listen."))


class DecisionForm(forms.Form):
    """A decision as it is being written. The gates judge it, not this form."""

    outcome = JudgedChoice(
        label=gettext_lazy("Hvad afgør du?"),
        widget=forms.RadioSelect,
        choices=list(OUTCOMES.items()),
    )  # fmt: skip
    complexity = JudgedChoice(
        label=gettext_lazy("Hvor meget er der at vurdere?"), widget=forms.RadioSelect,
        choices=(
            ("1", gettext_lazy("Lidt: reglerne giver svaret")),
            ("2", gettext_lazy("Noget: der er et skøn")),
            ("3", gettext_lazy("Meget: sagen er sammensat")),
        ),
    )  # fmt: skip
    amount = KronerField(
        label=gettext_lazy("Beløb, borgeren får, i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip
    facts = JudgedText(
        label=gettext_lazy("Oplysninger, der har haft betydning"),
        widget=forms.Textarea(attrs=WIDE),
    )  # fmt: skip
    rules = forms.CharField(
        label=gettext_lazy("Regler, du afgør efter"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "no-max-width"}),
    )  # fmt: skip
    considerations = JudgedText(
        label=gettext_lazy("Derfor blev resultatet sådan"),
        widget=forms.Textarea(attrs=WIDE),
    )  # fmt: skip
    hearing_exception = JudgedChoice(
        label=gettext_lazy("Er borgeren hørt?"), widget=forms.RadioSelect,
        choices=(
            ("", gettext_lazy("Borgeren er hørt, eller der er ikke noget at høre over")),
            ("no_new_facts", gettext_lazy("Borgeren kender oplysningerne og ved, at vi har dem")),
            ("urgent", gettext_lazy("Det haster så meget, at vi ikke kan vente på svar")),
        ),
    )  # fmt: skip
    complaint = JudgedText(
        label=gettext_lazy("Sådan kan borgeren klage"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "no-max-width"}),
    )  # fmt: skip
    applied = KronerField(
        label=gettext_lazy("Beløb, borgeren søger om, i kroner"), required=False,
        widget=forms.TextInput(attrs=AMOUNT),
    )  # fmt: skip


class ReversalForm(forms.Form):
    """The decision was changed or sent back afterwards."""

    body = forms.ChoiceField(
        label=gettext_lazy("Hvem har lavet den om?"), widget=forms.RadioSelect,
        choices=list(REVERSAL_BODIES.items()),
        error_messages={"required": gettext_lazy("Vælg, hvem der har lavet den om.")},
    )  # fmt: skip
    remitted = forms.ChoiceField(
        label=gettext_lazy("Hvad skete der?"), widget=forms.RadioSelect,
        choices=(
            ("0", gettext_lazy("Afgørelsen er ændret")),
            ("1", gettext_lazy("Sagen er sendt tilbage, så vi skal se på den igen")),
        ),
        error_messages={"required": gettext_lazy("Vælg, hvad der skete.")},
    )  # fmt: skip
    on = DayField(
        label=gettext_lazy("Hvilken dag?"),
        error_messages={"required": gettext_lazy("Vælg en dag.")},
    )
