"""Compiles the translations when they are older than their texts.

Danish is what the code is written in, so only other languages have a file. Runs at every start
of a command, so it is quick when there is nothing to do, and safe when several do it at once.
"""

import os
import tempfile
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[1] / "locale"


def compile_all(locales: Path = LOCALES) -> list[Path]:
    """Compile each ``django.po`` that is newer than its ``django.mo``. Gives those it made.

    A compiled file takes its place in one move: a reader sees the old one or the new one.
    Where the folder cannot be written, what is there is used.
    """
    made = []
    for source in sorted(locales.glob("*/LC_MESSAGES/django.po")):
        compiled = source.with_suffix(".mo")
        if _is_current(source, compiled) or not os.access(source.parent, os.W_OK):
            continue
        _compile(source, compiled)
        made.append(compiled)
    return made


def _is_current(source: Path, compiled: Path) -> bool:
    # The time of the text is given to what is made of it, so an older text counts as new too.
    try:
        return compiled.stat().st_mtime_ns == source.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def _compile(source: Path, compiled: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    times = source.stat()
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, abort_invalid=True)
    descriptor, name = tempfile.mkstemp(dir=compiled.parent, suffix=".mo.new")
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_mo(file, catalogue)
        draft.chmod(0o644)
        os.utime(draft, ns=(times.st_atime_ns, times.st_mtime_ns))
        draft.replace(compiled)
    finally:
        draft.unlink(missing_ok=True)
