"""The door of ``organisation``: all that other rooms may use."""

from indgang.organisation.queries import (
    Employee,
    employee,
    names_of,
    organisation,
    posts_of,
    revision,
    staff_of,
)
from indgang.organisation.rules import (
    Organisation,
    TaskFacts,
    UnitFacts,
    kle_covers,
    kle_intersection,
)

__all__ = [
    "Employee",
    "Organisation",
    "TaskFacts",
    "UnitFacts",
    "employee",
    "kle_covers",
    "kle_intersection",
    "names_of",
    "organisation",
    "posts_of",
    "revision",
    "staff_of",
]
