"""The gates that a decision goes through. Pure; each cites its paragraph."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as it is being written. ``amount`` is what is granted, in whole kroner.

    ``complexity``: how much there is to weigh, 1 (the rules give the answer) to 3; ``None``: not
    said.
    """

    outcome: str = ""
    amount: int | None = None
    facts: str = ""
    rules: str = ""
    considerations: str = ""
    complaint: str = ""
    hearing_exception: str = ""
    complexity: int | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing of the party, as far as the gates need it."""

    answer_by: date
    answered: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What the gates look at besides the draft."""

    at: date
    hearings: tuple[Hearing, ...]
    has_journal: bool
    competent: bool
    conflict: bool
    applied: int | None = None  #: whole kroner


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: what it asks, its law, the form's field it is about, and its test."""

    code: str
    law: str
    title: Promise
    missing: Promise
    field: str
    passes: Callable[[Draft, Standing], bool]


def wholly_granted(draft: Draft) -> bool:
    """Does the party get all they asked for? Then reasons and complaint guidance may be left out
    (Forvaltningsloven § 22, last clause, and § 25, stk. 1)."""
    return draft.outcome == "granted"


def gives_less(draft: Draft, case: Standing) -> bool:
    """Is the amount granted lower than the one applied for?"""
    return None not in (draft.amount, case.applied) and draft.amount < case.applied  # type: ignore[operator]  # neither is None


def _heard(draft: Draft, case: Standing) -> bool:
    if wholly_granted(draft) or draft.hearing_exception in ("no_new_facts", "urgent"):
        return True
    return bool(case.hearings) and all(h.answered or h.answer_by < case.at for h in case.hearings)


GATES: tuple[Gate, ...] = (
    Gate(
        "journal",
        "Offentlighedsloven § 13",
        _("Sagen er noteret i journalen"),
        _("Skriv et notat om, hvad sagen bygger på."),
        "facts",
        lambda draft, case: case.has_journal,
    ),
    Gate(
        "conflict",
        "Forvaltningsloven §§ 3–6",
        _("Du er ikke inhabil"),
        _("Du er inhabil i denne sag. En kollega skal tage den."),
        "",
        lambda draft, case: not case.conflict,
    ),
    Gate(
        "outcome",
        "Forvaltningsloven § 2",
        _("Resultatet er valgt"),
        _("Vælg, hvad du afgør."),
        "outcome",
        lambda draft, case: draft.outcome in ("granted", "partly", "refused"),
    ),
    Gate(
        "whole",
        "Forvaltningsloven §§ 22 og 25",
        _("Et helt ja giver alt det, der er søgt om"),
        _('Beløbet er lavere end det, der er søgt om. Vælg "Ja til en del".'),
        "outcome",
        lambda draft, case: not (wholly_granted(draft) and gives_less(draft, case)),
    ),
    Gate(
        "heard",
        "Forvaltningsloven § 19",
        _("Borgeren er hørt, eller der er en grund til, at det ikke er nødvendigt"),
        _("Hør borgeren over de nye oplysninger, eller vælg, hvorfor det ikke er nødvendigt."),
        "hearing_exception",
        _heard,
    ),
    Gate(
        "facts",
        "Forvaltningsloven § 24, stk. 2",
        _("De vigtigste oplysninger er med"),
        _("Skriv, hvilke oplysninger der har haft betydning."),
        "facts",
        lambda draft, case: wholly_granted(draft) or bool(draft.facts.strip()),
    ),
    Gate(
        "rules",
        "Forvaltningsloven § 24, stk. 1",
        _("Reglerne er nævnt"),
        _("Skriv, hvilke regler du afgør efter."),
        "rules",
        lambda draft, case: wholly_granted(draft) or bool(draft.rules.strip()),
    ),
    Gate(
        "considerations",
        "Forvaltningsloven § 24, stk. 1",
        _("De vigtigste hensyn er forklaret"),
        _("Forklar, hvorfor resultatet blev sådan."),
        "considerations",
        lambda draft, case: wholly_granted(draft) or bool(draft.considerations.strip()),
    ),
    Gate(
        "complaint",
        "Forvaltningsloven § 25",
        _("Borgeren får at vide, hvordan man klager"),
        _("Skriv, hvor og hvornår borgeren kan klage."),
        "complaint",
        lambda draft, case: wholly_granted(draft) or bool(draft.complaint.strip()),
    ),
    Gate(
        "competence",
        "Kommunestyrelsesloven §§ 17–18 og 20; delegation",
        _("Du har kompetence til det på dagen"),
        _("Du må ikke afgøre sagen. Giv den videre til en enhed, der må."),
        "",
        lambda draft, case: case.competent,
    ),
)


@dataclass(frozen=True, slots=True)
class Check:
    """A gate with its answer for this draft, for the checklist beside the case."""

    gate: Gate
    passed: bool


def checklist(draft: Draft, case: Standing) -> tuple[Check, ...]:
    """Every gate with its answer, in the order of the law."""
    return tuple(Check(gate, gate.passes(draft, case)) for gate in GATES)
