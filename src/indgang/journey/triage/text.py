"""From what a person wrote to words that can be compared: folding, stems, language.

Pure Python. Danish letters are folded so that ``æ`` and ``ae`` meet; endings are taken off by
a small stemmer made for matching, not for grammar: it only has to do the same every time.
"""

import re
import unicodedata
from dataclasses import dataclass

#: How much of a text is read (characters after white space is joined). Longer is cut, and said.
MAX_READ = 10_000

_FOLD = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ß": "ss", "’": "'"})
_WORD = re.compile(r"[^\W_]+(?:'[a-z]{1,2}\b)?")


def _listed(text: str) -> tuple[str, ...]:
    """Words written with spaces between."""
    return tuple(text.split())


#: Words that carry no errand of their own, folded.
STOP = frozenset(
    _listed("""
    a ad af alle alt altsaa andet andre at bare blev blive bliver blevet da de dem den denne der
    deres det dette dig din dine dit du eller en end er et ved fik for fordi fra faa faar faaet gaa
    gaar gik gjort goer goere ham han hans har havde have hej hele hende hendes her hun hvad hvem
    hver hvilken hvilke hvis hvor hvordan hvorfor hvornaar i ikke ik ind ingen jeg jer jeres jo kan
    kom komme kommer kunne lige man mange med meget men mere mig min mine mit mod mon mht mvh naar
    nej ned nogen noget nogle nok nu nul og ogsaa om op os over paa saa saadan sagt samme selv ses
    sig sige siger sin sine sit skal skulle som stadig tage tager tak til ud uden under var vaere
    vaeret vi vil ville vores vaer ja lidt venlig venligst gerne hilsen kaere goddag brug bruge
    bruger mangle mangler godt god lang lave laves lavet sgu hva ka ska maa maatte kun snart igen
    aldrig foer aar sat handler skriver foedt dag dage uge uger maaned tror synes ting
    helt lige lidt vel altsaa hov ogs osv sin hjaelp hjaelpe hjaelpen hjaelper bedst taet
    ok okay svar spoergsmaal gaaet vide tid
    the an and are as be been but by can could did do does for from had he her him his how
    i'm i've if in is it its it's just like me my of on or our she so that their them then there
    they this to was we were what when where which who why will with would you your am please need
    have has get got want any not no don't i'd id about at us into very too because also out up
    don't can't won't isn't
    """)
)

_SAME = {
    word: base
    for base, words in {
        "barn": "barn barnet barns barnets boern boernene boerns boernenes boerne",
        "tand": "tand tanden tandens taender taenderne",
        "mand": "mand manden mands maend",
        "bog": "bog bogen boeger boegerne",
        "slaa": "slaa slaar slog slaaet slaas slaaende",
        "drik": "drikke drikker drak drukket",
        "doed": "doe doed doede doeden doeds doedt",
        "mor": "mor moren moder mors mama moderen",
        "far": "far faren fars fader faderen",
        "betal": "betale betaler betalte betalt betaling betalt",
        "flyt": "flytte flytter flyttet flyttede flytning flytningen flyttes",
        "mist": "miste mister mistede mistet mistes",
        "sov": "sove sover sov sovet",
        "ryg_": "ryge ryger roeg roeget",
        "giftes": "gift gifte giftes",
        "husleje": "husleje huslejen huslejer huslejerne huslejens",
        "skole": "skole skolen skolens skoler skolerne",
        "syg": "syg sygt syge",
        "job": "job jobbet jobs jobbene",
        "arbejd": "arbejde arbejder arbejdet arbejdede",
        "bygg": "bygge bygger bygget byggede bygges bygning byggeri byggeriet",
        "soeg": "soege soeger soegte soegt soeges",
        "nabo": "nabo naboen naboens naboer naboernes naboerne",
        "child": "child children children's child's kid kids",
        "tooth": "tooth teeth",
        "wife": "wife wives",
        "leave": "leave leaving left",
        "fire_": "fyret fyring fyringsrunde fyrede",
        "pas": "pas passet pass",
    }.items()
    for word in words.split()
}

