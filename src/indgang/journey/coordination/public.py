"""The door of ``coordination``."""

from indgang.journey.coordination.events import NoticesDue
from indgang.journey.coordination.queries import (
    Picture,
    SeenCase,
    SeenCases,
    SeenEnquiry,
    picture,
    seen_cases,
)
from indgang.journey.coordination.rules import Level
from indgang.journey.coordination.telling import tell_again

__all__ = [
    "Level",
    "NoticesDue",
    "Picture",
    "SeenCase",
    "SeenCases",
    "SeenEnquiry",
    "picture",
    "seen_cases",
    "tell_again",
]
