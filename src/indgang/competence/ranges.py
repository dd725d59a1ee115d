"""Ranges of KLE subjects with holes in them, and what is left of one without another. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from indgang.organisation.public import kle_covers, kle_intersection


@lru_cache(maxsize=8192)
def ranges_above(kle: str) -> tuple[str, ...]:
    """Every range that holds the subject, the widest first.

    >>> ranges_above("32.24.04")
    ('', '32', '32.24', '32.24.04')
    """
    parts = kle.split(".") if kle else []
    return tuple(".".join(parts[:count]) for count in range(len(parts) + 1))


@dataclass(frozen=True, slots=True)
class Region:
    """The range ``kle`` without some ranges strictly inside it, none of which holds another."""

    kle: str
    without: frozenset[str] = frozenset()

    def has(self, kle: str) -> bool:
        """Is all of the range or subject in the region?"""
        return kle_covers(self.kle, kle) and not any(
            kle_intersection(hole, kle) is not None for hole in self.without
        )

    def both(self, other: "Region") -> "Region | None":
        """What is in both; ``None`` when nothing is."""
        common = kle_intersection(self.kle, other.kle)
        return None if common is None else region(common, self.without | other.without)

    def minus(self, other: "Region") -> tuple["Region", ...]:
        """What is left when ``other`` is taken out: parts that have nothing in common."""
        common = kle_intersection(self.kle, other.kle)
        if common is None or self.both(other) is None:
            return (self,)
        left = [] if common == self.kle else [region(self.kle, self.without | {common})]
        left += [self.both(Region(hole)) for hole in sorted(other.without)]
        return tuple(part for part in left if part is not None)


def region(kle: str, without: Iterable[str] = ()) -> Region | None:
    """The range without the holes, in its one form; ``None`` when nothing is left."""
    holes = set(without)
    if not holes:
        return Region(kle)
    if any(kle_covers(hole, kle) for hole in holes):
        return None
    inside = {hole for hole in holes if kle_covers(kle, hole)}
    widest = {
        hole
        for hole in inside
        if not any(other != hole and kle_covers(other, hole) for other in inside)
    }
    return Region(kle, frozenset(widest))
