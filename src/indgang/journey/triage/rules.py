"""From what a person wrote to what the municipality can do about it.

Pure: the same text and index give the same answer; nothing is stored, nothing leaves the house.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indgang.journey.triage.circumstances import circumstances_of, fits
from indgang.journey.triage.coordination import needs_coordination
from indgang.journey.triage.questions import ask_next
from indgang.journey.triage.text import Word, fold, join_space, language_of, words_of
from indgang.journey.triage.urgency import hear, urgent_kind
from indgang.journey.triage.vocabulary import OUTSIDE, Index, Phrase, build_index

__all__ = ["Index", "Ranked", "Understanding", "Urgent", "build_index", "understand"]

#: Services shown at most; under ``ROUTED`` nothing is routed, the citizen is asked instead.
MOST = 6
ROUTED = 0.5
#: How much more than talk about the weather an errand must weigh.
OVER_OUTSIDE = 1.35
#: Raw evidence, from words of its own, that makes a need of its own in a text of several.
OWN_NEED = 4.2
#: The raw evidence at which a score is one half.
HALF = 3.6
#: How much a phrase counts that stands whole in the text, beside its words.
PHRASE = 0.55
#: How much strong words count beside many weak ones (1 = their sum).
STRONGER = 1.2
#: The service each kind of danger leads to.
_FIRST = {"life": "socialpsykiatri", "violence": "krisecenter", "child": "underretning",
          "no_roof": "herberg"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ranked:
    """One service with how sure the reading is (0..1) and the words that led to it."""

    code: str
    score: float
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Urgent:
    """A danger (``life``, ``violence``, ``child``, ``no_roof``) and the words that tell of it."""

    kind: str
    because: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text was understood as. ``municipal`` false: nothing is routed, ask instead."""

    services: tuple[Ranked, ...]
    situation: str
    urgent: Urgent | None
    coordinate: bool
    coordinate_because: str
    language: str
    municipal: bool
    ask_next: str | None
    cut: bool


@dataclass(frozen=True, slots=True)
class _Evidence:
    raw: Mapping[str, float]
    words: Mapping[str, Mapping[int, float]]  #: service → place of word → what it gave


def understand(
    text: str, index: Index, *, offices: Mapping[str, str] | None = None
) -> Understanding:
    """What a person needs, from free text in Danish or English of any length.

    ``offices`` says who has each service on the day (without: the catalogue's own word for it);
    needs at several of them are coordinated. Only the first ``MAX_READ`` characters are read;
    ``cut`` says when there was more.
    Never raises for any text.
    """
    joined, cut = join_space(text)
    language = _language(joined, index)
    words = words_of(joined, language)
    evidence = _evidence(words, index, language)
    about = circumstances_of(words, fold(joined))
    raw = {
        code: value * fits(code, about) for code, value in evidence.raw.items() if code != OUTSIDE
    }
    danger = urgent_kind(fold(joined), _repaired(words, index, language))
    if danger and _FIRST[danger[0]] in index.situation:
        top = max(raw.values(), default=0.0)
        raw[_FIRST[danger[0]]] = max(raw.get(_FIRST[danger[0]], 0.0), top * 1.05, HALF * 2)
    if danger and danger[0] == "violence" and about.child and "underretning" in index.situation:
        raw["underretning"] = max(raw.get("underretning", 0.0), 0.9 * raw["krisecenter"])
    ranked = _ranked(raw, evidence, words)
    outside = evidence.raw.get(OUTSIDE, 0.0)
    municipal = bool(danger) or bool(
        ranked and ranked[0].score >= ROUTED and raw[ranked[0].code] > OVER_OUTSIDE * outside
    )
    shown = ranked if municipal else ()
    coordinate, reason = needs_coordination(
        [(one.code, one.score) for one in shown],
        _needs(shown, evidence, index) if not danger else (),
        index,
        about,
        fold(joined),
        danger[0] if danger else "",
        offices=index.administration if offices is None else offices,
    )
    return Understanding(
        services=shown,
        situation=_situation(shown, index, bool(danger)),
        urgent=Urgent(*danger) if danger else None,
        coordinate=coordinate,
        coordinate_because=reason,
        language=language,
        municipal=municipal,
        ask_next=None if danger else ask_next([(one.code, one.score) for one in shown], about),
        cut=cut,
    )


def _language(joined: str, index: Index) -> str:
    """The language of a text; the catalogue's words tell when the small words do not."""
    language, certain = language_of(joined)
    if certain:
        return language
    known = {
        tongue: sum(word.stem in index.lexicon(tongue).rarity for word in words_of(joined, tongue))
        for tongue in ("da", "en")
    }
    return "en" if known["en"] > known["da"] else language


