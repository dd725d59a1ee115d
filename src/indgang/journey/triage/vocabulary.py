"""What the words of the catalogue say about the services: built once, read by every text.

A phrase that citizens use ("kan ikke betale huslejen") gives each of its words a share of its
meaning; a word that few services use weighs more than one that many use. Unknown words are
repaired: put together from known parts (compounds), heard as a known word (spelling by ear), or
one letter away from one.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from indgang.journey.triage.text import STOP, english_stem, fold, skeleton, stem

#: The name under which everyday talk that is no municipal matter competes.
OUTSIDE = "-"
#: How fast a word of a long phrase loses weight, and how many phrases make a word certain.
SHARE = 1.0
SATURATION = 0.4


class Known(Protocol):
    """What triage needs to know of a service (see ``catalogue.public``)."""

    @property
    def code(self) -> str: ...
    @property
    def administration(self) -> str: ...
    @property
    def situation(self) -> str: ...
    @property
    def title_da(self) -> str: ...
    @property
    def title_en(self) -> str: ...
    @property
    def aliases(self) -> tuple[str, ...]: ...
    @property
    def words_da(self) -> tuple[str, ...]: ...
    @property
    def words_en(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of one service as the set of its stems, with the sum of their weights."""

    service: str
    stems: frozenset[str]
    weight: float


@dataclass(frozen=True)
class Lexicon:
    """Everything known in one language."""

    weights: Mapping[str, Mapping[str, float]]  #: stem → service → evidence
    rarity: Mapping[str, float]  #: stem → how few services use it
    phrases: Mapping[str, tuple[Phrase, ...]]  #: stem → the phrases it stands in
    by_ear: Mapping[str, str]  #: skeleton → stem
    near: Mapping[str, str]  #: a stem with one letter taken out → stem


