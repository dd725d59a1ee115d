"""Passwords that are made here and kept in a file only its owner can read."""

import json
import secrets
from pathlib import Path

from .errors import DatabaseUnavailable, gettext_noop
from .folder import Folder


def read(path: Path) -> dict[str, str]:
    """Read the stored passwords, by name; none when there is no file."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise DatabaseUnavailable(
            gettext_noop("Filen %(file)s kan ikke læses. Hent den fra en sikkerhedskopi."),
            file=path,
        ) from error
    return {str(name): str(password) for name, password in dict(stored).items()}


def read_or_make(folder: Folder, path: Path, names: list[str]) -> dict[str, str]:
    """Read the passwords and make the missing ones; they are on disk before they are used."""
    known = read(path)
    missing = {name: secrets.token_urlsafe(24) for name in names if name not in known}
    if missing:
        known |= missing
        folder.write(path, json.dumps(known, indent=1))
    return known
