"""How hard a Danish text is to read.

LIX (läsbarhetsindex; C. H. Björnsson, 1968): words per sentence plus the share in percent of
words longer than six letters. The number is a sign, not a verdict on a text.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

#: A word is letters and digits; a hyphen or an apostrophe inside does not part it.
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*", re.UNICODE)
#: A sentence ends with a mark, closing quotes or brackets, and then a capital or the end.
_END = re.compile(r"[.:!?…]+[\"'»”’)\]]*(?=\s+[\"'«“‘(\[]*[A-ZÆØÅ]|\s*$)")
#: After these a capital does not begin a sentence ("nr. A114", "hr. Hansen").
_NEVER_LAST = frozenset({"nr", "kl", "stk", "jf", "hr", "fr", "pkt", "dvs", "f.eks", "bl.a"})
_LONG = 7


class Difficulty(StrEnum):
    """Björnsson's five steps."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very_hard"


@dataclass(frozen=True)
class Readability:
    """The LIX of a text and what it was counted from.

    An empty text has no words, no sentences and the LIX 0.
    """

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> int:
        """LIX, rounded to a whole number."""
        if not self.words:
            return 0
        return round(self.words / self.sentences + 100 * self.long_words / self.words)

    @property
    def difficulty(self) -> Difficulty:
        """The step that the LIX falls on: below 25, 35, 45, 55, or above."""
        for limit, step in zip((25, 35, 45, 55), Difficulty, strict=False):
            if self.lix < limit:
                return step
        return Difficulty.VERY_HARD


def readability(text: str) -> Readability:
    """Count a plain text. A blank line ends a sentence too (headings, lists, addresses)."""
    words = long_words = sentences = 0
    for paragraph in re.split(r"\n\s*\n", text):
        found = _WORD.findall(paragraph)
        if not found:
            continue
        words += len(found)
        long_words += sum(1 for word in found if _letters(word) >= _LONG)
        sentences += _sentences(paragraph)
    return Readability(words=words, sentences=sentences, long_words=long_words)


def _letters(word: str) -> int:
    return sum(1 for sign in word if sign.isalpha())


def _sentences(paragraph: str) -> int:
    """Sentences in a paragraph that has words; the last counts without its full stop."""
    count, begins = 0, 0
    for end in _END.finditer(paragraph):
        sentence = paragraph[begins : end.start()]
        last = sentence.split()[-1].strip("(\"'«»").lower() if sentence.split() else ""
        final = not paragraph[end.end() :].strip()
        if _WORD.search(sentence) and (final or last not in _NEVER_LAST):
            count, begins = count + 1, end.end()
    return count + bool(_WORD.search(paragraph[begins:]))
