"""All texts of the house that people read, and their English.

The texts are found in the code (with Babel) and in the templates (``template_texts``); the
English of each is in ``locale/en/LC_MESSAGES/django.po``, in order of the Danish, with nothing
in it that changes by itself (line numbers, dates).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from indgang.config import template_texts

_HEADER = """\
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, order=True, slots=True)
class Text:
    """A text in Danish. ``plural`` is empty when it has none, ``context`` when it needs none."""

    singular: str
    plural: str = ""
    context: str = ""

    @property
    def message_id(self) -> str | tuple[str, str]:
        """As Babel names it."""
        return (self.singular, self.plural) if self.plural else self.singular


def english_file(root: Path) -> Path:
    """Where the English is, below the package's folder."""
    return root / "locale" / "en" / "LC_MESSAGES" / "django.po"


def all_texts(root: Path) -> dict[Text, list[str]]:
    """Every text below the package's folder, with the files it is in. Tests have none."""
    found: dict[Text, list[str]] = {}
    for path in sorted((*root.rglob("*.py"), *root.rglob("*.html"))):
        if {"tests", "migrations"} & set(path.relative_to(root).parts):
            continue
        texts = template_texts.texts(path.read_text("utf-8")) if path.suffix == ".html" else None
        for parts in texts if texts is not None else _in_code(path):
            found.setdefault(Text(*parts), []).append(path.relative_to(root).as_posix())
    return found


def _in_code(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open("rb") as file:
        for _line, message, _comments, context in extract(
            "python", file, _KEYWORDS, options={"encoding": "utf-8"}
        ):
            singular, plural = message if isinstance(message, tuple) else (message, "")
            if singular:
                yield singular, plural, context or ""


def read(path: Path) -> Catalog:
    """A catalogue of English (an empty one when there is no file). Plain entries will do."""
    if not path.is_file():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale="en", abort_invalid=True)


def _empty() -> Catalog:
    return Catalog(locale="en", fuzzy=False)


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return bool(strings) and all(strings)


def without_english(root: Path) -> list[str]:
    """The Danish texts that have no English, each as ``file: text``."""
    english = read(english_file(root))
    return [
        f"{files[0]}: {text.singular}"
        for text, files in sorted(all_texts(root).items())
        if not _is_translated(english.get(text.message_id, text.context or None))
    ]


def wrong_places(root: Path) -> list[str]:
    """The translations whose named places (``%(name)s``) are not those of the Danish."""
    return [
        f"{message.id}: {'; '.join(str(error) for error in errors)}"
        for message, errors in read(english_file(root)).check()
    ]


def not_in_use(root: Path) -> list[str]:
    """The Danish of translations that no code and no template asks for any longer."""
    used = {(text.message_id, text.context or None) for text in all_texts(root)}
    return sorted(
        str(message.id)
        for message in read(english_file(root))
        if message.id and (_key(message), message.context) not in used
    )


def _key(message: Message) -> str | tuple[str, str]:
    if isinstance(message.id, str):
        return message.id
    singular, plural = message.id
    return singular, plural


def merge(root: Path, sources: Sequence[Path]) -> None:
    """Put the translations of files (or of all ``*.po`` in folders) into the English file.

    A translation that is there already stays unless a source has another; what no code asks for
    any longer goes. Sources are read in the order given, the last wins.
    """
    gathered: dict[tuple[str | tuple[str, str], str | None], Message] = {}
    for path in (english_file(root), *_files(sources)):
        for message in read(path):
            if message.id and _is_translated(message):
                gathered[_key(message), message.context] = message
    catalogue = _empty()
    for text in sorted(all_texts(root)):
        known = gathered.get((text.message_id, text.context or None))
        if known is not None:
            flags = [flag for flag in known.flags if flag.endswith("-format")]
            catalogue.add(text.message_id, known.string, context=text.context or None, flags=flags)
    target = english_file(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.new")
    with draft.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, catalogue, no_location=True, omit_header=True, width=96)
    draft.replace(target)


def _files(sources: Sequence[Path]) -> Iterator[Path]:
    for source in sources:
        if source.is_dir():
            yield from sorted(source.glob("*.po"))
        else:
            source.stat()  # a file that is not there is an error, not an empty one
            yield source
