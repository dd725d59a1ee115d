"""The texts of triage in both languages: what to ask, what is outside."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("da", "en")


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("data", name).read_text("utf-8"))


def outside_phrases() -> tuple[str, ...]:
    """Everyday talk that is no municipal matter, for :func:`build_index`."""
    return tuple(_read("outside.toml")["phrases"])


def question(key: str, language: str) -> str:
    """The words of a follow-up question; ``KeyError`` for an unknown key."""
    return str(_read("guidance.toml")["ask"][key][language])


def question_keys() -> frozenset[str]:
    """Every question that has words."""
    return frozenset(_read("guidance.toml")["ask"])
