"""What documents do when units change: the unit that has a document is the one that may read it.

Papers of cases and enquiries go with them (``actions.follow``). What is left goes with the unit
when all of it goes: a paper in a unit that is gone could be read by nobody.
"""

from datetime import datetime

from indgang.documents.models import Document
from indgang.organisation.public import Carried, Change, Trouble
from indgang.shared import audit
from indgang.shared.actor import Actor


class _Bearer:
    """Documents are not dated: they move on the day."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Papers are counted with what they lie on."""
        return ()

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """None of their own: what they lie on has a home or is told."""
        return ()

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Give on what lies on nothing that has moved."""
        for unit_id in change.homes.moves:
            home = change.homes.of(unit_id, "")
            if home is None or home == unit_id:
                continue
            moved = Document.objects.filter(unit_id=unit_id).update(unit_id=home)
            if moved:
                audit.record(
                    "documents.give_on",
                    by=by,
                    at=at,
                    object_id=home,
                    detail={"from": str(unit_id), "papers": moved},
                )


bearer = _Bearer()
