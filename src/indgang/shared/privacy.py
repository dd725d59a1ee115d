"""Every field of every table and every answer of the API has one of these classes.

Reject by default: a field without a class fails ``tests/shape``. The classes decide what may be
logged, exported and shown, and which rooms planning may never read.
"""

from enum import StrEnum
from typing import Any

from pydantic import Field


class Privacy(StrEnum):
    """How much a field can hurt somebody when it is seen by the wrong person."""

    PUBLIC = "public"  #: on the municipality's website
    INTERNAL = "internal"  #: staff, no persons in it
    TECHNICAL = "technical"  #: keys and versions; no meaning to people
    PERSONAL = "personal"  #: about a person (GDPR article 6)
    SENSITIVE = (
        "sensitive"  #: health, social matters, CPR (GDPR article 9; Databeskyttelsesloven § 11)
    )
    SECRET = "secret"  #: keys and tokens; never leaves the database  # noqa: S105 (a class, not a password)


def classified(privacy: Privacy, **field: Any) -> Any:
    """A field of the API with its class, which the OpenAPI document then shows."""
    return Field(json_schema_extra={"x-privacy": privacy.value}, **field)
