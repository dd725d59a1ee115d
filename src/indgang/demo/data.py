"""The data files of the demonstration municipality, read as they are."""

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_FOLDER = files("indgang.demo").joinpath("data")


@cache
def toml(name: str) -> dict[str, Any]:
    """A file of ``data/`` in TOML."""
    return tomllib.loads(_FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """A file of ``data/`` in CSV with a head line; lines beginning with ``#`` are remarks."""
    text = _FOLDER.joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))
