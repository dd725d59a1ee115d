"""Steps, and what stops them, as one would say them aloud. Pure but for the language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import singledispatch

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.fields import FAULTS
from indgang.reorganisation.plan import StepProblem
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    Rename,
    Split,
    Step,
    TransferTask,
)

Lazy = str | Promise

#: The kinds of steps, as one chooses among them.
STEP_NAMES: Mapping[str, Lazy] = {
    "create": gettext_lazy("Opret en enhed"),
    "rename": gettext_lazy("Omdøb en enhed"),
    "move": gettext_lazy("Flyt en enhed"),
    "merge": gettext_lazy("Læg enheder sammen"),
    "split": gettext_lazy("Del en enhed"),
    "close": gettext_lazy("Luk en enhed"),
    "gather": gettext_lazy("Saml et område eller en funktion"),
    "transfer_task": gettext_lazy("Flyt en opgave"),
    "move_post": gettext_lazy("Flyt en stilling"),
}
KIND_NAMES: Mapping[str, Lazy] = {
    "council": gettext_lazy("kommunalbestyrelse"),
    "committee": gettext_lazy("udvalg"),
    "administration": gettext_lazy("forvaltning"),
    "centre": gettext_lazy("center"),
    "department": gettext_lazy("afdeling"),
    "team": gettext_lazy("team"),
    "office": gettext_lazy("kontor"),
    "joint_centre": gettext_lazy("fælles borgercenter"),
}
FUNCTION_NAMES: Mapping[str, Lazy] = {
    "front_desk": gettext_lazy("borgervejleder"),
    "caseworker": gettext_lazy("sagsbehandler"),
    "specialist": gettext_lazy("specialist"),
    "leader": gettext_lazy("leder"),
    "coordinator": gettext_lazy("tovholder"),
    "librarian": gettext_lazy("bibliotekar"),
    "economy": gettext_lazy("økonomimedarbejder"),
    "support": gettext_lazy("støttemedarbejder"),
}


@dataclass(frozen=True)
class Names:
    """What units, people and KLE subjects are called; one that is not known is called its key."""

    units: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        blueprint: Blueprint,
        steps: Iterable[Step] = (),
        *,
        people: Mapping[str, str] | None = None,
        subjects: Mapping[str, str] | None = None,
    ) -> "Names":
        """Today's names of the units, and the names of those that the steps create."""
        created = {step.unit: step.name for step in steps if isinstance(step, Create)}
        known = {key: unit.name for key, unit in blueprint.units.items()}
        return cls(created | known, people or {}, subjects or {})

    def unit(self, key: str) -> str:
        """The unit's name."""
        return self.units.get(key, key)

    def person(self, key: str) -> str:
        """The person's name."""
        return self.people.get(key, key)

    def subject(self, kle: str) -> str:
        """The number of the subject, and what it is when that is known."""
        title = self.subjects.get(kle)
        return f"{kle} {title}" if title else kle


def listed(names: Iterable[str]) -> str:
    """``A, B og C``."""
    *first, last = names
    if not first:
        return last
    return _("%(first)s og %(last)s") % {"first": ", ".join(first), "last": last}


def function_name(function: str) -> str:
    """What the function is called; one that is not known is called its code."""
    return str(FUNCTION_NAMES.get(function, function))


@singledispatch
def sentence(step: Step, names: Names) -> str:
    """The step in one sentence, as an order: "Flyt … ind under …"."""
    raise TypeError(type(step))


@sentence.register
def _create(step: Create, names: Names) -> str:
    return _("Opret %(name)s under %(parent)s (%(kind)s)") % {
        "name": step.name,
        "parent": names.unit(step.parent),
        "kind": str(KIND_NAMES.get(step.kind, step.kind)),
    }


@sentence.register
def _rename(step: Rename, names: Names) -> str:
    told = {"unit": names.unit(step.unit), "name": step.name, "phone": step.phone}
    if step.phone:
        return _("Kald %(unit)s for %(name)s med telefon %(phone)s") % told
    if step.phone == "":
        return _("Kald %(unit)s for %(name)s uden telefon") % told
    return _("Kald %(unit)s for %(name)s") % told


@sentence.register
def _move(step: Move, names: Names) -> str:
    return _("Flyt %(unit)s ind under %(parent)s") % {
        "unit": names.unit(step.unit),
        "parent": names.unit(step.parent),
    }


@sentence.register
def _merge(step: Merge, names: Names) -> str:
    told = {"units": listed(map(names.unit, step.units or ("",))), "into": names.unit(step.into)}
    if len(step.units) == 1:
        return _("Læg %(units)s ind i %(into)s") % told
    return _("Læg %(units)s sammen i %(into)s") % told


