"""The door of ``rest``: the API itself, and its document."""

from indgang.rest.api import PREFIX, api
from indgang.rest.document import text, write
from indgang.rest.problems import database_lost

__all__ = ["PREFIX", "api", "database_lost", "text", "write"]
