"""Splitting a unit: first into which units, then what each of them gets."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from indgang.reorganisation.public import Split
from indgang.steering.forms_reorganisation import subject_field, unit_field
from indgang.steering.reorganisation_choices import Choices, post_key

_MOST_PARTS = 8
_MOST_EXACT = 40
_EXACT = 3  #: empty lines for a more exact subject than the unit's own tasks


def _select() -> forms.Select:
    return forms.Select(attrs={"class": "form-select"})


class SplitUnitForm(forms.Form):
    """Which unit, and into which others. Sent as an address, so that one can go back."""

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enhed"] = unit_field(choices, _("Hvilken enhed skal deles?"))
        filled = sum(1 for name in (*self.initial, *self.data) if name.startswith("del_"))
        for number in range(1, min(max(3, filled + 1), _MOST_PARTS) + 1):
            self.fields[f"del_{number}"] = unit_field(
                choices, _("Enhed nummer %(number)d, der får noget") % {"number": number},
                required=number == 1,
            )  # fmt: skip

    @property
    def parts(self) -> tuple[str, ...]:
        """The units that get something, each once."""
        given = [
            value
            for name, value in self.cleaned_data.items()
            if name.startswith("del_") and value and value != self.cleaned_data["enhed"]
        ]
        return tuple(dict.fromkeys(given))


class SplitForm(forms.Form):
    """What each part gets: every task and every post of the unit, which stays unless chosen."""

    def __init__(
        self,
        *args: Any,
        choices: Choices,
        unit: str,
        parts: tuple[str, ...],
        step: Split | None = None,
        **kwargs: Any,
    ) -> None:
        """``step`` is the one that is changed; what it names and the unit has not is kept too."""
        self.tasks = choices.tasks_of.get(unit, ())
        self.posts = _posts(choices.posts_of.get(unit, ()), step)
        if step is not None:
            kwargs["initial"] = _initial(step, self.tasks, self.posts)
        super().__init__(*args, **kwargs)
        self.unit, self.parts = unit, parts
        filled = [name for name in (*self.initial, *self.data) if name.startswith("exact_to_")]
        self.exact = min(len(set(filled)) + _EXACT, _MOST_EXACT) if not self.data else len(filled)
        ways = [
            ("", _("bliver i %(unit)s") % {"unit": choices.units.label_of(unit)}),
            *(
                (part, _("går til %(unit)s") % {"unit": choices.units.label_of(part)})
                for part in parts
            ),
        ]
        for number, kle in enumerate(self.tasks):
            self.fields[f"task_{number}"] = forms.ChoiceField(
                label=choices.subjects.label_of(kle), choices=ways, required=False, widget=_select()
            )
        for number in range(self.exact):
            self.fields[f"exact_{number}"] = subject_field(
                choices, label=_("Mere præcist emne"), required=False
            )
            self.fields[f"exact_to_{number}"] = forms.ChoiceField(
                label=_("Hvor går det hen?"), choices=ways, required=False, widget=_select()
            )
        for number, key in enumerate(self.posts):
            self.fields[f"post_{number}"] = forms.ChoiceField(
                label=choices.posts.label_of(key).rsplit(", ", 1)[0],
                choices=ways,
                required=False,
                widget=_select(),
            )

    def _lines(self, prefix: str) -> Iterator[BoundField]:
        for name in self.fields:
            stem, _line, number = name.rpartition("_")
            if stem == prefix and number.isdigit():
                yield self[name]

    def task_lines(self) -> list[BoundField]:
        """The rows about tasks."""
        return list(self._lines("task"))

    def post_lines(self) -> list[BoundField]:
        """The rows about people."""
        return list(self._lines("post"))

    def exact_lines(self) -> list[tuple[BoundField, BoundField]]:
        """The rows for more exact subjects."""
        return list(zip(self._lines("exact"), self._lines("exact_to"), strict=True))

    def detail(self) -> dict[str, Any]:
        """The step: what no part is given stays."""
        given = self.cleaned_data
        parts: dict[str, dict[str, Any]] = {
            part: {"unit": part, "kle": [], "posts": []} for part in self.parts
        }
        for number, kle in enumerate(self.tasks):
            if given.get(f"task_{number}"):
                parts[given[f"task_{number}"]]["kle"].append(kle)
        for number in range(self.exact):
            if given.get(f"exact_{number}") and given.get(f"exact_to_{number}"):
                parts[given[f"exact_to_{number}"]]["kle"].append(given[f"exact_{number}"])
        for number, key in enumerate(self.posts):
            if given.get(f"post_{number}"):
                _unit, person, function = key.split("|")
                parts[given[f"post_{number}"]]["posts"].append(
                    {"person": person, "function": function}
                )
        filled = [part for part in parts.values() if part["kle"] or part["posts"]]
        return {"unit": self.unit, "parts": filled}

    def clean(self) -> dict[str, Any]:
        """Something must go somewhere."""
        given = super().clean() or {}
        if not any(value for name, value in given.items() if not name.startswith("exact_")) and (
            not any(given.get(f"exact_{number}") for number in range(self.exact))
        ):
            raise forms.ValidationError(_("Vælg mindst én opgave eller medarbejder, der flytter."))
        for number in range(self.exact):
            if bool(given.get(f"exact_{number}")) != bool(given.get(f"exact_to_{number}")):
                self.add_error(f"exact_{number}", _("Vælg både emnet, og hvor det går hen."))
        return given


def _posts(own: tuple[str, ...], step: Split | None) -> tuple[str, ...]:
    if step is None:
        return own
    named = [
        post_key(step.unit, ref.person, ref.function) for part in step.parts for ref in part.posts
    ]
    return tuple(dict.fromkeys([*own, *named]))


def _initial(step: Split, tasks: tuple[str, ...], posts: tuple[str, ...]) -> dict[str, Any]:
    """The form's values from a step."""
    initial: dict[str, Any] = {}
    exact = 0
    for part in step.parts:
        for kle in part.kle:
            if kle in tasks:
                initial[f"task_{tasks.index(kle)}"] = part.unit
            else:
                initial[f"exact_{exact}"] = kle
                initial[f"exact_to_{exact}"] = part.unit
                exact += 1
        for ref in part.posts:
            number = posts.index(post_key(step.unit, ref.person, ref.function))
            initial[f"post_{number}"] = part.unit
    return initial
