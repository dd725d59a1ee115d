"""The one error of this package, and the language it speaks.

Django is not loaded when the database is sought, so the texts are translated with the
standard library from the same compiled catalogue (domain ``django``).
"""

import gettext
import json
from pathlib import Path
from typing import Any

_LOCALES = Path(__file__).resolve().parents[2] / "locale"


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue; it is translated when the error is read."""
    return message


class DatabaseUnavailable(Exception):
    """The database cannot be had; one line that says why and what to do.

    `message` is the text in Danish with named places, `facts` what belongs in them. Neither
    holds passwords or personal data.
    """

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message, facts)
        self.message = message
        self.facts = {name: " ".join(str(fact).split()) for name, fact in facts.items()}

    def __str__(self) -> str:
        catalogue = gettext.translation("django", _LOCALES, fallback=True)
        return catalogue.gettext(self.message) % self.facts

    def to_json(self) -> str:
        """Give the error in a form that another process can raise again."""
        return json.dumps({"message": self.message, "facts": self.facts})

    @classmethod
    def from_json(cls, text: str) -> "DatabaseUnavailable":
        """Make the error that `to_json` wrote."""
        stored: dict[str, Any] = json.loads(text)
        return cls(stored["message"], **stored["facts"])
