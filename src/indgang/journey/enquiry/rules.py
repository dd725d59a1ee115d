"""The life of an enquiry. Pure."""

from dataclasses import dataclass

from indgang.shared.typed_text import without_controls

#: Longest text taken in; about eight pages. More than that belongs in a file.
LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Step:
    """One lawful step: from a state, by a verb, to a state, and why it is there."""

    before: str
    verb: str
    after: str
    reason: str


STEPS: tuple[Step, ...] = (
    Step("received", "answer", "answered", "guidance was enough (Forvaltningsloven § 7, stk. 1)"),
    Step("received", "offer", "offered", "another unit must act; the sender still answers for it"),
    Step("received", "decide", "decided", "decided at the desk, within competence"),
    Step("received", "withdraw", "withdrawn", "the person does not want it any more"),
    Step("offered", "offer", "offered", "one life may need several units"),
    Step("offered", "accept_some", "offered", "others have not answered yet"),
    Step("offered", "accept_last", "accepted", "every hand-over is taken; cases have it now"),
    Step("offered", "return_some", "offered", "others have not answered yet"),
    Step("offered", "return_last", "received", "nobody has it but the sender: back on the list"),
    Step("offered", "return_rest", "accepted", "the others were taken, this one was not needed"),
    Step("offered", "take_back_some", "offered", "others have not answered yet"),
    Step("offered", "take_back_last", "received", "the sender wants it back: nobody had taken it"),
    Step("offered", "take_back_rest", "accepted", "the others were taken, this one was a mistake"),
    Step("accepted", "offer", "offered", "a further unit turned out to be needed"),
    Step("answered", "offer", "offered", "the person came back: the answer was not enough"),
)
_NEXT = {(step.before, step.verb): step.after for step in STEPS}

#: Nobody needs to act any more.
DONE = frozenset({"answered", "accepted", "decided", "withdrawn"})


class NoSuchStepError(Exception):
    """The enquiry is not in a state in which this can be done."""


def after(state: str, verb: str) -> str:
    """The state after ``verb``. Raises ``NoSuchStepError`` when the step is not in the table."""
    try:
        return _NEXT[state, verb]
    except KeyError:
        raise NoSuchStepError(f"{verb} in {state}") from None


def answered_handover(verb: str, others: list[str]) -> str:
    """Which step an answered hand-over is, from the states of the other ones.

    ``verb``: ``accept`` or ``return`` by the receiver, ``take_back`` by the sender.
    """
    if "offered" in others:
        return f"{verb}_some"
    if verb != "accept" and "accepted" in others:
        return f"{verb}_rest"
    return f"{verb}_last"


class TextProblemError(ValueError):
    """The text cannot be taken: ``problem`` is ``empty`` or ``long``."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def clean_text(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """The person's own words without what no person typed (NUL and other control characters).

    Emoji, any script and right-to-left text are kept as they are; unpaired direction overrides
    are closed, so that one person's text cannot turn the page around it.
    """
    kept = without_controls(text)
    if not kept:
        raise TextProblemError("empty")
    if len(kept) > longest:
        raise TextProblemError("long")
    opened = sum(kept.count(c) for c in "\u202a\u202b\u202d\u202e")
    isolated = sum(kept.count(c) for c in "\u2066\u2067\u2068")
    kept += "\u202c" * max(0, opened - kept.count("\u202c"))
    return kept + "\u2069" * max(0, isolated - kept.count("\u2069"))
