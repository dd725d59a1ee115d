"""The picture of the chains: no box on another, every line from a box to the box below it."""

from itertools import combinations
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from indgang.competence.public import Edge, Node, Picture
from indgang.steering.drawing import COLUMN, WIDE, Branch, drawn, outline

_SPACE = UUID(int=7)
WORDS = {"dispensation": "Dispensation", "internal_delegation": "Intern delegation"}


def _node(path: tuple[int, ...], name: str, limit: int | None) -> Node:
    grant = uuid5(_SPACE, str(path))
    kind = "dispensation" if limit else "internal_delegation"
    return Node(
        grant, grant, name, "office", "", "decide", "32", limit, "Papir", kind, "Kilde",
        len(path) - 1, 0, False,
    )  # fmt: skip


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Woods of up to four levels, with short and long names."""
    nodes, edges = [], []

    def grow(path: tuple[int, ...]) -> None:
        name = draw(st.sampled_from(["Kort", "Et meget langt navn på en enhed i kommunen"]))
        node = _node(path, name, draw(st.none() | st.integers(0, 2**31 - 1)))
        nodes.append(node)
        if len(path) > 1:
            above = uuid5(_SPACE, str(path[:-1]))
            edges.append(Edge(above, node.grant_id, "Papir", node.instrument_kind))
        if len(path) < 4:
            for number in range(draw(st.integers(0, 3))):
                grow((*path, number))

    for number in range(draw(st.integers(0, 2))):
        grow((number,))
    return Picture(tuple(nodes), tuple(edges))


@given(pictures())
def test_no_box_lies_on_another_and_all_are_inside(found: Picture) -> None:
    picture = drawn(found, kinds=WORDS, limit_text="højst {} kr.")
    assert len(picture.boxes) == len(found.nodes)
    assert len(picture.paths) == len(found.edges)
    for box in picture.boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height
        assert all(box.y < y < box.y + box.height for y, _ in (*box.name, *box.small))
    for one, other in combinations(picture.boxes, 2):
        if one.x == other.x:
            upper, lower = sorted((one, other), key=lambda box: box.y)
            assert upper.y + upper.height < lower.y
    assert COLUMN > WIDE


@given(pictures())
def test_the_outline_says_the_same(found: Picture) -> None:
    seen: list[UUID] = []

    def walk(branch: Branch, above: UUID | None) -> None:
        seen.append(branch.node.grant_id)
        if above is not None:
            assert any(
                edge.from_id == above and edge.to_id == branch.node.grant_id for edge in found.edges
            )
        for each in branch.below:
            walk(each, branch.node.grant_id)

    for top in outline(found):
        walk(top, None)
    assert sorted(seen) == sorted(node.grant_id for node in found.nodes)


def test_a_limit_is_told_in_kroner() -> None:
    picture = drawn(
        Picture((_node((0,), "Skranken", 5000),), ()), kinds=WORDS, limit_text="højst {} kr."
    )
    assert [text for _, text in picture.boxes[0].small] == ["Dispensation", "højst 5.000 kr."]
    assert picture.boxes[0].dispensed
