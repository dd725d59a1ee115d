"""The door of ``demo``: load the municipality, and whom one can sign in as."""

from indgang.demo.actions import Loaded, load
from indgang.demo.queries import DemonstrationPerson, demonstration_people
from indgang.demo.rules import CPR_SCHEME, ISSUER

__all__ = [
    "CPR_SCHEME",
    "ISSUER",
    "DemonstrationPerson",
    "Loaded",
    "demonstration_people",
    "load",
]
