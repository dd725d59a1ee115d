"""Two trees side by side with lines between what moves, as rows and curves. Pure.

Every row is equally high, so a curve is drawn from row number to row number and the page's own
style says how high a row is. What the lines show is also said in words on each row.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from indgang.reorganisation.public import TreeNode

#: The drawing is so wide, in units of its own; a row is one unit high.
WIDTH = 10
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Other:
    """A unit on the other side that something goes to or comes from."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on one side. ``level`` is its depth, 0 to 5; ``others`` is where a line leads.

    ``itself`` is the unit on the other side when it stays itself with another name or place;
    ``under`` is the name of the unit above it there.
    """

    node: TreeNode
    level: int
    others: tuple[Other, ...]
    itself: Other | None = None
    under: str = ""

    @property
    def near(self) -> str:
        """Keys of the units that a line joins it with, for the page's script."""
        own = (self.itself,) if self.itself else ()
        return " ".join(other.key for other in (*own, *self.others))


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from a row to the left to a row to the right; ``path`` in units of the drawing."""

    from_key: str
    to_key: str
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What the page draws. ``height`` in rows; ``hidden`` units stand as before and are left out.

    ``left_missing`` and ``right_missing`` are empty rows below the shorter side.
    """

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    curves: tuple[Curve, ...]
    height: int
    hidden: int

    @property
    def left_missing(self) -> range:
        """The rows that the left side is shorter."""
        return range(self.height - len(self.left))

    @property
    def right_missing(self) -> range:
        """The rows that the right side is shorter."""
        return range(self.height - len(self.right))


def _walk(
    nodes: tuple[TreeNode, ...], level: int, touched: frozenset[str] | None
) -> Iterator[tuple[TreeNode, int]]:
    for node in nodes:
        below = list(_walk(node.children, level + 1, touched))
        if touched is None or node.key in touched or node.change or below:
            yield node, min(level, _DEEPEST)
            yield from below


def _count(nodes: tuple[TreeNode, ...]) -> int:
    return sum(1 + _count(node.children) for node in nodes)


def _flat(nodes: tuple[TreeNode, ...]) -> Iterator[TreeNode]:
    for node in nodes:
        yield node
        yield from _flat(node.children)


def picture(
    before: tuple[TreeNode, ...],
    after: tuple[TreeNode, ...],
    lines: tuple[tuple[str, str], ...],
    *,
    everything: bool = False,
) -> Picture:
    """Lay out the trees. Without ``everything`` only units that change, and those above them."""
    names_before, above_before = _names(before)
    names_after, above_after = _names(after)
    drawn = [
        (from_key, to_key)
        for from_key, to_key in dict.fromkeys(lines)
        if from_key in names_before and to_key in names_after
    ]
    goes: dict[str, list[Other]] = {}
    comes: dict[str, list[Other]] = {}
    for from_key, to_key in drawn:
        goes.setdefault(from_key, []).append(Other(to_key, names_after[to_key]))
        comes.setdefault(to_key, []).append(Other(from_key, names_before[from_key]))
    touched = None if everything else frozenset({*goes, *comes})
    left = _rows(before, touched, goes, above_after)
    right = _rows(after, touched, comes, above_before)
    left_at = {row.node.key: number for number, row in enumerate(left)}
    right_at = {row.node.key: number for number, row in enumerate(right)}
    curves = tuple(
        Curve(from_key, to_key, _path(left_at[from_key], right_at[to_key]))
        for from_key, to_key in drawn
    )
    shown = len(left) + len(right)
    return Picture(
        left, right, curves, max(len(left), len(right), 1), _count(before) + _count(after) - shown
    )


def _names(nodes: tuple[TreeNode, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """What every unit is called, and what the one above it is called."""
    names: dict[str, str] = {}
    above: dict[str, str] = {}
    for node in _flat(nodes):
        names[node.key] = node.name
        above |= {child.key: node.name for child in node.children}
    return names, above


def _rows(
    nodes: tuple[TreeNode, ...],
    touched: frozenset[str] | None,
    joined: dict[str, list[Other]],
    above_there: dict[str, str],
) -> tuple[Row, ...]:
    rows = []
    for node, level in _walk(nodes, 0, touched):
        every = joined.get(node.key, ())
        itself = next((other for other in every if other.key == node.key), None)
        others = tuple(other for other in every if other.key != node.key)
        rows.append(Row(node, level, others, itself, above_there.get(node.key, "")))
    return tuple(rows)


def _path(left: int, right: int) -> str:
    """A curve that leaves and arrives level, from the middle of one row to that of another."""
    y1, y2, middle = left + 0.5, right + 0.5, WIDTH / 2
    return f"M0,{y1} C{middle:g},{y1} {middle:g},{y2} {WIDTH},{y2}"
