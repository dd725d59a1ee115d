"""The door of ``demo``: load a municipality, and whom one can sign in as."""

from indgang.demo.actions import Loaded, OtherMunicipalityError, load
from indgang.demo.data import MUNICIPALITIES
from indgang.demo.queries import (
    DemonstrationPerson,
    ExampleSheet,
    demonstration_people,
    example_sheet,
)
from indgang.demo.rules import CPR_SCHEME, ISSUER

__all__ = [
    "CPR_SCHEME",
    "ISSUER",
    "MUNICIPALITIES",
    "DemonstrationPerson",
    "ExampleSheet",
    "Loaded",
    "OtherMunicipalityError",
    "demonstration_people",
    "example_sheet",
    "load",
]
