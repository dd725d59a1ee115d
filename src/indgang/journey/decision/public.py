"""The door of ``decision``."""

from indgang.journey.decision.actions import (
    GatesClosedError,
    decide,
    decide_at_desk,
    matter_of,
    standing_of,
)
from indgang.journey.decision.escalation import (
    EscalationCount,
    SentOn,
    decide_or_escalate,
    escalation_of,
    escalations,
    goes_to,
)
from indgang.journey.decision.events import DecisionMade, Escalated, PartyAsked
from indgang.journey.decision.hearing import answer_hearing, ask_party
from indgang.journey.decision.models import ReversalBody
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
from indgang.journey.decision.receivers import Receiver, receivers
from indgang.journey.decision.reversing import (
    ReversalView,
    ReversedShare,
    record_reversal,
    reversal,
    reversed_share,
)
from indgang.journey.decision.rules import GATES, Check, Draft, Gate, checklist

__all__ = [
    "GATES",
    "AnsweredHearing",
    "Check",
    "DecisionMade",
    "DecisionView",
    "Draft",
    "Escalated",
    "EscalationCount",
    "Gate",
    "GatesClosedError",
    "HearingView",
    "PartyAsked",
    "Receiver",
    "ReversalBody",
    "ReversalView",
    "ReversedShare",
    "SentOn",
    "answer_hearing",
    "ask_party",
    "case_decided_by",
    "checklist",
    "decide",
    "decide_at_desk",
    "decide_or_escalate",
    "decision",
    "escalation_of",
    "escalations",
    "goes_to",
    "hearings",
    "hearings_answered",
    "matter_of",
    "open_hearings",
    "receivers",
    "record_reversal",
    "reversal",
    "reversed_share",
    "standing_of",
]
