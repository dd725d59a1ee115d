"""The page that tells the demonstration tells of what is loaded."""

from pathlib import Path

import pytest

from indgang.citizens.rules import CENTURIES
from indgang.demo.data import MUNICIPALITIES, files_of
from indgang.demo.rules import CPR_SCHEME, CPR_SEVENTH, CPR_YEARS

PAGE = Path(__file__).parents[4] / "docs" / "demonstration.md"


@pytest.fixture(scope="module")
def page() -> str:
    return " ".join(PAGE.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_everybody_is_told_of(page: str, municipality: str) -> None:
    files = files_of(municipality)
    plan = files.toml("people")
    names = {line["key"]: line["name"] for line in files.table("staff")}
    told = [entry["name"] for entry in (*plan["person"], *plan["organisation"])]
    told += [names[entry["key"]] for entry in plan["staff"]]
    assert [name for name in told if name not in page] == []


def test_the_table_of_centuries_is_the_one_of_the_rules(page: str) -> None:
    for sevenths, low, high, century in CENTURIES:
        years = f"{century + low}–{century + high}"
        shown = f"{sevenths[0]}–{sevenths[-1]}" if len(sevenths) > 1 else sevenths
        row = f"| {shown} | {low:02}–{high:02} | {years} |"
        assert row in page.replace("**", ""), row
    assert CPR_SCHEME in page
    assert (CPR_YEARS[0], CPR_YEARS[-1], CPR_SEVENTH) == (58, 99, (5, 6, 7, 8))
