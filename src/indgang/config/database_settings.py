"""The three connections of the house, from the environment."""

from collections.abc import Mapping
from typing import Any

from psycopg.conninfo import conninfo_to_dict

#: Set by ``indgang`` before Django starts, from ``config.database``.
VARIABLES = {
    "default": "INDGANG_URL_APPLICATION",
    "owner": "INDGANG_URL_OWNER",
    "reader": "INDGANG_URL_READER",
}


def connection(url: str, **extra: Any) -> dict[str, Any]:
    """A URL as Django wants it; an empty URL gives a connection that cannot be opened."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url)) if url else {"dbname": "not-started"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "")),
        "USER": str(parts.pop("user", "")),
        "PASSWORD": str(parts.pop("password", "")),
        "HOST": str(parts.pop("host", "")),
        "PORT": str(parts.pop("port", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        "OPTIONS": {
            **parts,
            "connect_timeout": 5,
            "application_name": "indgang",
            # A question that a connection asks often is planned once. Row security makes plans
            # dear: without this half of the database's time is spent on planning.
            "server_side_binding": True,
            "prepare_threshold": 5,
        },
        **extra,
    }


def databases(environ: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """All three. Pages run in one transaction each: what a page shows and logs is one thing."""
    return {
        "default": connection(environ.get(VARIABLES["default"], ""), ATOMIC_REQUESTS=True),
        "owner": connection(environ.get(VARIABLES["owner"], ""), CONN_MAX_AGE=0),
        "reader": connection(environ.get(VARIABLES["reader"], ""), CONN_MAX_AGE=0),
    }
