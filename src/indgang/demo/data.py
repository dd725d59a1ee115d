"""The data files of the demonstration municipalities, read as they are.

What a municipality has in its own folder is its own; the rest of ``data/`` is shared.
"""

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_FOLDER = files("indgang.demo").joinpath("data")

COPENHAGEN = "copenhagen"
LYNGBY_TAARBAEK = "lyngby-taarbaek"
#: The municipalities that can be loaded; the folder has an underscore for the hyphen.
MUNICIPALITIES = (COPENHAGEN, LYNGBY_TAARBAEK)


@dataclass(frozen=True, slots=True)
class Files:
    """The data files of one municipality."""

    key: str

    def _place(self, name: str) -> Traversable:
        own = _FOLDER.joinpath(self.key.replace("-", "_"), name)
        return own if own.is_file() else _FOLDER.joinpath(name)

    def has(self, name: str) -> bool:
        """Is there such a file, its own or a shared one?"""
        return self._place(name).is_file()

    def content(self, name: str) -> bytes:
        """A file as it lies there."""
        return self._place(name).read_bytes()

    def toml(self, name: str) -> dict[str, Any]:
        """A file in TOML."""
        return _toml(self, name)

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """A file in CSV with a head line; lines beginning with ``#`` are remarks."""
        return _table(self, name)


@cache
def _toml(of: Files, name: str) -> dict[str, Any]:
    return tomllib.loads(of.content(f"{name}.toml").decode("utf-8"))


@cache
def _table(of: Files, name: str) -> tuple[dict[str, str], ...]:
    text = of.content(f"{name}.csv").decode("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines))


def files_of(municipality: str) -> Files:
    """The files of a municipality. Raises ``KeyError`` for one that is not there."""
    if municipality not in MUNICIPALITIES:
        raise KeyError(municipality)
    return Files(municipality)
