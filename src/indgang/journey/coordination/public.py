"""The door of ``coordination``."""

from indgang.journey.coordination.queries import (
    Picture,
    SeenCase,
    SeenCases,
    SeenEnquiry,
    picture,
    seen_cases,
)
from indgang.journey.coordination.rules import Level

__all__ = ["Level", "Picture", "SeenCase", "SeenCases", "SeenEnquiry", "picture", "seen_cases"]
