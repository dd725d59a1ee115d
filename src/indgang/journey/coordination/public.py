"""The door of ``coordination``."""

from indgang.journey.coordination.queries import Picture, SeenCase, SeenEnquiry, picture
from indgang.journey.coordination.rules import Level

__all__ = ["Level", "Picture", "SeenCase", "SeenEnquiry", "picture"]
