"""The door of ``rest``: the API itself, and its document."""

from indgang.rest.api import PREFIX, api
from indgang.rest.document import text, write

__all__ = ["PREFIX", "api", "text", "write"]
