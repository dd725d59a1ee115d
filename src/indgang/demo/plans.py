"""The units as the file tells them, and which of them answers for what. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from indgang.catalogue.public import ServiceEntry, service_entries
from indgang.demo.data import Files


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A line of ``units.csv``. ``administration`` and ``committee`` are keys, empty above them.

    ``answers_for``: services that the unit answers for (see ``answering``); ``tasks``: further
    KLE ranges that no service stands for.
    """

    key: str
    kind: str
    name: str
    parent: str
    administration: str
    committee: str
    answers_for: frozenset[str]
    tasks: tuple[str, ...]


def unit_plans(files: Files) -> dict[str, UnitPlan]:
    """The lines of ``units.csv`` by key; a unit stands below the one that it belongs to."""
    plans: dict[str, UnitPlan] = {}
    for line in files.table("units"):
        above = plans.get(line["parent"])
        administration = line["key"] if line["kind"] == "administration" else ""
        committee = line["key"] if line["kind"] == "committee" else line.get("committee", "")
        plans[line["key"]] = UnitPlan(
            line["key"],
            line["kind"],
            line["name"],
            line["parent"],
            administration or (above.administration if above else ""),
            committee or (above.committee if above else ""),
            frozenset(_parts(line["answers_for"])),
            _parts(line.get("tasks", "")),
        )
    return plans


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def answering(
    plans: Mapping[str, UnitPlan], entries: Iterable[ServiceEntry]
) -> dict[str, tuple[str, ...]]:
    """Who answers for each service, by its code.

    Those whose ``answers_for`` names the service; without any, those that name whom the
    catalogue says decides, in the catalogue's administration where it is one of the municipality.
    """
    found = {}
    for entry in entries:
        exact = [plan.key for plan in plans.values() if entry.code in plan.answers_for]
        wide = [plan for plan in plans.values() if entry.decided_by in plan.answers_for]
        own = [plan for plan in wide if plan.administration == entry.administration.lower()]
        found[entry.code] = tuple(exact or [plan.key for plan in own or wide])
    return found


def administrations(files: Files) -> dict[str, str]:
    """The key of the administration that holds each service, by the service's code."""
    plans = unit_plans(files)
    found = answering(plans, service_entries())
    return {code: plans[units[0]].administration for code, units in found.items()}
