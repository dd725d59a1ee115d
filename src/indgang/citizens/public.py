"""The door of ``citizens``."""

from indgang.citizens.protection import protect_cpr, reveal_cpr
from indgang.citizens.queries import (
    CitizenView,
    RelationView,
    by_cpr,
    by_cvr,
    citizen,
    relations,
    search,
    spoken_for_by,
)
from indgang.citizens.rules import Cpr, NotACprError, age, parse_cpr
from indgang.shared.danish_order import danish_order as sort_key

__all__ = [
    "CitizenView",
    "Cpr",
    "NotACprError",
    "RelationView",
    "age",
    "by_cpr",
    "by_cvr",
    "citizen",
    "parse_cpr",
    "protect_cpr",
    "relations",
    "reveal_cpr",
    "search",
    "sort_key",
    "spoken_for_by",
]
