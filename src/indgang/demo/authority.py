"""Who may decide: instruments and grants, from the council down to the counter (O4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from indgang.catalogue.public import ServiceView
from indgang.demo.batch import Batch, days
from indgang.demo.data import toml
from indgang.demo.rules import ranges
from indgang.demo.town import COUNCIL, Town, Unit
from indgang.organisation.public import kle_covers


@dataclass(frozen=True, slots=True)
class Held:
    """A grant as it was piled up, to find the one above and to tell a chain."""

    grant_id: UUID
    holder: Unit
    kle: str
    action: str
    instrument_kind: str
    limit: int | None
    function: str
    outcomes: tuple[str, ...]
    above: "Held | None"

    @property
    def order(self) -> tuple[object, ...]:
        """The order in which ``competence`` prefers grants that all say yes."""
        return (
            self.instrument_kind == "dispensation",
            -(self.limit if self.limit is not None else 2**62),
            len(self.chain()),
            self.grant_id.int,
        )

    def chain(self) -> list[dict[str, Any]]:
        """The chain as a verdict keeps it, from this grant up."""
        link: dict[str, Any] = {
            "grant": str(self.grant_id),
            "holder": str(self.holder.unit_id),
            "instrument": self.instrument_kind,
            "limit": self.limit,
        }
        return [link, *(self.above.chain() if self.above else [])]


class AuthorityBuilder:
    """Piles up instruments and grants, each under the one that it comes from."""

    def __init__(self, batch: Batch, town: Town) -> None:
        self.batch = batch
        self.town = town
        self.plan = toml("competence")
        self.instruments: dict[str, tuple[UUID, str]] = {}
        self.held: dict[str, list[Held]] = defaultdict(list)

    def instrument(self, key: str, kind: str, texts: Mapping[str, Any], name: str = "") -> str:
        """Pile up an instrument unless it is there. Returns its key."""
        if key not in self.instruments:
            instrument_id = self.batch.add(
                "competence_instrument",
                key=key,
                kind=kind,
                title_da=texts["da"].format(name=name),
                title_en=texts["en"].format(name=name),
                source=texts["source"],
                synthetic=texts.get("synthetic", True),
                validity=days(self.batch.since),
            )
            self.instruments[key] = (instrument_id, kind)
        return key

    def named(self, key: str) -> str:
        """An instrument of the file by its name."""
        texts = self.plan["instruments"][key]
        return self.instrument(key, texts["kind"], texts)

    def each(self, which: str, kind: str, administration: str, name: str) -> str:
        """The instrument of this sort of one administration."""
        texts = self.plan["each"][which]
        return self.instrument(f"{texts['key']}-{administration}", kind, texts, name)

    def grant(
        self,
        instrument: str,
        holder: Unit,
        above: Held | None,
        kle: str,
        action: str,
        *,
        limit: int | None = None,
        function: str = "",
        outcomes: Iterable[str] = (),
        further: bool = False,
        begins: date | None = None,
    ) -> Held:
        """Pile up a grant. ``further``: the holder may give of it."""
        instrument_id, kind = self.instruments[instrument]
        grant_id = self.batch.add(
            "competence_grant",
            instrument_id=instrument_id,
            holder_id=holder.unit_id,
            above_id=above.grant_id if above else None,
            kle=kle,
            action=action,
            amount_limit=limit,
            function=function,
            outcomes=list(outcomes),
            may_sub_delegate=further,
            validity=days(begins or self.batch.since),
        )
        held = Held(grant_id, holder, kle, action, kind, limit, function, tuple(outcomes), above)
        if begins is None or begins <= self.batch.at:
            self.held[holder.key].append(held)
        return held

    def above(self, holder: str, kle: str) -> Held:
        """The grant of ``holder`` that covers the subject."""
        return next(held for held in self.held[holder] if kle_covers(held.kle, kle))


def _groups(services: Iterable[ServiceView]) -> dict[tuple[str, str], list[ServiceView]]:
    """Services by administration and by who decides."""
    found: dict[tuple[str, str], list[ServiceView]] = defaultdict(list)
    for service in services:
        found[service.administration, service.decided_by].append(service)
    return found


def _down_to_administrations(builder: AuthorityBuilder, root: Held) -> None:
    """Council → committee (governing statute) → administration (committee delegation)."""
    services = list(builder.town.services.values())
    for unit in builder.town.units.values():
        if unit.kind != "administration":
            continue
        committee = builder.town.units[unit.parent]
        governing = builder.named("styrelsesvedtaegt")
        delegation = builder.each(
            "committee_delegation", "committee_delegation", unit.key, committee.name
        )
        for action, outside in (("decide", False), ("prepare", True)):
            own = {
                s.kle
                for s in services
                if s.administration == unit.key and s.by_municipality is not outside
            }
            others = {s.kle for s in services} - own
            for kle in ranges(own, others):
                top = builder.grant(governing, committee, root, kle, action, further=True)
                builder.grant(delegation, unit, top, kle, action, further=True)


def _down_to_units(builder: AuthorityBuilder) -> None:
    """Administration → unit (internal delegation), with limits by function where there are any."""
    town = builder.town
    limits = {limit["service"]: limit for limit in builder.plan["limit"]}
    everything = {service.kle for service in town.services.values()}
    for (administration, _decider), group in _groups(town.services.values()).items():
        above = town.units[administration]
        internal = builder.each("internal_delegation", "internal_delegation", above.key, above.name)
        action = "decide" if group[0].by_municipality else "prepare"
        free = {service.kle for service in group if service.code not in limits}
        for unit in town.answering(group[0]):
            for kle in ranges(free, everything - free):
                builder.grant(internal, unit, builder.above(above.key, kle), kle, action)
            for service in group:
                if limit := limits.get(service.code):
                    top = builder.above(above.key, service.kle)
                    builder.grant(
                        internal, unit, top, service.kle, action,
                        limit=limit["amount"], function=limit["function"],
                    )  # fmt: skip
                    builder.grant(
                        internal, unit, top, service.kle, action, function=limit["beyond"]
                    )


def _to_the_counter(builder: AuthorityBuilder, root: Held) -> None:
    """What citizen service and the libraries have of others' matters."""
    town = builder.town
    plan = builder.plan["dispensation"]
    guidance = builder.named("vejledning")
    given = {entry["service"]: entry for entry in plan["given"]}
    next_month = (builder.batch.at.replace(day=1) + timedelta(days=32)).replace(day=1)
    desks = [unit for unit in town.units.values() if "borgerservice" in unit.answers_for]
    for unit in town.units.values():
        if unit in desks or "bibliotek" in unit.answers_for:
            builder.grant(guidance, unit, root, "", "inform")
    everything = {service.kle for service in town.services.values()}
    for (administration, _decider), group in _groups(town.services.values()).items():
        committee = town.units[town.units[administration].parent]
        received = {s.kle for s in group if s.front_desk in ("receive", "decide")}
        if administration != "kff" and received:
            reception = builder.each(
                "reception", "committee_delegation", administration, committee.name
            )
            for kle in ranges(received, everything - received):
                for desk in desks:
                    builder.grant(
                        reception, desk, builder.above(committee.key, kle), kle, "receive"
                    )
        for service in group:
            if entry := given.get(service.code):
                dispensation = builder.each(
                    "dispensation", "dispensation", administration, committee.name
                )
                for desk in desks:
                    builder.grant(
                        dispensation,
                        desk,
                        builder.above(committee.key, service.kle),
                        service.kle,
                        "decide",
                        limit=entry.get("limit"),
                        outcomes=entry.get("outcomes", ()),
                        begins=next_month if desk.key in plan["later"] else None,
                    )


def build_authority(batch: Batch, town: Town) -> AuthorityBuilder:
    """Pile up everything that gives authority."""
    builder = AuthorityBuilder(batch, town)
    root = builder.grant(
        builder.named("kommunestyrelsesloven"), town.units[COUNCIL], None, "", "decide",
        further=True,
    )  # fmt: skip
    _down_to_administrations(builder, root)
    _down_to_units(builder)
    _to_the_counter(builder, root)
    return builder
