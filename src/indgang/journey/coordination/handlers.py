"""What coordination does when units change: those whom it touches are told (demand O7)."""

from datetime import datetime

from indgang.journey.coordination.events import NoticesDue
from indgang.journey.coordination.telling import before_the_move, find_affected, tell_some
from indgang.organisation.public import Carried, Change, Trouble
from indgang.reorganisation.public import ReorganisationTookEffect
from indgang.shared.actor import Actor


class _Bearer:
    """Carries nothing; on the day it looks at who waits, before the others move things."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Nothing of its own."""
        return ()

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """None."""
        return ()

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Keep who waits for an answer or has a time to come. First among the bearers."""
        before_the_move(change, by=by, at=at)


bearer = _Bearer()


def find_those_affected(event: ReorganisationTookEffect, *, by: Actor, at: datetime) -> None:
    """The day has come: find everybody who is to be told, and begin to tell them."""
    find_affected(event.reorganisation_id, event.on, by=by, at=at)


def tell_next(event: NoticesDue, *, by: Actor, at: datetime) -> None:
    """Make the next lot of letters. A second hearing makes the lot after it."""
    tell_some(event.reorganisation_id, at=at)