_ENDINGS = _listed(
    "ernes erens endes edes erne eren enes heden heder ende ede ene ers ens ets ere est es en er et"
    " te e s t"
)
_ENGLISH_ENDINGS = _listed("ings ing ies ied ed es s")
_DANISH_HINTS = frozenset(
    _listed("""
    jeg det ikke og er en et til på paa af har vi vil hvad hvor skal kan min mit der de som den
    han hun med om mig hvordan for i at fra noget nogen hvem hvornår hvornaar må maa
    """)
)
_ENGLISH_HINTS = frozenset(
    _listed("""
    the i my is and to a of you what how where can do we in it for have i'm need am are when
    with that this on not he she does been want who
    """)
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as written (``surface``), folded, with its stem and its place in the text."""

    surface: str
    folded: str
    stem: str
    sentence: int


def fold(text: str) -> str:
    """Lower case, Danish letters as two letters, accents off."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def stem(folded: str) -> str:
    """The part of a folded word that its forms share.

    >>> stem("huslejen") == stem("husleje"), stem("rotterne") == stem("rotte")
    (True, True)
    """
    known = _SAME.get(folded)
    if known:
        return known
    if folded.isdigit() or len(folded) < 4:
        return folded
    for ending in _ENDINGS:
        keep = len(folded) - len(ending)
        if folded.endswith(ending) and keep >= (4 if ending in ("t", "te", "s") else 3):
            folded = folded[:keep]
            break
    if len(folded) > 3 and folded[-1] == folded[-2] and folded[-1] not in "aeou":
        folded = folded[:-1]
    return folded


def english_stem(folded: str) -> str:
    """The same for a word in an English text."""
    known = _SAME.get(folded)
    if known:
        return known
    folded = folded.removesuffix("'s")
    for ending in _ENGLISH_ENDINGS:
        keep = len(folded) - len(ending)
        if folded.endswith(ending) and keep >= 3:
            folded = folded[:keep]
            break
    if len(folded) > 3 and folded[-1] == folded[-2]:
        folded = folded[:-1]
    return folded.removesuffix("e") if len(folded) > 4 else folded


def language_of(text: str) -> tuple[str, bool]:
    """``da`` or ``en`` and whether the text tells; English for scripts that are not Latin."""
    words = [word.casefold() for word in _WORD.findall(text)]
    danish = sum(word in _DANISH_HINTS for word in words)
    danish += sum(bool(set("æøå") & set(word)) for word in words)
    english = sum(word in _ENGLISH_HINTS for word in words)
    if english > danish:
        return "en", True
    if danish > english:
        return "da", True
    if words and not any("LATIN" in unicodedata.name(word[0], "") for word in words[:50]):
        return ("da", False) if all(word.isdigit() for word in words[:50]) else ("en", True)
    return "da", False


def join_space(text: str) -> tuple[str, bool]:
    """The text with white space joined, at most ``MAX_READ`` long, and whether it was cut."""
    joined = " ".join(text.split())
    return joined[:MAX_READ], len(joined) > MAX_READ


def words_of(text: str, language: str) -> list[Word]:
    """The words of a text in order, with the number of the sentence each stands in."""
    make = english_stem if language == "en" else stem
    found: list[Word] = []
    sentence, end = 0, 0
    for match in _WORD.finditer(text):
        if any(mark in text[end : match.start()] for mark in ".!?;"):
            sentence += 1
        folded = fold(match.group())
        found.append(Word(match.group(), folded, make(folded), sentence))
        end = match.end()
    return found


def skeleton(folded: str) -> str:
    """What is left of a word when spelling is heard and not known: for misspelled words."""
    for before, after in (
        ("aa", "a"), ("ae", "e"), ("oe", "o"), ("hv", "v"), ("hj", "j"), ("nd", "n"),
        ("ld", "l"), ("rd", "r"), ("dt", "t"), ("ch", "k"), ("ck", "k"), ("c", "k"),
        ("z", "s"), ("w", "v"), ("ph", "f"), ("x", "ks"), ("q", "k"),
    ):  # fmt: skip
        folded = folded.replace(before, after)
    return re.sub(r"(.)\1+", r"\1", folded)
