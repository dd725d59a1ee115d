"""One form for each kind of step. ``detail`` is the step as ``reorganisation`` takes it."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _

from indgang.reorganisation.public import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Rename,
    Step,
    TransferTask,
)
from indgang.steering.forms_reorganisation import NameField, subject_field, unit_field
from indgang.steering.reorganisation_choices import Choices, new_key, post_key
from indgang.steering.words import FUNCTIONS, UNIT_KINDS

_MADE_HERE = ("centre", "department", "team", "office", "administration", "joint_centre")
_WIDE = {"class": "no-max-width"}
_MOST_UNITS = 60


class StepForm(forms.Form):
    """What all have: ``detail`` for the action, ``initial_of`` from a step, and renamed fields."""

    #: the step's field → the form's, where they differ
    renamed: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.build(choices)

    def build(self, choices: Choices) -> None:
        """Add the fields."""
        raise NotImplementedError

    def detail(self) -> dict[str, Any]:
        """The step's fields by their names."""
        return dict(self.cleaned_data)

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """The form's values from a step."""
        return {name: getattr(step, name) for name in step.__dataclass_fields__}


class CreateForm(StepForm):
    """A new unit; its lasting key is made of its name."""

    key: str = ""

    def build(self, choices: Choices) -> None:
        """Name, kind, place and number."""
        self.fields["name"] = forms.CharField(
            label=_("Hvad hedder den nye enhed?"), max_length=200,
            widget=forms.TextInput(attrs=_WIDE),
            error_messages={"required": _("Giv enheden et navn.")},
        )  # fmt: skip
        self.fields["kind"] = forms.ChoiceField(
            label=_("Hvad slags enhed er det?"),
            choices=[(kind, UNIT_KINDS[kind]) for kind in _MADE_HERE],
        )
        self.fields["parent"] = unit_field(choices, _("Hvor hører den til?"))
        self.fields["phone"] = forms.CharField(
            label=_("Telefonnummer"), max_length=20, required=False
        )

    def detail(self) -> dict[str, Any]:
        """With the key it had, or a new one."""
        key = self.key or new_key(
            self.cleaned_data["name"], {*self.choices.taken, *self.choices.units.labels}
        )
        return {"unit": key, **self.cleaned_data}

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """Without the key, which stays."""
        assert isinstance(step, Create)
        return {name: getattr(step, name) for name in ("name", "kind", "parent", "phone")}


class RenameForm(StepForm):
    """Another name or number."""

    def build(self, choices: Choices) -> None:
        """Unit, name, and a number only when there is a new one."""
        self.fields["unit"] = unit_field(choices, _("Hvilken enhed?"))
        self.fields["name"] = forms.CharField(
            label=_("Hvad skal den hedde?"), max_length=200, widget=forms.TextInput(attrs=_WIDE),
            error_messages={"required": _("Skriv det nye navn.")},
        )  # fmt: skip
        self.fields["phone"] = forms.CharField(
            label=_("Nyt telefonnummer"), max_length=20, required=False,
            help_text=_("Lad feltet stå tomt, hvis nummeret er det samme."),
        )  # fmt: skip

    def detail(self) -> dict[str, Any]:
        """An empty number is the same number."""
        return {**self.cleaned_data, "phone": self.cleaned_data["phone"] or None}

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """As the step has it."""
        assert isinstance(step, Rename)
        return {"unit": step.unit, "name": step.name, "phone": step.phone or ""}


class MoveForm(StepForm):
    """Another place in the tree."""

    def build(self, choices: Choices) -> None:
        """Unit and the one above it."""
        self.fields["unit"] = unit_field(choices, _("Hvilken enhed skal flytte?"))
        self.fields["parent"] = unit_field(
            choices, _("Hvor skal den høre til?"), help_text=_("Alt under enheden flytter med.")
        )

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """As the step has it."""
        assert isinstance(step, Move)
        return {"unit": step.unit, "parent": step.parent}


class MergeForm(StepForm):
    """Several units into one."""

    renamed: ClassVar[Mapping[str, str]] = {"units": "unit_1"}

    def build(self, choices: Choices) -> None:
        """As many lines as there were; the button gives three more."""
        given = self.data or self.initial
        shown = sum(1 for name in given if name.startswith("unit_"))
        lines = min(max(4, shown + (3 if "more" in given else 0)), _MOST_UNITS)
        for number in range(1, lines + 1):
            self.fields[f"unit_{number}"] = unit_field(
                choices,
                _("Enhed nummer %(number)d, der lægges sammen") % {"number": number},
                required=number == 1,
            )
        self.fields["into"] = unit_field(
            choices, _("Hvilken enhed samles det i?"),
            help_text=_("Det kan være en af dem, eller en ny enhed fra et tidligere trin."),
        )  # fmt: skip

    def detail(self) -> dict[str, Any]:
        """The units that were filled in, in their order."""
        units = [
            value for name, value in self.cleaned_data.items() if name.startswith("unit_") and value
        ]
        return {"units": units, "into": self.cleaned_data["into"]}

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """One line a unit."""
        assert isinstance(step, Merge)
        lines = {f"unit_{number}": unit for number, unit in enumerate(step.units, start=1)}
        return {**lines, "into": step.into}


