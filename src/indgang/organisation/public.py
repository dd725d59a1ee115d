"""The door of ``organisation``: all that other rooms may use."""

from indgang.organisation.homes import Bearer, Carried, Change, Home, Homes, PostFacts, Trouble
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
    "Bearer",
    "Carried",
    "Change",
    "Employee",
    "Home",
    "Homes",
    "Organisation",
    "PostFacts",
    "TaskFacts",
    "Trouble",
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
