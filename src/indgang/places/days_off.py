"""The days on which the municipality is closed: holidays by law, and its own closing days.

Holidays come from the library ``holidays`` (which knows that Store Bededag ended with 2023).
The rest is the municipality's own choice and stands as data in ``closing_days.tsv``.
"""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import holidays

_OWN = Path(__file__).with_name("closing_days.tsv")


@cache
def _own() -> tuple[tuple[int, int, str, str], ...]:
    with _OWN.open(encoding="utf-8", newline="") as file:
        return tuple(
            (int(row["month"]), int(row["day"]), row["name_da"], row["name_en"])
            for row in csv.DictReader(file, delimiter="\t")
        )


@cache
def _year(year: int, danish: bool) -> Mapping[date, str]:
    found = {
        date(year, month, day): name_da if danish else name_en
        for month, day, name_da, name_en in _own()
    }
    law = holidays.country_holidays("DK", years=year, language="da" if danish else "en_US")
    return {**found, **{day: str(name) for day, name in law.items()}}


def days_off(from_: date, until: date, language: str) -> Mapping[date, str]:
    """The days off in the years of ``[from_, until]``, each with its name in the language."""
    danish = language.startswith("da")
    found: dict[date, str] = {}
    for year in range(from_.year, until.year + 1):
        found.update(_year(year, danish))
    return found
