"""What people read in a terminal: in their language, a line a step, and one line for an error."""

import argparse
import errno
import gettext as standard
import os
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

_LOCALES = Path(__file__).resolve().parents[1] / "locale"
#: In the order of the standard library's gettext.
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class CommandError(Exception):
    """A command cannot go on; the text is one line for people that says what to do."""


def gettext(message: str) -> str:
    """The text in the language of the terminal (Django is not loaded when the first is needed)."""
    return standard.translation("django", _LOCALES, fallback=True).gettext(message)


_ = gettext


def choose_language(asked: str | None, environ: Mapping[str, str]) -> str:
    """Give ``en`` when it is asked for or the surroundings are English, else ``da``.

    Also tells it to whatever speaks by the standard library's gettext, in this process and in
    those that it starts.
    """
    language = asked
    if language is None:
        said = next((environ[name] for name in _VARIABLES if environ.get(name)), "")
        language = "en" if said.lower().startswith("en") else "da"
    os.environ["LANGUAGE"] = language
    return language


def say(text: str = "") -> None:
    """One line, seen at once also through a pipe."""
    print(text, flush=True)


def seconds(number: float) -> str:
    """A duration as people write it here: ``3,2 s``."""
    written = f"{number:.1f}"
    return f"{written if os.environ.get('LANGUAGE') == 'en' else written.replace('.', ',')} s"


class Step:
    """A step of a start: says on the same line how far it is, where a terminal can show it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._begun = time.monotonic()
        self._shown = 0
        self.tell("")

    def tell(self, how_far: str) -> None:
        """Show how far it is."""
        if sys.stdout.isatty():
            line = f"  … {self.title} {how_far}".rstrip()
            print(f"\r{line:<{self._shown}}", end="", flush=True)
            self._shown = len(line)

    def end(self, mark: str) -> None:
        """Leave one line with the time it took."""
        line = f"  {mark} {self.title} ({seconds(time.monotonic() - self._begun)})"
        start = "\r" if sys.stdout.isatty() else ""
        print(f"{start}{line:<{self._shown}}", flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Time a step and show it."""
    running = Step(title)
    try:
        yield running
    except BaseException:
        running.end("✗")
        raise
    running.end("✓")


def one_line(error: BaseException) -> str:
    """What went wrong, in one line that says what to do; holds no values from the database."""
    from django.db import DatabaseError, InterfaceError

    from indgang.config.database.public import DatabaseUnavailable
    from indgang.config.frontend import FrontendError
    from indgang.shared.errors import Refused

    if isinstance(error, Refused):
        return error.message
    if isinstance(error, CommandError | DatabaseUnavailable):
        return str(error)
    if isinstance(error, FrontendError):
        return _("Filerne til siderne kan ikke hentes: %(reason)s.") % {"reason": error}
    if _is_disk_full(error):
        return _("Disken er fuld. Gør plads, og prøv igen.")
    first = (str(error).splitlines() or [""])[0].strip()
    if isinstance(error, DatabaseError | InterfaceError):
        return _("Databasen svarede ikke, som den skulle (%(reason)s). Prøv igen.") % {
            "reason": first or type(error).__name__
        }
    if isinstance(error, OSError) and error.strerror:
        place = f": {error.filename}" if error.filename else ""
        return _("Systemet sagde nej (%(reason)s).") % {"reason": f"{error.strerror}{place}"}
    return _("Noget gik galt (%(reason)s). Sæt INDGANG_DEBUG=1 for at se mere.") % {
        "reason": f"{type(error).__name__}: {first}" if first else type(error).__name__
    }


def _is_disk_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            return True
        if getattr(error, "sqlstate", None) == "53100":  # PostgreSQL: disk_full
            return True
        error = error.__cause__
    return False


def complain(error: BaseException) -> None:
    """Write the one line (and, where INDGANG_DEBUG=1, where it came from)."""
    if os.environ.get("INDGANG_DEBUG") == "1":
        traceback.print_exception(error)
    print(f"indgang: {' '.join(one_line(error).split())}", file=sys.stderr, flush=True)


def text_of(path: Path) -> str:
    """A text file in UTF-8. Raises ``CommandError`` when it is something else."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(_("%(file)s er ikke en tekstfil i UTF-8.") % {"file": path}) from None


def day(written: str) -> date:
    """A day on the command line, as ``2027-01-31``."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("skriv dagen sådan: 2027-01-31, ikke %(written)s") % {"written": written}
        ) from None


@contextmanager
def of_file() -> Iterator[None]:
    """Say every fault that a file has, each at its place, before the one line about it."""
    from indgang.shared.errors import BadInput

    try:
        yield
    except BadInput as error:
        for place, text in error.fields.items():
            print(f"{place}: {text}", file=sys.stderr, flush=True)
        raise
