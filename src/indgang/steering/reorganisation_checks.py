"""What keeps a reorganisation from being signed, gathered as the page tells it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from indgang.competence.public import (
    Explanation,
    Matter,
    UnitThatMay,
    explain,
    units_that_may,
    verdict,
)
from indgang.organisation.public import organisation
from indgang.reorganisation.public import KLE, Draft, TroubleLine
from indgang.shared.actor import Actor
from indgang.steering.mending import MENDABLE, unit_of
from indgang.steering.reorganisation_words import TROUBLES

#: So many of a kind are shown at once; the rest opens on demand.
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Told:
    """A trouble with what can be done about it.

    ``choices``: (key, name) of the units that one press gives it to. ``elsewhere`` is the address
    of a step that could mend it, with ``action`` as its text.
    """

    line: TroubleLine
    choices: tuple[tuple[str, str], ...]
    could_have: tuple[str, ...]
    action: str
    elsewhere: str
    signable: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Troubles of one kind: the first few, and the rest."""

    code: str
    heading: str
    first: tuple[Told, ...]
    rest: tuple[Told, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first) + len(self.rest)

    @property
    def whole(self) -> Told | None:
        """One of them, when all lie with one unit and could go to the same: one press for all."""
        told = (*self.first, *self.rest)
        same = {(unit_of(one.line), one.choices) for one in told if one.choices}
        return told[0] if len(told) > 1 and len(same) == 1 and told[0].choices else None

    @property
    def signable(self) -> bool:
        """Can somebody answer for all of them at once?"""
        return self.count > 1 and all(told.signable for told in (*self.first, *self.rest))


def _elsewhere(draft: Draft, line: TroubleLine) -> tuple[str, str]:
    if line.code == "step_problem":
        position = line.subject.removeprefix("step:")
        return _("Se trinnet"), f"#trin-{position}"
    if line.code == "unit_without_leader":
        there = reverse("steering:step_add", args=[draft.id, "move_post"])
        return _("Vælg en leder"), f"{there}?to_unit={line.subject}&new_function=leader"
    if line.code in ("two_leaders", "contradicting_posts", "citizen_without_coordinator"):
        return _("Flyt en medarbejder"), reverse("steering:step_add", args=[draft.id, "move_post"])
    if line.code == "task_without_competence":
        return _("Flyt opgaven"), reverse("steering:step_add", args=[draft.id, "transfer_task"])
    return "", ""


def _told(draft: Draft, line: TroubleLine, names: dict[str, str]) -> Told:
    named = tuple((key, names[key]) for key in line.choices if key in names)
    mends = line.code in MENDABLE
    action, there = _elsewhere(draft, line)
    return Told(
        line,
        named if mends else (),
        () if mends else tuple(name for _key, name in named),
        action,
        there,
        line.signable,
    )


def grouped(
    draft: Draft, lines: tuple[TroubleLine, ...], names: dict[str, str]
) -> tuple[Group, ...]:
    """The troubles by kind, in the order they came in; ``names`` of units by key."""
    by_code: dict[str, list[Told]] = {}
    for line in lines:
        by_code.setdefault(line.code, []).append(_told(draft, line, names))
    return tuple(
        Group(code, str(TROUBLES.get(code, code)), tuple(found[:SHOWN]), tuple(found[SHOWN:]))
        for code, found in by_code.items()
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that must be so before the signature. ``text`` says how it is."""

    is_open: bool
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that must be so, and who may sign."""

    gates: tuple[Gate, ...]
    may: Explanation
    others: tuple[UnitThatMay, ...]

    @property
    def ready(self) -> bool:
        """Does the button work?"""
        return self.may.allowed and all(gate.is_open for gate in self.gates)


def may_enact(actor: Actor, day: date) -> tuple[Explanation, tuple[UnitThatMay, ...]]:
    """May this person decide on the municipality's structure, and who may."""
    matter = Matter(KLE)
    person: UUID = actor.employee_id
    answer = verdict(person, "decide", matter, day, posts=actor.posts)
    return explain(answer, organisation(day)), units_that_may("decide", matter, day)


def standing(
    draft: Draft,
    lines: tuple[TroubleLine, ...],
    *,
    actor: Actor,
    today: date,
    waiting: tuple[date, ...],
) -> Standing:
    """The gates before the signature; ``waiting`` are the days of those that are signed."""
    broken = len(draft.problems)
    stops = [line for line in lines if line.stops and line.code != "step_problem"]
    signed = sum(1 for line in lines if line.signed_at is not None)
    latest = max(waiting, default=None)
    gates = [
        Gate(bool(draft.steps), _("Der er trin i omlægningen."), "#trin"),
        Gate(
            not broken,
            _("Alle trin kan udføres.")
            if not broken
            else _("%(count)d trin kan ikke udføres.") % {"count": broken},
            "#trin",
        ),
        Gate(
            not stops,
            _("Intet mangler (%(count)d undtagelser er underskrevet).") % {"count": signed}
            if not stops and signed
            else _("Intet mangler.")
            if not stops
            else _("%(count)d ting mangler.") % {"count": len(stops)},
            "#mangler",
        ),
        Gate(
            draft.effective_on >= today,
            _("Dagen er ikke passeret.")
            if draft.effective_on >= today
            else _("Dagen er passeret. Vælg en ny dag."),
        ),
    ]
    if latest is not None and draft.effective_on < latest:
        gates.append(
            Gate(False, _("En anden omlægning træder i kraft senere. Vælg en senere dag."))
        )
    may, others = may_enact(actor, today)
    return Standing(tuple(gates), may, others)
