"""How much of an item this viewer may see, and by which law. Pure.

The table is written from the law in ``docs/law.md``; the first line that fits decides.
"""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How much is seen: nothing, *that* there is something, the headline, or the content."""

    NOTHING = 0
    EXISTENCE = 1
    HEADLINE = 2
    CONTENT = 3


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked about, without anything that could hurt.

    ``sensitivity`` is the step of SF1470 (1–4); ``hidden`` does not tell that it is hidden.
    """

    sensitivity: int
    hidden: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How the viewer stands to the item on the day, for this purpose."""

    own: bool = False  #: the citizen, or somebody who lawfully speaks for the citizen
    own_unit: bool = False
    same_administration: bool = False
    front_desk: bool = False
    on_application: bool = False  #: the citizen is there and asks for help
    consent: Level = Level.NOTHING
    has_case: bool = False  #: the viewer's unit has an open case with the citizen


@dataclass(frozen=True, slots=True)
class Sight:
    """The level with the law behind it; ``law`` is a key of ``words.LAWS``."""

    level: Level
    law: str


def sight(item: Item, viewer: Standing) -> Sight:
    """What may this viewer see of this item?"""
    if viewer.own:
        return Sight(Level.CONTENT, "own")
    if viewer.own_unit:
        return Sight(Level.CONTENT, "own_unit")
    if item.hidden or item.sensitivity >= 4:
        return Sight(Level.NOTHING, "hidden")
    if viewer.consent > Level.NOTHING:
        # content of another unit's case stays in that unit: consent opens the headline and, with
        # "content", what the unit shares in the case itself
        return Sight(viewer.consent, "consent")
    if viewer.same_administration and item.sensitivity <= 2:
        return Sight(Level.HEADLINE, "same_administration")
    if item.sensitivity == 1:
        return Sight(Level.HEADLINE, "not_confidential")
    if viewer.front_desk and viewer.on_application:
        if item.sensitivity == 2:
            return Sight(Level.HEADLINE, "service_centre")
        return Sight(Level.EXISTENCE, "service_centre_sensitive")
    if viewer.has_case and item.open:
        return Sight(Level.EXISTENCE, "whole_view")
    return Sight(Level.NOTHING, "no_basis")
