"""Names in the order of a Danish index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.shared.danish_order import danish_order


@pytest.mark.parametrize(
    "names",
    [
        ["amager", "Zoo", "Ærø", "Ørestad", "Østerbro", "Åby"],
        ["Adam", "Adam Ø", "Anna", "Zoe", "Ærø", "Østerbro", "Åse"],
        ["Bo", "Bo Aagesen", "Bodil", "Zenia", "Aase"],
        ["1. maj-kollegiet", "4H-klubben", "Anna", "Jens", "Karen"],
        ["Erik Bech", "Erik-Emil", "Erika"],
    ],
)
def test_danish_order(names: list[str]) -> None:
    assert sorted(frozenset(names), key=danish_order) == names


@given(st.text(max_size=40))
def test_capitals_do_not_matter(name: str) -> None:
    assert danish_order(name) == danish_order(name.casefold())
