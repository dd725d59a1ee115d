"""The door of this package."""

from .copies import clone, drop
from .embedded import ensure, release, stop
from .errors import DatabaseUnavailable
from .folder import default_folder
from .resolve import beside, resolve
from .roles import EXTENSIONS, OLDEST, prepare
from .urls import ADMIN, APPLICATION, DATABASE, OWNER, READER, Urls

__all__ = [
    "ADMIN",
    "APPLICATION",
    "DATABASE",
    "EXTENSIONS",
    "OLDEST",
    "OWNER",
    "READER",
    "DatabaseUnavailable",
    "Urls",
    "beside",
    "clone",
    "default_folder",
    "drop",
    "ensure",
    "prepare",
    "release",
    "resolve",
    "stop",
]
