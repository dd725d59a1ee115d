"""The changes from one edition of KLE to the next, as files write them. Pure.

OS2KLE gives JSON by number, with what is *Only in* one of the two editions and both titles where
they are not the same. It does not say what a number that is gone is called now; a municipality
that knows it writes moves: ``{"old": …, "new": …}``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from indgang.catalogue.kle_files import LONGEST, NUMBER, refuse
from indgang.shared.errors import BadInput

_EDITION = r"\d+(?:\.\d+)*"
_ONLY_IN = re.compile(rf"Only in ({_EDITION})")
_TITLES = re.compile(rf"({_EDITION}): '(.*)'\. ({_EDITION}): '(.*)'")


@dataclass(frozen=True)
class KleChangeFile:
    """The changes from one edition to the next.

    ``titles`` by number: as the old and the new edition write it. ``terms`` by number: those that
    went and those that came. ``moves``: what is called ``old`` is from now on called ``new``.
    """

    old_edition: str
    new_edition: str
    titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    terms: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    appeared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()  #: settings that are not titles, as ``number: setting``


def _json(text: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise BadInput(
            _("Filen er ikke JSON (linje %(row)s).") % {"row": getattr(error, "lineno", 1)}
        ) from None


def read_change(text: str) -> KleChangeFile:
    """The changes in ``text``: OS2KLE's own file, or moves as ``{"old": …, "new": …}``.

    Moves stand in a list, or under ``moves`` beside the rest. Raises ``BadInput`` that names the
    places that are wrong.
    """
    content = _json(text)
    if isinstance(content, list):
        content = {"moves": content}
    if not isinstance(content, dict) or not content:
        raise BadInput(_("Filen har ingen ændringer."))
    faults: dict[str, str] = {}
    moves = _moves(content.pop("moves", []), faults)
    titles: dict[str, tuple[str, str, str, str]] = {}
    classes = dict(_classes(content, faults))
    terms = list(_terms(content, faults))
    unknown = tuple(_titles(content, titles, faults))
    mentioned = set(classes.values()) | {edition for _number, _term, edition in terms}
    mentioned |= {edition for both in titles.values() for edition in both[::2]}
    old, new = _editions(mentioned, faults)
    refuse(faults)
    return KleChangeFile(
        old,
        new,
        titles={
            number: (before, after) if is_last == new else (after, before)
            for number, (_is_first, before, is_last, after) in titles.items()
        },
        terms=_both(terms, new),
        appeared=tuple(number for number, edition in classes.items() if edition == new),
        gone=tuple(number for number, edition in classes.items() if edition != new),
        moves=moves,
        unknown=unknown,
    )


def _moves(rows: Any, faults: dict[str, str]) -> tuple[tuple[str, str], ...]:
    found: dict[tuple[str, str], None] = {}
    for place, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        pair = (row.get("old"), row.get("new")) if isinstance(row, dict) else (None, None)
        if all(isinstance(number, str) and NUMBER.fullmatch(number) for number in pair):
            found[(str(pair[0]), str(pair[1]))] = None
        else:
            faults[f"moves {place}"] = _("Skal have »old« og »new« med numre fra KLE.")
    return tuple(found)


def _classes(content: Mapping[str, Any], faults: dict[str, str]) -> Iterator[tuple[str, str]]:
    for number, change in content.items():
        if not NUMBER.fullmatch(number):
            faults[number[:40]] = _("Er ikke et nummer i KLE.")
        elif not isinstance(change, dict) or not change.keys() <= {"class", "terms", "settings"}:
            faults[number] = _("Kun class, terms og settings kan læses.")
        elif "class" in change:
            only = _ONLY_IN.fullmatch(str(change["class"]))
            if only is None:
                faults[f"{number} class"] = _("Skal være »Only in« og en udgave.")
            else:
                yield number, only[1]


def _parts(
    content: Mapping[str, Any], part: str, faults: dict[str, str]
) -> Iterator[tuple[str, str, Any]]:
    """Each line of ``terms`` or ``settings``: the number, the line's name, what it says."""
    for number, change in content.items():
        lines = change.get(part, {}) if isinstance(change, dict) else {}
        if not isinstance(lines, dict):
            faults[f"{number} {part}"] = _("Kan ikke læses.")
            continue
        for name, said in lines.items():
            yield number, name, said


def _terms(content: Mapping[str, Any], faults: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for number, term, said in _parts(content, "terms", faults):
        only = _ONLY_IN.fullmatch(str(said.get("term"))) if isinstance(said, dict) else None
        if only is None or not 0 < len(term) <= LONGEST["term"]:
            faults[f"{number} terms {term[:40]}"] = _("Skal være »Only in« og en udgave.")
        else:
            yield number, term, only[1]


def _titles(
    content: Mapping[str, Any],
    titles: dict[str, tuple[str, str, str, str]],
    faults: dict[str, str],
) -> Iterator[str]:
    """Fills ``titles`` with (an edition, its title, the other, its title); gives the unknown."""
    for number, name, said in _parts(content, "settings", faults):
        both = _TITLES.fullmatch(str(said))
        if name != "title":
            yield f"{number}: {name}"
        elif both is None:
            faults[f"{number} settings title"] = _("Titlerne kan ikke læses.")
        else:
            titles[number] = (both[1], both[2], both[3], both[4])


def _editions(mentioned: set[str], faults: dict[str, str]) -> tuple[str, str]:
    if not mentioned:
        return "", ""
    ordered = sorted(mentioned, key=lambda edition: [int(part) for part in edition.split(".")])
    if len(ordered) != 2:
        faults[_("Udgaver")] = _("Filen skal nævne to udgaver, men nævner: %(which)s.") % {
            "which": ", ".join(ordered[:5])
        }
    return ordered[0], ordered[-1]


def _both(
    terms: list[tuple[str, str, str]], new: str
) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for number, term, edition in terms:
        found.setdefault(number, (set(), set()))[edition == new].add(term)
    return {number: (frozenset(went), frozenset(came)) for number, (went, came) in found.items()}
