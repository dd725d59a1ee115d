"""Reads of the catalogue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from indgang.catalogue.models import Deadline, KleSubject, Service
from indgang.catalogue.source import deciders
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class ServiceText:
    """A service told in one language."""

    title: str
    what: str
    how: tuple[str, ...]
    bring: tuple[str, ...]
    fee: int | None
    fee_note: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service. ``administration`` is the key of the administration's unit (``bif`` …)."""

    code: str
    kle: str
    title_da: str
    title_en: str
    administration: str
    situation: str
    front_desk: str
    channels: tuple[str, ...]
    needs_appointment: bool
    appointment_minutes: int
    sensitivity: int
    online: bool
    decided_by: str
    text: dict[str, Any]

    @property
    def by_municipality(self) -> bool:
        """Does the municipality decide itself?"""
        known = deciders().get(self.decided_by)
        return known is None or known.kind != "state"

    def title(self, language: str) -> str:
        """The title in the language (Danish unless English is asked for)."""
        return self.title_en if language.startswith("en") else self.title_da

    def told(self, language: str) -> ServiceText:
        """The service in plain words."""
        tongue = "en" if language.startswith("en") else "da"
        text = self.text.get(tongue, {})
        decider = deciders().get(self.decided_by)
        return ServiceText(
            self.title(tongue),
            text.get("what", ""),
            tuple(text.get("how", ())),
            tuple(text.get("bring", ())),
            text.get("fee"),
            text.get("fee_note", ""),
            "" if decider is None else (decider.en if tongue == "en" else decider.da),
        )


def _view(row: Service) -> ServiceView:
    return ServiceView(
        row.code,
        row.kle,
        row.title_da,
        row.title_en,
        row.administration,
        row.situation,
        row.front_desk,
        tuple(row.channels),
        row.needs_appointment,
        row.appointment_minutes,
        row.sensitivity,
        row.online,
        row.decided_by,
        row.text,
    )


def service(code: str) -> ServiceView:
    """One service. Raises ``NotFound``."""
    row = Service.objects.filter(pk=code).first()
    if row is None:
        raise NotFound("no_such_service", code[:60])
    return _view(row)


def services(codes: list[str] | None = None) -> dict[str, ServiceView]:
    """The services with these codes (all of them without), by code."""
    rows = Service.objects.all() if codes is None else Service.objects.filter(pk__in=codes)
    return {row.code: _view(row) for row in rows.order_by("title_da")}


def deadline_days(code: str, at: date) -> int | None:
    """The published deadline in days on the day ``at``; ``None`` when none is published."""
    rows = Deadline.objects.valid_at(at).filter(service_id=code)
    days = rows.values_list("days_allowed", flat=True)[:1]
    return next((int(each) for each in days), None)


def deadlines(codes: list[str], at: date) -> dict[str, int]:
    """The published deadlines of several services, in one question."""
    rows = Deadline.objects.valid_at(at).filter(service_id__in=codes)
    return {row.service_id: int(row.days_allowed) for row in rows}


def kle_titles(numbers: Collection[str], at: date | None = None) -> dict[str, str]:
    """What KLE calls these subjects on the day; else (or without a day) what it called them last.

    Numbers that KLE has never had are not there.
    """
    rows = KleSubject.objects.filter(number__in=numbers).order_by("validity")
    found: dict[str, str] = {}
    settled: set[str] = set()
    for row in rows:
        if row.number not in settled:
            found[row.number] = row.title
        if at is not None and at in row.days:
            settled.add(row.number)
    return found
