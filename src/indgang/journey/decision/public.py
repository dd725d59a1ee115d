"""The door of ``decision``."""

from indgang.journey.decision.actions import (
    GatesClosedError,
    decide,
    decide_at_desk,
    matter_of,
    standing_of,
)
from indgang.journey.decision.events import DecisionMade, PartyAsked
from indgang.journey.decision.hearing import answer_hearing, ask_party
from indgang.journey.decision.queries import (
    AnsweredHearing,
    DecisionView,
    HearingView,
    case_decided_by,
    decision,
    hearings,
    hearings_answered,
    open_hearings,
)
from indgang.journey.decision.rules import GATES, Check, Draft, Gate, checklist

__all__ = [
    "GATES",
    "AnsweredHearing",
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
    "case_decided_by",
    "checklist",
    "decide",
    "decide_at_desk",
    "decision",
    "hearings",
    "hearings_answered",
    "matter_of",
    "open_hearings",
    "standing_of",
]
