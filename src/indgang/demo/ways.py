"""Ways of working and their uptake, readiness of tasks, and who acts when two could."""

from datetime import date, timedelta
from math import ceil
from typing import Any
from uuid import UUID

from indgang.competence.public import CRITERIA
from indgang.demo.batch import Batch, days, moment
from indgang.demo.town import Employee, Town


class Ways:
    """Piles up what the file ``ways.toml`` tells."""

    def __init__(self, batch: Batch, town: Town) -> None:
        self.batch = batch
        self.town = town
        self.plan = batch.files.toml("ways")

    def build(self) -> None:
        """Pile up all of it."""
        for way in self.plan["way"]:
            self._way(way)
        for entry in self.plan["readiness"]:
            self._readiness(entry)
        for entry in self.plan["boundary"]:
            self._boundary(entry)

    def _months(self, ago: int) -> date:
        """The first of the month so many months ago (below zero: to come)."""
        months = self.batch.at.year * 12 + self.batch.at.month - 1 - ago
        return max(date(months // 12, months % 12 + 1, 1), self.batch.since)

    def _way(self, way: dict[str, Any]) -> None:
        way_id = self.batch.add(
            "ways_wayofworking",
            key=way["key"],
            kind=way["kind"],
            title_da=way["da"],
            title_en=way["en"],
            purpose=way["purpose"],
            kle=way["kle"],
            procedure=[{"da": danish, "en": english} for danish, english in way["procedure"]],
            training_hours=str(way["training_hours"]),
            source=way["source"],
        )
        trained: dict[UUID, date] = {}
        for key, ago in way["uptake"].items():
            since = self._months(ago)
            unit_id = self.town.units[key].unit_id
            self.batch.add("ways_uptake", way_id=way_id, unit_id=unit_id, validity=days(since))
            trained |= self._trained(self.town.staff_of(key), since, way["trained"])
        for person_id, on in trained.items():
            self.batch.add("ways_training", way_id=way_id, person_id=person_id, on=on)

    def _trained(self, staff: list[Employee], since: date, part: float) -> dict[UUID, date]:
        """Who was trained in the month before the uptake; nobody is before there is a past."""
        chance, found = self.batch.chance, {}
        for employee in staff[: ceil(len(staff) * part)]:
            on = since - timedelta(days=chance.randrange(1, 28))
            if on < self.batch.at:
                found[employee.person_id] = on
        return found

    def _readiness(self, entry: dict[str, Any]) -> None:
        missing: dict[str, str] = entry.get("missing", {})
        since = self._months(8)
        for criterion in CRITERIA:
            self.batch.add(
                "competence_readiness",
                kle=self.town.services[entry["service"]].kle,
                criterion=criterion,
                met=criterion not in missing,
                note=missing.get(criterion, ""),
                recorded_at=moment(since, 10),
                validity=days(since),
            )

    def _boundary(self, entry: dict[str, Any]) -> None:
        self.batch.add(
            "competence_boundaryagreement",
            kle=entry["kle"],
            first_unit_id=self.town.units[entry["first"]].unit_id,
            other_unit_id=self.town.units[entry["other"]].unit_id,
            condition_da=entry["da"],
            condition_en=entry["en"],
            source=entry["source"],
            validity=days(self.batch.since),
        )
