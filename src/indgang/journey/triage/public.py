"""The door of ``triage``."""

from indgang.journey.triage.guidance import question
from indgang.journey.triage.queries import SuggestionView, read, suggestion
from indgang.journey.triage.rules import Ranked, Understanding, Urgent

__all__ = [
    "Ranked",
    "SuggestionView",
    "Understanding",
    "Urgent",
    "question",
    "read",
    "suggestion",
]
