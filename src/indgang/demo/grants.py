"""Instruments and grants as they are piled up, each under the one that it comes from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from indgang.demo.batch import Batch, days
from indgang.demo.town import Town, Unit
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
        self.plan = batch.files.toml("competence")
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
        person: UUID | None = None,
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
            person_id=person,
            validity=days(begins or self.batch.since),
        )
        held = Held(grant_id, holder, kle, action, kind, limit, function, tuple(outcomes), above)
        if person is None and (begins is None or begins <= self.batch.at):
            self.held[holder.key].append(held)
        return held

    def above(self, holder: str, kle: str, action: str = "") -> Held:
        """The first grant of ``holder`` that covers the subject (and is for the action)."""
        return next(
            held
            for held in self.held[holder]
            if kle_covers(held.kle, kle) and action in ("", held.action)
        )
