"""Chains of authority laid out as a picture, and as an outline that says the same. Pure.

From left (the governing body) to right (those who may), one column for each level. Every grant has
one above it, so the picture is a wood of trees: those at the ends stand under each other, and the
others beside the middle of theirs.
"""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from indgang.competence.public import Node, Picture

#: Sizes in the picture's own units (one is about a pixel).
WIDE, COLUMN, ROW_GAP, LINE, PAD = 216, 272, 16, 17, 10
_LETTERS = 27  #: what fits on a line in a box


@dataclass(frozen=True, slots=True)
class Box:
    """A grant as a box: its upper left corner, its height, and its lines of text with their y."""

    node: Node
    x: int
    y: int
    height: int
    name: tuple[tuple[int, str], ...]
    small: tuple[tuple[int, str], ...]
    dispensed: bool

    @property
    def width(self) -> int:
        """The same for all."""
        return WIDE


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picture with its size; ``paths`` are the lines between the boxes (SVG path data)."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A grant in the outline, with those that come from it."""

    node: Node
    below: tuple["Branch", ...]


def _children(found: Picture) -> tuple[list[Node], dict[UUID, list[Node]]]:
    """The topmost, and those right below each, in the order that the picture gives."""
    nodes = {node.grant_id: node for node in found.nodes}
    below: dict[UUID, list[Node]] = {}
    for edge in found.edges:
        below.setdefault(edge.from_id, []).append(nodes[edge.to_id])
    for each in below.values():
        each.sort(key=lambda node: (node.holder, node.kle, node.function))
    lower = {edge.to_id for edge in found.edges}
    return [node for node in found.nodes if node.grant_id not in lower], below


def outline(found: Picture) -> tuple[Branch, ...]:
    """The picture as nested lists."""
    tops, below = _children(found)

    def branch(node: Node) -> Branch:
        return Branch(node, tuple(branch(each) for each in below.get(node.grant_id, ())))

    return tuple(branch(node) for node in tops)


def _wrapped(text: str, most: int) -> list[str]:
    lines = textwrap.wrap(text, _LETTERS, break_long_words=True) or [""]
    if len(lines) > most:
        lines = [*lines[: most - 1], textwrap.shorten(" ".join(lines[most - 1 :]), _LETTERS,
                                                      placeholder=" …")]  # fmt: skip
    return lines


def _height(node: Node) -> int:
    return 2 * PAD + LINE * (len(_wrapped(node.holder, 2)) + 1 + (node.limit is not None))


def drawn(found: Picture, *, kinds: Mapping[str, object], limit_text: str) -> Drawn:
    """The boxes and lines of the picture.

    ``kinds`` are the words for kinds of instruments, ``limit_text`` is how an amount is said.
    """
    tops, below = _children(found)
    boxes: list[Box] = []
    paths: list[str] = []
    bottom = 0

    def place(node: Node, room: int) -> int:
        """Put the node and those below it there; gives the y of its middle.

        ``room`` is the height of the tallest above it: so much each end reserves, so that no box
        reaches into its neighbour's.
        """
        nonlocal bottom
        tall = _height(node)
        room = max(room, tall)
        children = below.get(node.grant_id, ())
        middles = [place(child, room) for child in children]
        if middles:
            middle = (middles[0] + middles[-1]) // 2
        else:
            middle = bottom + room // 2
            bottom += room + ROW_GAP
        box = _box(node, middle - tall // 2, tall, _small(node, kinds, limit_text))
        boxes.append(box)
        for child, there in zip(children, middles, strict=True):
            paths.append(_path(box.x + WIDE, middle, child.level * COLUMN, there))
        return middle

    for node in tops:
        place(node, 0)
    return Drawn(
        max((box.x for box in boxes), default=0) + WIDE + 2,
        max(bottom, 1),
        tuple(sorted(boxes, key=lambda box: (box.x, box.y))),
        tuple(paths),
    )


def _small(node: Node, kinds: Mapping[str, object], limit_text: str) -> list[str]:
    """What stands under the name."""
    kind = str(kinds.get(node.instrument_kind, node.instrument_kind))
    if node.limit is None:
        return [kind]
    return [kind, limit_text.format(f"{node.limit:,}".replace(",", "."))]


def _box(node: Node, y: int, tall: int, texts: list[str]) -> Box:
    line = y + PAD + LINE - 4
    name = []
    for text in _wrapped(node.holder, 2):
        name.append((line, text))
        line += LINE
    small = []
    for text in texts:
        small.append((line, text))
        line += LINE
    dispensed = node.instrument_kind == "dispensation"
    return Box(node, 1 + node.level * COLUMN, y + 1, tall, tuple(name), tuple(small), dispensed)


def _path(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (x + to_x) // 2
    return f"M{x} {y + 1} H{half} V{to_y + 1} H{to_x + 1}"