def _needs(shown: Sequence[Ranked], evidence: _Evidence, index: Index) -> tuple[str, ...]:
    """The services that stand on words of their own: each is a need, not another reading."""
    taken: set[int] = set()
    needs: list[str] = []
    for one in shown:
        given = evidence.words.get(one.code, {})
        own = sum(value for place, value in given.items() if place not in taken)
        if own >= OWN_NEED and own >= 0.5 * sum(given.values()):
            needs.append(one.code)
            taken |= {place for place, value in given.items() if value >= 1.0}
    return tuple(needs)


def _evidence(words: Sequence[Word], index: Index, language: str) -> _Evidence:
    lexicon = index.lexicon(language)
    sure: dict[str, float] = {}
    place: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for meaning, certainty in index.meanings(language, word.stem, word.folded):
            sure[meaning] = max(sure.get(meaning, 0.0), certainty)
            place[meaning].append(number)
    given: dict[str, dict[int, float]] = defaultdict(dict)
    parts: dict[str, list[float]] = defaultdict(list)
    for meaning, certainty in sure.items():
        for code, weight in lexicon.weights[meaning].items():
            value = weight * certainty
            parts[code].append(value)
            for number in place[meaning]:
                given[code][number] = max(given[code].get(number, 0.0), value)
    raw = {code: _together(values) for code, values in parts.items()}
    for code, bonus in _whole_phrases(sure, lexicon.phrases, lexicon.rarity).items():
        raw[code] += bonus
    return _Evidence(raw, given)


def _together(values: Sequence[float]) -> float:
    """Many weak words do not make a strong one: strong evidence counts more than its sum."""
    return float(sum(value**STRONGER for value in values) ** (1 / STRONGER))


def _whole_phrases(
    sure: Mapping[str, float],
    phrases: Mapping[str, Sequence[Phrase]],
    rarity: Mapping[str, float],
) -> dict[str, float]:
    best: dict[str, float] = {}
    seen: set[int] = set()
    for meaning in sure:
        for phrase in phrases.get(meaning, ()):
            if id(phrase) in seen:
                continue
            seen.add(id(phrase))
            here = sum(rarity[s] * sure[s] for s in phrase.stems if s in sure)
            covered = here / phrase.weight
            if covered < 0.7:
                continue
            bonus = PHRASE * here * covered * covered
            best[phrase.service] = max(best.get(phrase.service, 0.0), bonus)
    return best


def _ranked(
    raw: Mapping[str, float], evidence: _Evidence, words: Sequence[Word]
) -> tuple[Ranked, ...]:
    order = sorted((code for code in raw if raw[code] > 0), key=lambda code: (-raw[code], code))
    best = raw[order[0]] if order else 0.0
    return tuple(
        Ranked(
            code,
            round(raw[code] / (raw[code] + HALF), 4),
            _because(evidence.words.get(code, {}), words),
        )
        for code in order[:MOST]
        if raw[code] >= 0.3 * best
    )


def _because(given: Mapping[int, float], words: Sequence[Word]) -> tuple[str, ...]:
    """The person's own words, joined where they stand together, the weightiest first."""
    if not given:
        return ()
    floor = 0.25 * max(given.values())
    numbers = sorted(number for number, value in given.items() if value >= floor)
    spans: list[tuple[int, int, float]] = []
    for number in numbers:
        if (
            spans
            and number - spans[-1][1] <= 2
            and (words[number].sentence == words[spans[-1][0]].sentence)
        ):
            spans[-1] = (spans[-1][0], number, spans[-1][2] + given[number])
        else:
            spans.append((number, number, given[number]))
    spans.sort(key=lambda span: (-span[2], span[0]))
    said = (" ".join(w.surface for w in words[begins : ends + 1]) for begins, ends, _ in spans)
    return tuple(dict.fromkeys(said))[:3]


def _repaired(words: Sequence[Word], index: Index, language: str) -> str:
    out = []
    for word in words:
        danger = hear(word.folded)
        if danger:
            out.append(danger)
            continue
        meanings = index.meanings(language, word.stem, word.folded)
        out.append(meanings[0][0] if len(meanings) == 1 and meanings[0][1] < 1 else word.folded)
    return " ".join(out)


def _situation(ranked: Sequence[Ranked], index: Index, danger: bool) -> str:
    """Special when a strong reading is special: the heaviest need sets how it is met (E3)."""
    if danger:
        return "special"
    if not ranked:
        return "general"
    strong = [index.situation[r.code] for r in ranked if r.score >= 0.85 * ranked[0].score]
    return "special" if "special" in strong else index.situation[ranked[0].code]
