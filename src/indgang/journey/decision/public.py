"""The door of ``decision``."""

from indgang.journey.decision.actions import (
    GatesClosedError,
    answer_hearing,
    ask_party,
    decide,
    decide_at_desk,
    matter_of,
    standing_of,
)
from indgang.journey.decision.events import DecisionMade, PartyAsked
from indgang.journey.decision.queries import (
    DecisionView,
    HearingView,
    decision,
    hearings,
    open_hearings,
)
from indgang.journey.decision.rules import GATES, Check, Draft, Gate, checklist

__all__ = [
    "GATES",
    "Check",
    "DecisionMade",
    "DecisionView",
    "Draft",
    "Gate",
    "GatesClosedError",
    "HearingView",
    "PartyAsked",
    "answer_hearing",
    "ask_party",
    "checklist",
    "decide",
    "decide_at_desk",
    "decision",
    "hearings",
    "matter_of",
    "open_hearings",
    "standing_of",
]
