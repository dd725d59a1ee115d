"""Rows of a spreadsheet that belong to one step. Pure."""

from indgang.reorganisation.steps import Merge, Part, PostRef, Split, Step


class Group:
    """Rows that make one step together."""

    def __init__(self, row: int, numbered: str, first: Step) -> None:
        self.row = row
        self._numbered = numbered
        self._first = first
        self._units: dict[str, None] = {}
        self._parts: dict[str, tuple[list[str], list[PostRef]]] = {}
        self._seen: set[str | PostRef] = set()
        self.add(first)

    def takes(self, numbered: str, step: Step) -> bool:
        """Does the next row go on with the same step?"""
        first = self._first
        if numbered != self._numbered:
            return False
        if isinstance(first, Merge) and isinstance(step, Merge):
            return first.into == step.into
        return isinstance(first, Split) and isinstance(step, Split) and first.unit == step.unit

    def add(self, step: Step) -> str:
        """Put a row's share in. Gives the column of what is there already, or ``""``."""
        column = ""
        if isinstance(step, Merge):
            column = "unit" if self._units.keys() & set(step.units) else ""
            self._units |= dict.fromkeys(step.units)
        elif isinstance(step, Split):
            for part in step.parts:
                ranges, posts = self._parts.setdefault(part.unit, ([], []))
                ranges += part.kle
                posts += part.posts
                if self._seen & set(part.kle):
                    column = "kle"
                if self._seen & set(part.posts):
                    column = "person"
                self._seen |= {*part.kle, *part.posts}
        return column

    def step(self) -> Step:
        """All the rows as one step."""
        first = self._first
        if isinstance(first, Merge):
            return Merge(tuple(self._units), first.into)
        if isinstance(first, Split):
            parts = (Part(unit, tuple(r), tuple(p)) for unit, (r, p) in self._parts.items())
            return Split(first.unit, tuple(parts))
        return first
