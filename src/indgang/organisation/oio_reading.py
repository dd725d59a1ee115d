"""Reading *OrganisationEnhed* objects of our own and of others (see ``oio``). Pure.

A file is one object, a list, ``{uuid: object}``, or what LoRa-style registers answer with
(``results``, ``registreringer``). What a register writes with UUIDs of its own classes is noted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from indgang.organisation.intake import Fault, Line, Place
from indgang.organisation.models import TaskRole, UnitKind
from indgang.organisation.oio import KIND, KLE, Object, runs
from indgang.organisation.sheet_rows import Sheets
from indgang.shared.clock import day_of
from indgang.shared.errors import BadInput
from indgang.shared.spoken_dates import full_date
from indgang.shared.validity import Days

_NUMBER = re.compile(r"\d\d(\.\d\d){0,2}")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})


@dataclass
class OioFile:
    """What a file says; ``ids`` by key; ``notes``: what was read in another way than written."""

    said: Sheets = field(default_factory=Sheets)
    ids: dict[str, UUID] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  #: the keys of its units
    notes: list[str] = field(default_factory=list)


def read_objects(content: Any, known: Mapping[UUID, str]) -> OioFile:
    """The units of parsed JSON; ``known`` are the keys of units that are there already.

    Raises ``BadInput`` when there is no unit in it; single faults are in ``said.faults``.
    """
    found = OioFile()
    readers: dict[str, _Reader] = {}  # one of several objects may tell each its own days
    for number, (given, body) in enumerate(_objects(content), start=1):
        reader = readers.setdefault(given or f"{number}", _Reader(found, number, given, []))
        reader.bodies.append(body)
    if not readers:
        raise BadInput(_("Filen har ingen enheder (OrganisationEnhed)."))
    keys = dict(known)
    taken = {key: unit_id for unit_id, key in known.items()}
    for reader in readers.values():
        reader.name(keys, taken)
    for reader in readers.values():
        if reader.key:
            reader.read(keys)
    return found


def _objects(content: Any, given: str = "") -> Iterator[tuple[str, Object]]:
    """Each object with its UUID as text ("" where the file gives none)."""
    if isinstance(content, list):
        for one in content:
            yield from _objects(one, given)
    elif isinstance(content, dict):
        given = str(content.get("id") or content.get("uuid") or given)
        if "attributter" in content:
            yield given, content
        elif isinstance(content.get("registreringer"), list) and content["registreringer"]:
            yield from _objects(content["registreringer"][-1], given)
        elif "results" in content:
            yield from _objects(content["results"])
        else:
            for name, one in content.items():
                yield from _objects(one, str(name))


@dataclass
class _Reader:
    """What a file says of one unit, in one object or several."""

    into: OioFile
    number: int
    given: str
    bodies: list[Object]
    key: str = ""

    def _wrong(self, part: str, text: str) -> None:
        place = Place(self.key or "OrganisationEnhed", self.number)
        self.into.said.faults.append(Fault(place, part, text))

    def name(self, keys: dict[UUID, str], taken: Mapping[str, UUID]) -> None:
        """Find the unit's key: the known one, or the last that the file gives it.

        ``taken`` says which unit has a key already.
        """
        rows = self._rows("attributter", "organisationenhedegenskaber")
        last = max(rows, key=lambda row: row[0].begins)[1] if rows else {}
        written = str(last.get("brugervendtnoegle", "")).translate(_LETTERS)
        slug = re.sub(r"[^A-Za-z0-9_-]+", "-", written).strip("-")[:80]
        unit_id = _uuid(self.given)
        if self.given and unit_id is None:
            self._wrong("uuid", _("»%(uuid)s« er ikke en UUID.") % {"uuid": self.given[:40]})
        self.key = keys.get(unit_id, slug) if unit_id else slug
        if not self.key:
            self._wrong("brugervendtnoegle", _("Skal udfyldes."))
            return
        owner = taken.get(self.key)
        if self.key in self.into.named or (unit_id and owner and owner != unit_id):
            self._wrong("brugervendtnoegle", _("Nøglen bruges af en anden enhed."))
        self.into.named.add(self.key)
        if unit_id is not None:
            keys[unit_id] = self.key
            self.into.ids[self.key] = unit_id

    def _rows(self, group: str, name: str) -> list[tuple[Days, Object]]:
        """The lines of a part of the object, each with its days."""
        parts = [body.get(group) for body in self.bodies]
        some = [part.get(name, []) for part in parts if isinstance(part, dict)]
        found = []
        for row in (row for rows in some for row in (rows if isinstance(rows, list) else [rows])):
            days = _days(row.get("virkning")) if isinstance(row, dict) else "?"
            if isinstance(days, str):
                self._wrong(name, _("Virkningen kan ikke læses."))
            elif days is not None:
                found.append((days, row))
        return found

    def read(self, keys: Mapping[UUID, str]) -> None:
        """Add the unit and its tasks to what the file says."""
        parts = {
            "name": [(days, str(row.get("enhedsnavn") or row.get("brugervendtnoegle") or ""))
                     for days, row in self._rows("attributter", "organisationenhedegenskaber")],
            "parent": self._parents(keys),
            "kind": self._kinds(),
            "phone": self._phones(),
        }  # fmt: skip
        there = [
            days
            for days, row in self._rows("tilstande", "organisationenhedgyldighed")
            if row.get("gyldighed") == "Aktiv"
        ]
        if not there:
            self._wrong("organisationenhedgyldighed", _("Enheden er aldrig aktiv."))
        place = Place(self.key, self.number)
        for days, value in runs(self._values(there, parts)):
            self.into.said.units.append(Line(place, (self.key,), value, days))
        self._tasks(place)

    def _values(
        self, there: Sequence[Days], parts: Mapping[str, list[tuple[Days, Any]]]
    ) -> Iterator[tuple[Days, tuple[Any, ...]]]:
        """What the unit is, day for day, where it is active."""
        for days in sorted(there, key=lambda days: days.begins):
            for part in _cut(days, [other for some in parts.values() for other, _v in some]):
                at = {
                    what: next((value for other, value in some if part.begins in other), "")
                    for what, some in parts.items()
                }
                name = at["name"][:200]
                if not name:
                    self._wrong("enhedsnavn", _("Enheden har intet navn %(day)s.") % {
                        "day": full_date(part.begins, get_language() or "da")})  # fmt: skip
                kind = at["kind"] or (UnitKind.DEPARTMENT if at["parent"] else
                                      UnitKind.ADMINISTRATION)  # fmt: skip
                yield part, (str(kind), name, at["parent"], at["phone"])

    def _parents(self, keys: Mapping[UUID, str]) -> list[tuple[Days, str]]:
        """The units above. The organisation itself is nobody's unit: right below it is the top."""
        tops = {str(row.get("uuid")) for _days, row in self._rows("relationer", "tilhoerer")}
        found = []
        for days, row in self._rows("relationer", "overordnet"):
            above = _uuid(str(row.get("uuid", "")))
            if above is not None and above in keys:
                found.append((days, keys[above]))
            elif str(row.get("uuid")) not in tops and row.get("uuid"):
                self._wrong("overordnet", _("Enheden findes ikke: %(uuid)s.") % {"uuid": above})
        return found

    def _kinds(self) -> list[tuple[Days, str]]:
        found = []
        for days, row in self._rows("relationer", "enhedstype"):
            kind = str(row.get("urn", "")).removeprefix(KIND)
            if kind in UnitKind.values:
                found.append((days, kind))
            else:
                written = str(row.get("urn") or row.get("uuid"))[:80]
                note = _("%(unit)s: Enhedstypen %(type)s kendes ikke.")
                self.into.notes.append(note % {"unit": self.key, "type": written})
        return found

    def _phones(self) -> list[tuple[Days, str]]:
        rows = self._rows("relationer", "adresser")
        urns = [(days, str(row.get("urn", ""))) for days, row in rows]
        return [(days, urn.rpartition(":")[2][:20]) for days, urn in urns if ":telefon:" in urn]

    def _tasks(self, place: Place) -> None:
        found: dict[tuple[str, str], list[tuple[Days, bool]]] = {}
        for days, row in self._rows("relationer", "opgaver"):
            number = str(row.get("urn", "")).removeprefix(KLE)
            role = str(row.get("objekttype", TaskRole.RESPONSIBLE))
            if _NUMBER.fullmatch(number) and role in TaskRole.values:
                found.setdefault((number, role), []).append((days, True))
            else:
                note = _("%(unit)s: Opgaven %(task)s kendes ikke.")
                written = str(row.get("urn") or row.get("uuid"))[:80]
                self.into.notes.append(note % {"unit": self.key, "task": written})
        for task, parts in found.items():
            for days, _held in runs(sorted(parts, key=lambda part: part[0].begins)):
                self.into.said.tasks.append(Line(place, (self.key, *task), (), days))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _days(virkning: Any) -> Days | str | None:
    """The days; ``None`` when there are none between the two; "?" when it cannot be read."""
    if not isinstance(virkning, dict):
        return "?"
    try:
        first, last = str(virkning["from"]), str(virkning["to"])
        if first == "infinity" or last == "-infinity":
            return None
        begins = date.min if first == "-infinity" else _day(first)
        ends = None if last == "infinity" else _day(last)
        if virkning.get("to_included") is True and ends is not None:
            ends += timedelta(days=1)
        return None if ends is not None and ends <= begins else Days(begins, ends)
    except (KeyError, ValueError, OverflowError):
        return "?"


def _day(written: str) -> date:
    """The Danish day of an instant."""
    instant = datetime.fromisoformat(written)
    return instant.date() if instant.tzinfo is None else day_of(instant)


def _cut(days: Days, others: Iterable[Days]) -> Iterator[Days]:
    """The days in parts, so that each of the others holds all of a part or nothing of it."""
    marks = {mark for other in others for mark in (other.begins, other.ends) if mark is not None}
    inside = sorted(mark for mark in marks if mark in days and mark != days.begins)
    starts = [days.begins, *inside]
    for begins, ends in zip(starts, [*inside, days.ends], strict=True):
        yield Days(begins, ends)