@sentence.register
def _split(step: Split, names: Names) -> str:
    parts = "; ".join(_part(part, names) for part in step.parts)
    return _("Del %(unit)s: %(parts)s") % {"unit": names.unit(step.unit), "parts": parts}


def _part(part: Part, names: Names) -> str:
    posts = [f"{names.person(ref.person)} ({function_name(ref.function)})" for ref in part.posts]
    what = listed([*map(names.subject, part.kle), *posts] or [""])
    return _("%(what)s går til %(unit)s") % {"what": what, "unit": names.unit(part.unit)}


@sentence.register
def _close(step: Close, names: Names) -> str:
    told = {"unit": names.unit(step.unit), "to": names.unit(step.to)}
    if step.to:
        return _("Luk %(unit)s, og giv alt videre til %(to)s") % told
    return _("Luk %(unit)s") % told


@sentence.register
def _gather(step: Gather, names: Names) -> str:
    into = names.unit(step.into)
    if step.function:
        told = {"function": function_name(step.function), "into": into}
        return _("Saml alle med funktionen %(function)s i %(into)s") % told
    return _("Saml alt inden for %(kle)s i %(into)s") % {
        "kle": names.subject(step.kle),
        "into": into,
    }


@sentence.register
def _transfer(step: TransferTask, names: Names) -> str:
    return _("Flyt opgaven %(kle)s fra %(from)s til %(to)s") % {
        "kle": names.subject(step.kle),
        "from": names.unit(step.from_unit),
        "to": names.unit(step.to_unit),
    }


@sentence.register
def _move_post(step: MovePost, names: Names) -> str:
    told = {
        "person": names.person(step.person),
        "function": function_name(step.function),
        "from": names.unit(step.from_unit),
        "to": names.unit(step.to_unit),
    }
    if step.from_unit == step.to_unit:
        told["post"] = _("%(person)s (%(function)s) bliver i %(from)s") % told
    else:
        told["post"] = _("Flyt %(person)s (%(function)s) fra %(from)s til %(to)s") % told
    if step.new_function:
        told["post"] = _("%(post)s som %(new)s") % {
            "post": told["post"],
            "new": function_name(step.new_function),
        }
    if step.new_title:
        told["post"] = _("%(post)s med titlen %(title)s") % {
            "post": told["post"],
            "title": step.new_title,
        }
    return told["post"]


_PROBLEMS: Mapping[str, Lazy] = {
    "bad_step": gettext_lazy("Trinnet er ikke skrevet rigtigt (%(field)s): %(fault)s"),
    "unknown_unit": gettext_lazy("Vi kender ikke enheden %(unit)s på det tidspunkt."),
    "closed_unit": gettext_lazy("%(unit)s er lukket i trin %(step)s%(said)s."),
    "key_taken": gettext_lazy("Der er allerede en enhed med nøglen %(key)s. Vælg en anden nøgle."),
    "nothing_changes": gettext_lazy("Trinnet ændrer ikke noget. Fjern det, eller ret det."),
    "cycle": gettext_lazy("%(unit)s kan ikke ligge under %(parent)s, som selv ligger under den."),
    "already_there": gettext_lazy("%(unit)s ligger allerede under %(parent)s."),
    "council_stays": gettext_lazy("%(unit)s er kommunens øverste led og kan ikke flyttes."),
    "has_children": gettext_lazy(
        "%(unit)s har stadig enheder under sig, blandt andet %(child)s. Flyt dem først, eller "
        "vælg, hvem der får det hele."
    ),
    "same_unit": gettext_lazy("%(unit)s kan ikke give noget til sig selv."),
    "nothing_to_move": gettext_lazy("%(unit)s har ikke opgaven %(kle)s, eller har givet den væk."),
    "nothing_to_gather": gettext_lazy("Ingen andre end %(unit)s har noget inden for %(kle)s."),
    "nobody_to_gather": gettext_lazy("Ingen andre steder end i %(unit)s er der en %(function)s."),
    "no_such_post": gettext_lazy("%(person)s er ikke %(function)s i %(unit)s."),
}


def problem(found: StepProblem, names: Names, steps: Sequence[Step] = ()) -> str:
    """Why the step cannot be done. ``steps`` lets it say what the step in its way was."""
    told = dict(found.text_args)
    told["key"] = told.get("unit", "")
    for name in ("unit", "parent", "child"):
        if name in told:
            told[name] = names.unit(told[name])
    if "person" in told:
        told["person"] = names.person(told["person"])
    if "function" in told:
        told["function"] = function_name(told["function"])
    if "kle" in told:
        told["kle"] = names.subject(told["kle"])
    if "fault" in told:
        told["fault"] = str(FAULTS[told["fault"]])
    at = int(told.get("step", "0"))
    told["said"] = f" ({sentence(steps[at - 1], names)})" if 0 < at <= len(steps) else ""
    return str(_PROBLEMS[found.code]) % told
