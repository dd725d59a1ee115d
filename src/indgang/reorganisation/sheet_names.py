"""Finds the units and people that a spreadsheet names, by key or by name. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from indgang.reorganisation.blueprint import Blueprint
from indgang.reorganisation.fields import key_fault
from indgang.reorganisation.sheet_words import plain

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def slug(text: str) -> str:
    """A key from a name: ``Center for Børn`` → ``center-for-boern``."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    ascii_only = letters.encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:76].rstrip("-") or "enhed"


class Called:
    """Things by their keys and names; several may be called the same."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.keys: set[str] = set(names)
        self._called: dict[str, list[str]] = {}
        self._said: dict[str, str] = {}
        for key, name in names.items():
            self.call(key, name)

    def call(self, key: str, name: str) -> None:
        """From here on the name, too, leads to the key."""
        self.keys.add(key)
        known = self._called.setdefault(plain(name), [])
        if key not in known:
            known.append(key)
        self._said.setdefault(plain(name), name)

    def found(self, text: str) -> tuple[str, ...]:
        """Keys of those that are meant: none, one, or several of the same name."""
        return (text,) if text in self.keys else tuple(self._called.get(plain(text), ()))

    def like(self, text: str) -> str:
        """A name that is nearly the one written; ``""`` when there is none."""
        near = get_close_matches(plain(text)[:200], self._called, n=1, cutoff=0.75)
        return self._said[near[0]] if near else ""

    def new_key(self, typed: str, name: str) -> str:
        """The key of a new one: what was typed if that is a key, or one made from the name.

        Raises ``ValueError`` when the typed key is another's.
        """
        if typed and typed != name and not key_fault(typed):
            if typed in self.keys:
                raise ValueError(typed)
            return typed
        first = slug(typed or name)
        key, number = first, 1
        while key in self.keys:
            number += 1
            key = f"{first}-{number}"
        return key


class PeopleCalled:
    """Employees by key or name; of those with the same name, the one in the unit is meant."""

    def __init__(self, blueprint: Blueprint, names: Mapping[str, str]) -> None:
        keys = {post.person: post.person for post in blueprint.posts.values()}
        self._called = Called({**keys, **names})
        self._blueprint = blueprint

    def found(self, text: str, unit: str) -> tuple[str, ...]:
        """Keys of those that are meant."""
        meant = self._called.found(text)
        here = [person for person in meant if self.functions(person, unit)]
        return tuple(here) if len(meant) > 1 and here else meant

    def like(self, text: str) -> str:
        """A name that is nearly the one written; ``""`` when there is none."""
        return self._called.like(text)

    def functions(self, person: str, unit: str) -> tuple[str, ...]:
        """What the person's posts in the unit are for."""
        posts = self._blueprint.posts_in.get(unit, ())
        return tuple(post.function for post in posts if post.person == person)


def short_names(blueprint: Blueprint, others: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The name of each unit that is unmistakable; ``others``: (key, name) given by steps."""
    units = {key: unit.name for key, unit in blueprint.units.items()}
    given = [*units.items(), *others]
    meant: dict[str, set[str]] = {}
    for key, name in given:
        meant.setdefault(plain(name), set()).add(key)
    first: dict[str, str] = {}
    for key, name in given:
        first.setdefault(key, name)
    return {
        key: name
        for key, name in first.items()
        if len(meant[plain(name)]) == 1
        and name not in first
        and name == name.strip()
        and not set(";\n\r") & set(name)
        and name.isprintable()
    }
