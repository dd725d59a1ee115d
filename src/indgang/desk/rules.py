"""What the desk shows as the next step, and the texts a form begins with. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: Posts that attend to citizens. Librarians inform and guide only (they look nobody up).
ATTENDING = ("front_desk", "caseworker", "specialist", "leader", "coordinator")
#: Posts whose own work is cases.
CASEWORK = ("caseworker", "specialist", "leader", "coordinator")
#: KLE main groups whose decisions go to Ankestyrelsen through the municipality
#: (Retssikkerhedsloven §§ 60 and 66–67): 15 employment, 27 social matters, 32 cash benefits.
SOCIAL_KLE = ("15", "27", "32")


class NextStep(StrEnum):
    """The one main button of a case."""

    TAKE = "take"  #: nobody has it
    AWAIT_ANSWER = "await_answer"  #: the citizen is being heard
    COLLEAGUE = "colleague"  #: the person is barred
    OTHER_UNIT = "other_unit"  #: the person may not decide this
    DECIDE = "decide"
    CLOSE = "close"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """What the next step depends on. ``answer_by`` is the open hearing's last day."""

    state: str
    has_caseworker: bool
    barred: bool
    may_decide: bool
    answer_by: date | None


def next_step(case: CaseStanding, at: date) -> NextStep:
    """The next lawful step of a case on the day ``at``."""
    if case.state == "afsluttet":
        return NextStep.NOTHING
    if case.state == "afgjort":
        return NextStep.CLOSE
    if case.barred:
        return NextStep.COLLEAGUE
    if not case.has_caseworker:
        return NextStep.TAKE
    if case.answer_by is not None and case.answer_by >= at:
        return NextStep.AWAIT_ANSWER
    return NextStep.DECIDE if case.may_decide else NextStep.OTHER_UNIT


def sureness(score: float) -> str:
    """How sure a reading of a text is: ``sure``, ``likely`` or ``maybe``."""
    if score >= 0.75:
        return "sure"
    return "likely" if score >= 0.55 else "maybe"


def is_social(kle: str) -> bool:
    """Is a decision on this subject complained of to Ankestyrelsen?"""
    return kle[:2] in SOCIAL_KLE


def number_kind(text: str) -> str:
    """What a person typed into the one search box: ``cpr``, ``cvr``, ``number`` or ``name``.

    ``number`` is digits that can be neither.
    """
    digits = "".join(c for c in text if c.isdigit())
    letters = any(c.isalpha() for c in text)
    if letters or not digits:
        return "name"
    if "-" in text and len(digits) != 10:
        return "number"  # a CPR number that was not finished
    return {10: "cpr", 8: "cvr"}.get(len(digits), "number")
