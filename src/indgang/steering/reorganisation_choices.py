"""Units, posts and subjects by the names people know them by; keys stay behind the page.

A field offers names in a list and takes what is typed: a name, or a name with the unit above it
when two are called the same.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from indgang.organisation.public import DatedRows, StateRow, names_of, rows_from
from indgang.reorganisation.public import Create, Draft
from indgang.shared.danish_order import danish_order
from indgang.steering.subjects import subjects
from indgang.steering.words import FUNCTIONS

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_LONGEST_KEY = 80


def slug(name: str) -> str:
    """A key made of a name.

    >>> slug("Center for Børn & Unge")
    'center-for-boern-unge'
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = (c for c in text if not unicodedata.combining(c))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in bare)
    return "-".join(kept.split())[:_LONGEST_KEY].strip("-")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@dataclass(frozen=True)
class Names:
    """Things that can be chosen: key → label, each label once."""

    labels: Mapping[str, str]

    @classmethod
    def of(cls, named: Iterable[tuple[str, str, str]]) -> "Names":
        """From (key, name, what tells it from another of the same name)."""
        every = list(named)
        count: dict[str, int] = {}
        for _key, name, _more in every:
            count[_plain(name)] = count.get(_plain(name), 0) + 1
        labels = {
            key: name if count[_plain(name)] == 1 else f"{name} ({more or key})"
            for key, name, more in every
        }
        return cls(dict(sorted(labels.items(), key=lambda pair: danish_order(pair[1]))))

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {_plain(label): key for key, label in self.labels.items()}

    def key_of(self, text: str) -> str | None:
        """The key of what somebody typed; a key itself is known too."""
        return self._keys.get(_plain(text)) or (text if text in self.labels else None)

    def label_of(self, key: str) -> str:
        """What the key is called; an unknown one is shown as it is."""
        return self.labels.get(key, key)

    def like(self, text: str) -> tuple[str, ...]:
        """The labels that look most like what somebody typed."""
        close = difflib.get_close_matches(_plain(text), self._keys, n=3, cutoff=0.5)
        return tuple(self.labels[self._keys[each]] for each in close)


def post_key(unit: str, person: str, function: str) -> str:
    """One post, as a choice."""
    return f"{unit}|{person}|{function}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a step of a draft can name."""

    units: Names
    posts: Names
    subjects: Names
    tasks_of: Mapping[str, tuple[str, ...]]
    posts_of: Mapping[str, tuple[str, ...]]
    taken: frozenset[str]


def choices_of(draft: Draft) -> Choices:
    """The units, posts and tasks of the draft's day, and the units that its steps create."""
    rows = rows_from(draft.effective_on)
    states = {row.unit_id: row for row in rows.states if rows.on in row.days}
    names_of_posts, posts_of = _posts(rows, states)
    tasks_of: dict[str, set[str]] = {}
    for row in rows.tasks:
        if rows.on in row.days and row.unit_id in states:
            tasks_of.setdefault(states[row.unit_id].key, set()).add(row.kle)
    called = subjects(kle for own in tasks_of.values() for kle in own)
    return Choices(
        _units(states, draft),
        names_of_posts,
        Names({kle: f"{kle} {one.name}".strip() for kle, one in sorted(called.items())}),
        {unit: tuple(sorted(own)) for unit, own in tasks_of.items()},
        posts_of,
        rows.keys,
    )


def _units(states: Mapping[UUID, StateRow], draft: Draft) -> Names:
    named: dict[str, tuple[str, str, str]] = {}
    for row in states.values():
        above = states.get(row.parent_id) if row.parent_id else None
        named[row.key] = (row.key, row.name, above.name if above else "")
    for line in draft.steps:
        if isinstance(line.step, Create):
            step = line.step
            named.setdefault(step.unit, (step.unit, step.name, named.get(step.parent, ("", ""))[1]))
    return Names.of(named.values())


def _posts(
    rows: DatedRows, states: Mapping[UUID, StateRow]
) -> tuple[Names, dict[str, tuple[str, ...]]]:
    today = [row for row in rows.posts if rows.on in row.days and row.unit_id in states]
    people = names_of({row.person_id for row in today})
    posts: dict[str, tuple[str, str, str]] = {}
    posts_of: dict[str, list[str]] = {}
    for row in today:
        unit = states[row.unit_id]
        key = post_key(unit.key, row.person, row.function)
        function = str(FUNCTIONS.get(row.function, row.function)).lower()
        posts[key] = (key, f"{people[row.person_id]}, {function}, {unit.name}", row.person)
        posts_of.setdefault(unit.key, []).append(key)
    names = Names.of(posts.values())
    for own in posts_of.values():
        own.sort(key=lambda key: danish_order(names.labels[key]))
    return names, {unit: tuple(own) for unit, own in posts_of.items()}


def new_key(name: str, taken: Iterable[str]) -> str:
    """A key for a new unit that nobody has or had."""
    base = slug(name) or "enhed"
    used = set(taken)
    key, number = base, 2
    while key in used:
        key = f"{base[: _LONGEST_KEY - 4]}-{number}"
        number += 1
    return key
