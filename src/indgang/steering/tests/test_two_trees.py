"""Two trees as rows with lines between them."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.reorganisation.public import TreeNode
from indgang.steering.two_trees import WIDTH, picture

pytestmark = pytest.mark.requirement("O1")


def node(key: str, *children: TreeNode, change: str = "", name: str = "") -> TreeNode:
    return TreeNode(
        key, UUID(int=len(key)), name or key.title(), "office", children, 1, Decimal(1), 0, (),
        change,
    )  # fmt: skip


BEFORE = (
    node("top", node("a", change="closed"), node("b", change="closed"), node("same"),
         node("moves", change="moved")),
)  # fmt: skip
AFTER = (node("top", node("new", node("moves", change="moved"), change="new"), node("same")),)
LINES = (("a", "new"), ("b", "new"), ("moves", "moves"))


def test_what_stays_is_left_out_unless_asked_for() -> None:
    drawn = picture(BEFORE, AFTER, LINES)
    assert [row.node.key for row in drawn.left] == ["top", "a", "b", "moves"]
    assert [row.node.key for row in drawn.right] == ["top", "new", "moves"]
    assert drawn.hidden == 2
    assert (drawn.height, len(drawn.left_missing), len(drawn.right_missing)) == (4, 0, 1)
    whole = picture(BEFORE, AFTER, LINES, everything=True)
    assert len(whole.left) == 5
    assert whole.hidden == 0


def test_the_words_say_what_the_lines_show() -> None:
    drawn = picture(BEFORE, AFTER, LINES)
    rows = {row.node.key: row for row in drawn.left}
    assert [other.name for other in rows["a"].others] == ["New"]
    assert rows["a"].itself is None
    assert rows["moves"].itself is not None
    assert (rows["moves"].others, rows["moves"].under) == ((), "New")
    came = next(row for row in drawn.right if row.node.key == "new")
    assert [other.key for other in came.others] == ["a", "b"]
    assert came.near == "a b"


def test_a_curve_goes_from_the_middle_of_a_row_to_the_middle_of_another() -> None:
    drawn = picture(BEFORE, AFTER, LINES)
    curve = drawn.curves[0]
    assert (curve.from_key, curve.to_key) == ("a", "new")
    assert curve.path == f"M0,1.5 C5,1.5 5,1.5 {WIDTH},1.5"


def test_a_line_to_nowhere_is_not_drawn() -> None:
    drawn = picture(BEFORE, AFTER, (("a", "gone"), ("gone", "new"), ("a", "new"), ("a", "new")))
    assert [(curve.from_key, curve.to_key) for curve in drawn.curves] == [("a", "new")]


def test_nothing_to_draw() -> None:
    drawn = picture((), (), ())
    assert (drawn.left, drawn.right, drawn.curves, drawn.height) == ((), (), (), 1)


KEYS = [f"k{number}" for number in range(8)]


@st.composite
def trees(draw: st.DrawFn) -> tuple[TreeNode, ...]:
    """Any tree of some of the keys."""
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    below: dict[str | None, list[str]] = {}
    for place, key in enumerate(keys):
        parent = draw(st.sampled_from([None, *keys[:place]]))
        below.setdefault(parent, []).append(key)
    change = draw(st.sampled_from(["", "closed", "new"]))

    def made(parent: str | None) -> tuple[TreeNode, ...]:
        return tuple(node(key, *made(key), change=change) for key in below.get(parent, []))

    return made(None)


@given(trees(), trees(), st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS))))
def test_every_line_joins_two_rows_that_are_shown(
    before: tuple[TreeNode, ...], after: tuple[TreeNode, ...], lines: list[tuple[str, str]]
) -> None:
    drawn = picture(before, after, tuple(lines))
    left = [row.node.key for row in drawn.left]
    right = [row.node.key for row in drawn.right]
    assert len(set(left)) == len(left)
    for curve in drawn.curves:
        assert (curve.from_key, curve.to_key) in lines
        y1, y2 = left.index(curve.from_key) + 0.5, right.index(curve.to_key) + 0.5
        assert curve.path.startswith(f"M0,{y1} ")
        assert curve.path.endswith(f"{WIDTH},{y2}")
    told = {(row.node.key, other.key) for row in drawn.left for other in row.others}
    told |= {(row.node.key, row.node.key) for row in drawn.left if row.itself}
    assert told == {(curve.from_key, curve.to_key) for curve in drawn.curves}
