"""Forms of the desk. What is wrong is said in the words of the one who typed it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.access.public import DESK_PURPOSES, PURPOSES
from indgang.desk.words import GROUNDS, OUTCOMES
from indgang.shared.actor import Actor
from indgang.shared.errors import BadInput

#: A whole number of kroner that fits the database's column.
MOST_KRONER = 2_000_000_000
_LONG = 20_000
_ROWS = {"rows": 5, "class": "no-max-width"}
_AMOUNT = {"inputmode": "numeric"}
_CHANNELS = (("counter", gettext_lazy("Ved skranken")), ("phone", gettext_lazy("I telefonen")))


def show_refusal(form: forms.BaseForm, refusal: BadInput) -> None:
    """Put what an action found wrong where the person typed it."""
    told = False
    for field, message in refusal.fields.items():
        if field in form.fields and message:
            form.add_error(field, message)
            told = True
    if not told:
        form.add_error(None, refusal.message)


def purposes_for(actor: Actor) -> list[tuple[str, Any]]:
    """The purposes that this person may look a citizen up for."""
    offered = list(DESK_PURPOSES)
    if actor.holds("caseworker", "specialist", "leader", "coordinator"):
        offered.append(PURPOSES["casework"])
    return [(purpose.code, purpose.title) for purpose in offered]


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


class JudgedText(forms.CharField):
    """A text that a gate asks for: not optional, and the gate says when it is missing."""

    def validate(self, value: Any) -> None:
        """Nothing: the gates of the decision judge it."""


class JudgedChoice(forms.ChoiceField):
    """A choice that a gate asks for."""

    def validate(self, value: Any) -> None:
        """Only that it is on the list."""
        if value and not self.valid_value(value):
            raise forms.ValidationError(_("Vælg fra listen."))


class DayField(forms.DateField):
    """A day from the browser's own picker, or typed as 04-12-1985."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d%m%Y"]
        super().__init__(input_formats=formats, **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Skriv dagen sådan: 04-12-1985.")


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
        widget=forms.Textarea(attrs=_ROWS),
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
        widget=forms.TextInput(attrs=_AMOUNT),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is sent back."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor sender du den tilbage?"), max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 3, "class": "no-max-width"}),
        help_text=gettext_lazy("Borgeren og din kollega kan læse det."),
        error_messages={"required": gettext_lazy("Skriv, hvorfor I ikke kan tage den.")},
    )  # fmt: skip


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
        widget=forms.Textarea(attrs=_ROWS),
        error_messages={"required": gettext_lazy("Skriv, hvad borgeren skal kende.")},
    )  # fmt: skip
    answer_by = DayField(
        label=gettext_lazy("Svar senest"), error_messages={"required": gettext_lazy("Vælg en dag.")}
    )


class HearingAnswerForm(forms.Form):
    """What the party answers at the counter or on the phone."""

    answer = forms.CharField(
        label=gettext_lazy("Borgerens svar"), max_length=_LONG, widget=forms.Textarea(attrs=_ROWS),
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


class DecisionForm(forms.Form):
    """A decision as it is being written. The gates judge it, not this form."""

    outcome = JudgedChoice(
        label=gettext_lazy("Hvad afgør du?"),
        widget=forms.RadioSelect,
        choices=list(OUTCOMES.items()),
    )  # fmt: skip
    amount = KronerField(
        label=gettext_lazy("Beløb, borgeren får, i kroner"), required=False,
        widget=forms.TextInput(attrs=_AMOUNT),
    )  # fmt: skip
    facts = JudgedText(
        label=gettext_lazy("Oplysninger, der har haft betydning"),
        widget=forms.Textarea(attrs=_ROWS),
    )  # fmt: skip
    rules = forms.CharField(
        label=gettext_lazy("Regler, du afgør efter"), required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "no-max-width"}),
    )  # fmt: skip
    considerations = JudgedText(
        label=gettext_lazy("Derfor blev resultatet sådan"),
        widget=forms.Textarea(attrs=_ROWS),
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
        widget=forms.TextInput(attrs=_AMOUNT),
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
        widget=forms.TextInput(attrs=_AMOUNT),
    )  # fmt: skip

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = [("", "–"), *services]  # type: ignore[attr-defined]  # a ChoiceField
