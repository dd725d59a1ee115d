"""What competence does when something happens elsewhere (named in ``config/wiring.py``)."""

from datetime import datetime

from indgang.catalogue.public import KleChanged
from indgang.competence.bearer import bearer
from indgang.competence.kle import renumber_grants
from indgang.shared.actor import Actor

__all__ = ["bearer", "follow_kle"]


def follow_kle(event: KleChanged, *, by: Actor, at: datetime) -> None:
    """KLE has given subjects other numbers: every grant follows from the same day."""
    renumber_grants(event, by=by, at=at)
