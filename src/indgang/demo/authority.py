"""Who may decide: instruments and grants, from the council down to the counter (O4)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from indgang.catalogue.public import ServiceView
from indgang.demo.batch import Batch
from indgang.demo.grants import AuthorityBuilder, Held
from indgang.demo.rules import ranges
from indgang.demo.town import Town, Unit


def _subjects(town: Town) -> dict[str, set[str]]:
    """Every subject that somebody answers for: (decide or prepare) → KLE ranges."""
    found: dict[str, set[str]] = {"decide": set(), "prepare": set()}
    for service in town.services.values():
        found[_action(service)].add(service.kle)
    for unit in town.units.values():
        found["decide"].update(unit.plan.tasks)
    return found


def _action(service: ServiceView) -> str:
    """What others decide is only prepared here."""
    return "decide" if service.by_municipality else "prepare"


def _down_to_administrations(builder: AuthorityBuilder, root: Held) -> None:
    """Council → committee (governing statute) → administration (committee delegation)."""
    town = builder.town
    subjects = _subjects(town)
    everything = subjects["decide"] | subjects["prepare"]
    own: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for service in town.services.values():
        plan = town.answering(service)[0].plan
        own[plan.committee, plan.administration, _action(service)].add(service.kle)
    for unit in town.units.values():
        for kle in unit.plan.tasks:
            if unit.plan.committee:
                own[unit.plan.committee, unit.plan.administration, "decide"].add(kle)
    for (committee, administration, action), kles in own.items():
        governing = builder.named("styrelsesvedtaegt")
        holder = town.units[committee]
        delegation = builder.each(
            "committee_delegation", "committee_delegation", administration, holder.plan.name
        )
        for kle in ranges(kles, everything - kles):
            top = builder.grant(governing, holder, root, kle, action, further=True)
            builder.grant(delegation, town.units[administration], top, kle, action, further=True)


class UnitGrants:
    """Administration → unit → its functions (internal delegation), with the limits of the file."""

    def __init__(self, builder: AuthorityBuilder) -> None:
        self.builder = builder
        self.town = builder.town
        self.limits = {limit["service"]: limit for limit in builder.plan["limit"]}
        subjects = _subjects(builder.town)
        self.everything = subjects["decide"] | subjects["prepare"]
        #: unit → the functions below its leader; a unit that is not named gives all its posts all
        self.functions: Mapping[str, list[str]] = builder.plan.get("functions", {})

    def give(self) -> None:
        """Pile up the grants of every unit."""
        groups: dict[tuple[tuple[str, ...], str], list[ServiceView]] = defaultdict(list)
        for service in self.town.services.values():
            units = tuple(unit.key for unit in self.town.answering(service))
            groups[units, _action(service)].append(service)
        for (units, action), group in groups.items():
            for key in units:
                self._to(self.town.units[key], action, group)
        for unit in self.town.units.values():
            if unit.plan.committee:
                for kle in unit.plan.tasks:
                    self._range(unit, kle, "decide")

    def _to(self, unit: Unit, action: str, group: list[ServiceView]) -> None:
        free = {service.kle for service in group if service.code not in self.limits}
        for kle in ranges(free, self.everything - free):
            self._range(unit, kle, action)
        for service in group:
            if limit := self.limits.get(service.code):
                self._limited(unit, service.kle, action, limit)

    def _internal(self, unit: Unit) -> str:
        above = self.town.units[unit.administration]
        return self.builder.each(
            "internal_delegation", "internal_delegation", above.key, above.plan.name
        )

    def _range(self, unit: Unit, kle: str, action: str) -> None:
        """To every post, or to the leader who gives it on to the functions of the unit."""
        internal = self._internal(unit)
        top = self.builder.above(unit.administration, kle, action)
        functions = self.functions.get(unit.key)
        if functions is None or action == "prepare":
            self.builder.grant(internal, unit, top, kle, action)
            return
        leader = self.builder.grant(
            internal, unit, top, kle, action, function="leader", further=True
        )
        for function in functions:
            self.builder.grant(internal, unit, leader, kle, action, function=function)

    def _limited(self, unit: Unit, kle: str, action: str, limit: Mapping[str, Any]) -> None:
        internal = self._internal(unit)
        top = self.builder.above(unit.administration, kle, action)
        on = unit.key in self.functions
        beyond = self.builder.grant(
            internal, unit, top, kle, action, function=limit["beyond"], further=on
        )
        self.builder.grant(
            internal, unit, beyond if on else top, kle, action,
            limit=limit["amount"], function=limit["function"],
        )  # fmt: skip


def _to_the_counter(builder: AuthorityBuilder, root: Held) -> None:
    """What citizen service and the libraries have of others' matters."""
    town, plan = builder.town, builder.plan["dispensation"]
    guidance = builder.named("vejledning")
    given = {entry["service"]: entry for entry in plan["given"]}
    for unit in (*town.desks, *town.libraries, *(town.units[k] for k in plan.get("guides", ()))):
        builder.grant(guidance, unit, root, "", "inform")
    subjects = _subjects(town)
    everything = subjects["decide"] | subjects["prepare"]
    own = {desk.administration for desk in town.desks}
    received: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for service in town.services.values():
        owner = town.answering(service)[0].plan
        if owner.administration not in own and service.front_desk in ("receive", "decide"):
            received[owner.committee, owner.administration, _action(service)].add(service.kle)
        if entry := given.get(service.code):
            _dispense(builder, service, owner.committee, entry)
    for (committee, administration, _), kles in received.items():
        reception = builder.each(
            "reception", "committee_delegation", administration, town.units[committee].plan.name
        )
        for kle in ranges(kles, everything - kles):
            for desk in town.desks:
                builder.grant(reception, desk, builder.above(committee, kle), kle, "receive")


def _dispense(
    builder: AuthorityBuilder, service: ServiceView, committee: str, entry: Mapping[str, Any]
) -> None:
    """Uncomplicated decisions of one subject, from the committee to the counters."""
    town, plan = builder.town, builder.plan["dispensation"]
    next_month = (builder.batch.at.replace(day=1) + timedelta(days=32)).replace(day=1)
    dispensation = builder.each(
        "dispensation", "dispensation", town.answering(service)[0].administration,
        town.units[committee].plan.name,
    )  # fmt: skip
    for desk in town.desks:
        builder.grant(
            dispensation,
            desk,
            builder.above(committee, service.kle),
            service.kle,
            "decide",
            limit=entry.get("limit"),
            outcomes=entry.get("outcomes", ()),
            function=entry.get("function", ""),
            begins=next_month if desk.key in plan["later"] else None,
        )


def _further(builder: AuthorityBuilder) -> None:
    """What the file gives one by one: the organisation itself, and who substitutes for whom."""
    town = builder.town
    for entry in builder.plan["further"]:
        builder.grant(
            builder.named(entry["instrument"]),
            town.units[entry["holder"]],
            builder.above(entry["from"], entry["kle"]),
            entry["kle"],
            entry.get("action", "decide"),
            function=entry["function"],
            person=town.by_key(entry["person"]).person_id if "person" in entry else None,
        )


def build_authority(batch: Batch, town: Town) -> AuthorityBuilder:
    """Pile up everything that gives authority."""
    builder = AuthorityBuilder(batch, town)
    root = builder.grant(
        builder.named("kommunestyrelsesloven"), town.units[town.council], None, "", "decide",
        further=True,
    )  # fmt: skip
    _down_to_administrations(builder, root)
    UnitGrants(builder).give()
    _to_the_counter(builder, root)
    _further(builder)
    return builder
