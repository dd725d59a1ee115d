"""Finds the texts of a template: ``translate`` and ``blocktranslate`` (and their short names).

Read with Django's own lexer, and named as Django looks them up: ``{{ name }}`` is ``%(name)s``
in the text of a block, and ``trimmed`` joins its lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

_SINGLE = ("translate", "trans")
_BLOCK = ("blocktranslate", "blocktrans")
#: A text in a variable or an argument: ``{{ _("…") }}``, ``{% include … with x=_("…") %}``.
_QUOTED = r"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_LITERAL = re.compile(_QUOTED)
_INLINE = re.compile(rf"_\({_QUOTED}\)")

Parts = tuple[str, str, str]  #: singular, plural, context


@dataclass
class _Block:
    context: str
    trimmed: bool
    singular: list[str] = field(default_factory=list)
    plural: list[str] | None = None

    def add(self, token: Token) -> None:
        """Take one piece of the block's text."""
        where = self.singular if self.plural is None else self.plural
        if token.token_type is TokenType.TEXT:
            where.append(token.contents.replace("%", "%%"))
        elif token.token_type is TokenType.VAR:
            where.append(f"%({token.contents.strip()})s")

    def parts(self) -> Parts:
        """The texts as they are looked up."""
        written = ["".join(pieces) for pieces in (self.singular, self.plural or [])]
        if self.trimmed:
            written = [trim_whitespace(text) for text in written]
        return written[0], written[1], self.context


def texts(template: str) -> Iterator[Parts]:
    """Every text of a template, in order."""
    block: _Block | None = None
    in_comment = False
    for token in Lexer(template).tokenize():
        words = list(smart_split(token.contents)) if token.token_type is TokenType.BLOCK else []
        name = words[0] if words else ""
        if in_comment:
            in_comment = name != "endcomment"
        elif block is not None:
            if name in tuple(f"end{start}" for start in _BLOCK):
                yield block.parts()
                block = None
            elif name == "plural":
                block.plural = []
            else:
                block.add(token)
        elif name == "comment":
            in_comment = True
        elif name in _BLOCK:
            block = _Block(_context(words), "trimmed" in words)
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            literal = _LITERAL.match(words[1]) if name in _SINGLE and len(words) > 1 else None
            if literal:
                yield _looked_up(literal["text"]), "", _context(words)
            for found in _INLINE.finditer(token.contents):
                yield _looked_up(found["text"]), "", ""


def _looked_up(word: str) -> str:
    """A quoted text as Django looks it up: percent signs doubled."""
    return _unquoted(word).replace("%", "%%")


def _unquoted(word: str) -> str:
    quote = word[0]
    return word[1:-1].replace(f"\\{quote}", quote).replace("\\\\", "\\")


def _context(words: list[str]) -> str:
    if "context" not in words:
        return ""
    literal = _LITERAL.match(words[words.index("context") + 1])
    return _unquoted(literal["text"]) if literal else ""
