"""Reads of enquiries and hand-overs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from indgang.journey.enquiry.models import Enquiry, EnquiryStep, Handover
from indgang.shared.errors import NotFound


@dataclass(frozen=True, slots=True)
class EnquiryView:
    """An enquiry as pages and later steps of the journey read it."""

    enquiry_id: UUID
    number: str
    citizen_id: UUID | None
    citizen_name: str
    contact: str
    channel: str
    language: str
    text: str
    received_at: datetime
    state: str
    unit_id: UUID
    service_code: str
    answer: str
    urgent: str


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A hand-over with its story and, if there is one, the appointment that goes with it."""

    handover_id: UUID
    enquiry_id: UUID
    number: str
    citizen_id: UUID | None
    citizen_name: str
    from_unit_id: UUID
    to_unit_id: UUID
    service_code: str
    service_title_da: str
    service_title_en: str
    story: str
    amount: int | None
    state: str
    offered_at: datetime
    offered_by: str
    booking_id: UUID | None
    meets_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class StepView:
    """One thing that happened to an enquiry."""

    at: datetime
    verb: str
    unit_id: UUID | None
    person: str
    note: str


def _enquiries() -> "QuerySet[Enquiry]":
    return Enquiry.objects.select_related("citizen")


def _view(row: Enquiry) -> EnquiryView:
    return EnquiryView(
        row.id,
        row.number,
        row.citizen_id,
        row.citizen.name if row.citizen else "",
        row.contact,
        row.channel,
        row.language,
        row.text,
        row.received_at,
        row.state,
        row.responsible_unit_id,
        row.service_id or "",
        row.answer,
        row.urgent,
    )


def _handovers() -> "QuerySet[Handover]":
    return Handover.objects.select_related("enquiry__citizen", "service", "booking", "offered_by")


def _handover(row: Handover) -> HandoverView:
    citizen: Any = row.enquiry.citizen
    return HandoverView(
        row.id,
        row.enquiry_id,
        row.enquiry.number,
        row.enquiry.citizen_id,
        citizen.name if citizen else "",
        row.from_unit_id,
        row.to_unit_id,
        row.service_id,
        row.service.title_da,
        row.service.title_en,
        row.story,
        row.amount,
        row.state,
        row.offered_at,
        row.offered_by.name,
        row.booking_id,
        row.booking.period.lower if row.booking else None,
        row.reason,
    )


def enquiry(enquiry_id: UUID) -> EnquiryView:
    """One enquiry. Raises ``NotFound`` (also when row security hides it)."""
    row = _enquiries().filter(pk=enquiry_id).first()
    if row is None:
        raise NotFound("no_such_enquiry", "")
    return _view(row)


def enquiry_by_number(number: str) -> EnquiryView | None:
    """The enquiry with the number on the receipt."""
    row = _enquiries().filter(number=number).first()
    return None if row is None else _view(row)


def enquiries_of(citizen_id: UUID, *, limit: int = 100) -> list[EnquiryView]:
    """A citizen's enquiries, newest first."""
    rows = _enquiries().filter(citizen_id=citizen_id).order_by("-received_at")[:limit]
    return [_view(row) for row in rows]


def open_enquiries(unit_ids: frozenset[UUID], *, limit: int = 100) -> list[EnquiryView]:
    """What these units answer for now, the urgent first, then the oldest."""
    rows = (
        _enquiries()
        .filter(responsible_unit_id__in=unit_ids, state__in=["received", "offered"])
        .order_by("received_at")[:limit]
    )
    return sorted(
        (_view(row) for row in rows), key=lambda view: (not view.urgent, view.received_at)
    )


def handover(handover_id: UUID) -> HandoverView:
    """One hand-over. Raises ``NotFound``."""
    row = _handovers().filter(pk=handover_id).first()
    if row is None:
        raise NotFound("no_such_handover", "")
    return _handover(row)


def handovers_of(enquiry_id: UUID) -> list[HandoverView]:
    """The hand-overs of an enquiry, oldest first."""
    rows = _handovers().filter(enquiry_id=enquiry_id).order_by("offered_at")
    return [_handover(row) for row in rows]


def handovers_waiting(unit_ids: frozenset[UUID], *, limit: int = 100) -> list[HandoverView]:
    """What has been offered to these units and not been answered, oldest first."""
    rows = _handovers().filter(to_unit_id__in=unit_ids, state="offered").order_by("offered_at")
    return [_handover(row) for row in rows[:limit]]


def handovers_sent(unit_ids: frozenset[UUID], *, limit: int = 100) -> list[HandoverView]:
    """What these units have offered and nobody has taken, and what came back and waits again."""
    rows = (
        _handovers()
        .filter(from_unit_id__in=unit_ids)
        .filter(Q(state="offered") | Q(state="returned", enquiry__state="received"))
    )
    return [_handover(row) for row in rows.order_by("offered_at")[:limit]]


def steps(enquiry_id: UUID) -> list[StepView]:
    """What has happened to an enquiry, oldest first."""
    rows = EnquiryStep.objects.filter(enquiry_id=enquiry_id).select_related("person").order_by("at")
    return [
        StepView(row.at, row.verb, row.unit_id, row.person.name if row.person else "", row.note)
        for row in rows
    ]