@dataclass(frozen=True)
class Index:
    """The lexicons and the facts of the services that ranking needs."""

    da: Lexicon
    en: Lexicon
    administration: Mapping[str, str]
    situation: Mapping[str, str]
    _cache: dict[tuple[str, str], tuple[tuple[str, float], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def lexicon(self, language: str) -> Lexicon:
        """The words of one language."""
        return self.en if language == "en" else self.da

    def meanings(self, language: str, word_stem: str, folded: str) -> tuple[tuple[str, float], ...]:
        """Known stems that a word may stand for, each with how sure that is (0..1)."""
        key = (language, folded)
        found = self._cache.get(key)
        if found is None:
            found = _meanings(self.lexicon(language), word_stem, folded, language)
            if len(self._cache) < 50_000:
                self._cache[key] = found
        return found


def build_index(services: Sequence[Known], outside: Iterable[str] = ()) -> Index:
    """The index of a catalogue; ``outside`` are phrases that are no municipal matter."""
    outside = tuple(outside)
    danish: list[tuple[str, str, float]] = [(OUTSIDE, phrase, 1.0) for phrase in outside]
    english: list[tuple[str, str, float]] = list(danish)
    for service in services:
        danish += [(service.code, service.title_da, 1.2)]
        danish += [(service.code, alias, 1.2) for alias in service.aliases]
        danish += [(service.code, phrase, 1.0) for phrase in service.words_da]
        english += [(service.code, service.title_en, 1.2)]
        english += [(service.code, phrase, 1.0) for phrase in service.words_en]
        english += [(service.code, phrase, 0.6) for phrase in (service.title_da, *service.aliases)]
    return Index(
        da=_lexicon(danish, "da"),
        en=_lexicon(english, "en"),
        administration={service.code: service.administration for service in services},
        situation={service.code: service.situation for service in services},
    )


def stems_of(phrase: str, language: str) -> frozenset[str]:
    """The stems of a phrase that mean something."""
    make = english_stem if language == "en" else stem
    words = [word.strip(".,!?()\"'") for word in fold(phrase).replace("-", " ").split()]
    meaning = [word for word in words if word and word not in STOP]
    return frozenset(make(word) for word in meaning or words if word)


def _lexicon(rows: Sequence[tuple[str, str, float]], language: str) -> Lexicon:
    used: dict[str, set[str]] = defaultdict(set)
    prepared = [(code, stems_of(phrase, language), factor) for code, phrase, factor in rows]
    for code, stems, _ in prepared:
        for one in stems:
            used[one].add(code)
    total = len({code for code, _, _ in rows})
    rarity = {one: math.log(1 + total / len(codes)) for one, codes in used.items()}
    mass: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for code, stems, factor in prepared:
        whole = sum(rarity[one] for one in stems)
        for one in stems:
            mass[one][code] += factor * (rarity[one] / whole) ** SHARE
        phrase = Phrase(code, stems, whole)
        for one in stems:
            phrases[one].append(phrase)
    weights = {
        one: {code: rarity[one] * (value / (value + SATURATION)) for code, value in codes.items()}
        for one, codes in mass.items()
    }
    return Lexicon(
        weights=weights,
        rarity=rarity,
        phrases={one: tuple(found) for one, found in phrases.items()},
        by_ear=_by_ear(rarity),
        near=_near(rarity),
    )


def _by_ear(stems: Mapping[str, float]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in sorted(stems, key=lambda s: (stems[s], s), reverse=True):
        if len(one) > 3:
            found[skeleton(one)] = one
    return found


def _near(stems: Mapping[str, float]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in sorted(stems, key=lambda s: (stems[s], s), reverse=True):
        if len(one) > 4:
            for shorter in _one_letter_less(one):
                found[shorter] = one
    return found


def _one_letter_less(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _meanings(
    lexicon: Lexicon, word_stem: str, folded: str, language: str
) -> tuple[tuple[str, float], ...]:
    known = lexicon.rarity
    if folded in STOP:
        return ()
    if word_stem in known:
        return ((word_stem, 1.0),)
    if len(folded) < 4:
        return ()
    if language == "da":
        parts = _parts(known, folded)
        if parts:
            return parts
    heard = _heard(lexicon, word_stem)
    if heard or language != "da":
        return heard
    return _one_part(known, folded)


def _heard(lexicon: Lexicon, word_stem: str) -> tuple[tuple[str, float], ...]:
    """The known word that a misspelled one sounds like or is one letter away from."""
    heard = lexicon.by_ear.get(skeleton(word_stem))
    if heard and abs(len(heard) - len(word_stem)) <= 3:
        return ((heard, 0.85),)
    if len(word_stem) > 4:
        for candidate in (word_stem, *_one_letter_less(word_stem)):
            if candidate in lexicon.rarity and len(candidate) > 3:
                return ((candidate, 0.8),)
            close = lexicon.near.get(candidate)
            if close and abs(len(close) - len(word_stem)) <= 1:
                return ((close, 0.8),)
    return ()


def _parts(known: Mapping[str, float], folded: str) -> tuple[tuple[str, float], ...]:
    """A Danish compound as its known parts, the longest first part that leaves a known rest."""
    for cut in range(len(folded) - 3, 2, -1):
        first, rest = folded[:cut], folded[cut:]
        second = stem(rest)
        if second not in known or second in STOP or rest in STOP:
            continue
        for lead in (first, first.removesuffix("s"), first.removesuffix("e")):
            base = stem(lead)
            if len(lead) >= 3 and base in known and lead not in STOP:
                return ((base, 0.8), (second, 0.8))
    return ()


def _one_part(known: Mapping[str, float], folded: str) -> tuple[tuple[str, float], ...]:
    """A compound of which only the beginning or only the end is known."""
    for cut in range(len(folded) - 3, 3, -1):
        base = stem(folded[:cut])
        if base in known and len(base) > 4:
            return ((base, 0.6),)
    for cut in range(3, len(folded) - 3):
        base = stem(folded[cut:])
        if base in known and len(base) > 3:
            return ((base, 0.6),)
    return ()