class CloseUnitForm(StepForm):
    """A unit closes."""

    def build(self, choices: Choices) -> None:
        """Unit, and who gets what it has."""
        self.fields["unit"] = unit_field(choices, _("Hvilken enhed lukker?"))
        self.fields["to"] = unit_field(
            choices, _("Hvem får det, enheden har?"), required=False,
            help_text=_("Lad feltet stå tomt, hvis opgaverne skal deles ud enkeltvis."),
        )  # fmt: skip

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """As the step has it."""
        assert isinstance(step, Close)
        return {"unit": step.unit, "to": step.to}


class GatherForm(StepForm):
    """A range of subjects, or a function, into one unit."""

    def build(self, choices: Choices) -> None:
        """Either what or who, and where."""
        self.fields["kle"] = subject_field(choices, label=_("Opgave, der samles"), required=False)
        self.fields["function"] = forms.ChoiceField(
            label=_("Eller: funktion, der samles"), required=False,
            choices=[("", _("Ingen")), *FUNCTIONS.items()],
        )  # fmt: skip
        self.fields["into"] = unit_field(choices, _("Hvor samles det?"))

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """As the step has it."""
        assert isinstance(step, Gather)
        return {"kle": step.kle, "function": step.function, "into": step.into}


class TransferForm(StepForm):
    """A task goes to another unit."""

    def build(self, choices: Choices) -> None:
        """What, from whom, to whom."""
        self.fields["kle"] = subject_field(choices, label=_("Hvilken opgave?"))
        self.fields["from_unit"] = unit_field(choices, _("Hvem har den nu?"))
        self.fields["to_unit"] = unit_field(choices, _("Hvem skal have den?"))

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """As the step has it."""
        assert isinstance(step, TransferTask)
        return {"kle": step.kle, "from_unit": step.from_unit, "to_unit": step.to_unit}


class MovePostForm(StepForm):
    """A person's post."""

    renamed: ClassVar[Mapping[str, str]] = {
        "person": "post", "from_unit": "post", "function": "post",
    }  # fmt: skip

    def build(self, choices: Choices) -> None:
        """The post, where it goes, and what it becomes."""
        self.fields["post"] = NameField(
            choices.posts, "stillinger", label=_("Hvem?"),
            help_text=_("Begynd at skrive navnet, og vælg stillingen."),
            error_messages={"required": _("Vælg en medarbejder.")},
        )  # fmt: skip
        self.fields["to_unit"] = unit_field(
            choices, _("Til hvilken enhed?"),
            help_text=_("Vælg den samme enhed, hvis kun funktionen bliver en anden."),
        )  # fmt: skip
        self.fields["new_function"] = forms.ChoiceField(
            label=_("Ny funktion"), required=False,
            choices=[("", _("Den samme som nu")), *FUNCTIONS.items()],
        )  # fmt: skip
        self.fields["new_title"] = forms.CharField(
            label=_("Ny titel"), max_length=120, required=False,
            help_text=_("Lad feltet stå tomt, hvis titlen er den samme."),
        )  # fmt: skip

    def detail(self) -> dict[str, Any]:
        """The post taken apart."""
        given = dict(self.cleaned_data)
        unit, person, function = given.pop("post").split("|")
        return {"person": person, "from_unit": unit, "function": function, **given}

    @classmethod
    def initial_of(cls, step: Step) -> dict[str, Any]:
        """The post put together."""
        assert isinstance(step, MovePost)
        return {
            "post": post_key(step.from_unit, step.person, step.function),
            "to_unit": step.to_unit,
            "new_function": step.new_function,
            "new_title": step.new_title,
        }


#: Kind of step → its form. A split has a page of its own (``forms_split``).
FORMS: Mapping[str, type[StepForm]] = {
    "create": CreateForm,
    "rename": RenameForm,
    "move": MoveForm,
    "merge": MergeForm,
    "close": CloseUnitForm,
    "gather": GatherForm,
    "transfer_task": TransferForm,
    "move_post": MovePostForm,
}
