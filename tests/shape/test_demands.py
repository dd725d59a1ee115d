"""The list of demands tells the truth about the tests."""

import sys

from house import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import demands


def test_every_mark_names_a_demand_that_exists() -> None:
    assert set(demands.marked()) <= set(demands.demands())


def test_what_works_is_shown_by_a_test() -> None:
    shown = demands.marked()
    works = [number for number, it in demands.demands().items() if it["state"] == "works"]
    assert works, "no demand works: is the list read at all?"
    assert [number for number in works if not shown.get(number)] == []


def test_the_state_is_one_of_three() -> None:
    states = {demand["state"] for demand in demands.demands().values()}
    assert states <= {"works", "partly", "not yet"}


def test_the_page_is_current() -> None:
    assert demands.TABLE.read_text(encoding="utf-8") == demands.table(), "run: make demands"
