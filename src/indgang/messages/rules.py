"""The life of a message as a table, and the channel that a citizen is reached by. Pure.

Accepted is not delivered: Digital Post answers that it took a message before the message lies in
the mailbox, and counts as received when it is available there (Lov om Digital Post § 10).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Transition:
    """A lawful step of a message, and why it is one."""

    verb: str
    from_: str
    to: str
    why: str


#: Every step a message can take; what is not here changes nothing or is refused.
TRANSITIONS = (
    Transition("accept", "queued", "accepted", "the carrier took it and answers for the rest"),
    Transition("deliver", "queued", "delivered", "available at once: that counts as received"),
    Transition("fail", "queued", "failed", "the carrier said no; somebody must see it"),
    Transition("deliver", "accepted", "delivered", "the carrier says it is available, or posted"),
    Transition("fail", "accepted", "failed", "the carrier gave it back"),
    Transition("accept", "failed", "accepted", "sent again, and taken this time"),
    Transition("deliver", "failed", "delivered", "sent again, and available at once"),
    Transition("fail", "failed", "failed", "sent again, in vain"),
)

#: In these states a message is handed to its carrier; in the others that has been done.
TO_BE_SENT = frozenset({"queued", "failed"})


def step(verb: str, state: str) -> str | None:
    """The state that ``verb`` leads to from ``state``; ``None`` when there is no such step."""
    return next((t.to for t in TRANSITIONS if t.verb == verb and t.from_ == state), None)


def channel_for(*, digital_post: bool) -> str:
    """Digital Post, or paper for those who are exempt (Lov om Digital Post)."""
    return "digital_post" if digital_post else "paper"
