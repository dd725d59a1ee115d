"""What enquiries do when units change: whoever has the subject answers for what is not ended."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from indgang.documents import public as documents
from indgang.journey.enquiry import rules
from indgang.journey.enquiry.models import Enquiry, EnquiryStep, Handover, HandoverState
from indgang.messages import public as messages
from indgang.organisation.public import Carried, Change, Trouble
from indgang.reorganisation.public import Standing
from indgang.shared import audit
from indgang.shared.actor import Actor
from indgang.shared.clock import day_of
from indgang.shared.identifiers import uuid7
from indgang.shared.uuid_arrays import Moved

_OPEN = ("received", "offered")


def _kle(row: Any) -> str:
    """The subject when the service is known, else all."""
    return row.service.kle if row.service is not None else ""


class _Bearer:
    """Enquiries are not dated: they move on the day, and the journey says so."""

    def carried(self, change: Change) -> tuple[Carried, ...]:
        """Enquiries that are not ended, and hand-overs that nobody has taken."""
        moves = list(change.homes.moves)
        asked = Enquiry.objects.filter(responsible_unit_id__in=moves, state__in=_OPEN)
        given = Handover.objects.filter(to_unit_id__in=moves, state=HandoverState.OFFERED)
        found: list[Carried] = []
        for kind, rows, unit in (
            ("enquiry", asked, "responsible_unit_id"),
            ("handover", given, "to_unit_id"),
        ):
            moved: Counter[tuple[UUID, UUID | None]] = Counter()
            sums = rows.values_list(unit, "service__kle").annotate(number=Count("id")).order_by()
            for unit_id, kle, number in sums:
                home = change.homes.of(unit_id, kle or "")
                if home != unit_id:
                    moved[unit_id, home] += number
            found += [Carried(kind, one, to, number) for (one, to), number in moved.items()]
        return tuple(found)

    def troubles(self, change: Change) -> tuple[Trouble, ...]:
        """None of their own: what has no home is told for every kind alike."""
        return ()

    def sign(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Nothing is written before the day."""

    def take_effect(self, change: Change, *, by: Actor, at: datetime) -> None:
        """Open enquiries and offered hand-overs go to those who have the subject."""
        moved = _move_enquiries(change, by=by, at=at)
        _move_handovers(change, by=by, at=at)
        if moved:
            documents.follow(moved=Moved.of(moved), by=by, at=at)
            messages.follow(moved=Moved.of(moved), by=by, at=at)


def _move_enquiries(change: Change, *, by: Actor, at: datetime) -> list[tuple[UUID, UUID, UUID]]:
    rows = (
        Enquiry.objects.select_for_update(of=("self",))
        .filter(responsible_unit_id__in=list(change.homes.moves), state__in=_OPEN)
        .select_related("service")
        .order_by("id")
    )
    moved, changed = [], []
    for row in rows:
        home = change.homes.of(row.responsible_unit_id, _kle(row))
        if home is None or home == row.responsible_unit_id:
            continue
        moved.append((row.id, row.responsible_unit_id, home))
        row.responsible_unit_id = home
        changed.append(row)
    Enquiry.objects.bulk_update(changed, ["responsible_unit"], batch_size=1000)
    EnquiryStep.objects.bulk_create(
        (
            EnquiryStep(id=uuid7(), enquiry_id=one, at=at, verb="moved", unit_id=to)
            for one, _was, to in moved
        ),
        batch_size=1000,
    )
    if moved:
        detail = {"cause": str(change.cause), "enquiries": len(moved)}
        audit.record("enquiry.move", by=by, at=at, object_id=change.cause, detail=detail)
    return moved


def _move_handovers(change: Change, *, by: Actor, at: datetime) -> None:
    """To whom, and from whom: the sender of an open one is who answers for its enquiry."""
    moves = list(change.homes.moves)
    open_ones = Handover.objects.filter(state=HandoverState.OFFERED).filter(
        Q(to_unit_id__in=moves) | Q(from_unit_id__in=moves)
    )
    # the enquiries first: everybody locks in the same order
    list(
        Enquiry.objects.select_for_update()
        .filter(pk__in=list(open_ones.values_list("enquiry_id", flat=True)))
        .order_by("id")
    )
    rows = (
        open_ones.select_for_update(of=("self",))
        .select_related("service", "enquiry__service")
        .order_by("offered_at", "id")
    )
    number = 0
    for row in rows:
        to = change.homes.of(row.to_unit_id, _kle(row)) or row.to_unit_id
        sender = change.homes.of(row.from_unit_id, _kle(row.enquiry)) or row.from_unit_id
        if (to, sender) == (row.to_unit_id, row.from_unit_id):
            continue
        number += 1
        if _has_it_already(row, to):
            _join(row, at=at)
            continue
        row.to_unit_id, row.from_unit_id = to, sender
        row.save(update_fields=["to_unit", "from_unit"])
    if number:
        detail = {"cause": str(change.cause), "handovers": number}
        audit.record("enquiry.move_handovers", by=by, at=at, object_id=change.cause, detail=detail)


def _has_it_already(row: Any, to: UUID) -> bool:
    """Two of the units that were asked are now one: it is asked once."""
    same = Handover.objects.filter(
        enquiry_id=row.enquiry_id,
        to_unit_id=to,
        service_id=row.service_id,
        state__in=[HandoverState.OFFERED, HandoverState.ACCEPTED],
    )
    return same.exclude(pk=row.pk).exists()


def _join(row: Any, *, at: datetime) -> None:
    others = Handover.objects.filter(enquiry_id=row.enquiry_id).exclude(pk=row.pk)
    step = rules.answered_handover("return", list(others.values_list("state", flat=True)))
    row.state, row.answered_at = HandoverState.RETURNED, at
    row.reason = _("Enhederne er lagt sammen. Den anden overdragelse gælder.")
    row.save(update_fields=["state", "answered_at", "reason"])
    enquiry = Enquiry.objects.select_for_update().get(pk=row.enquiry_id)
    enquiry.state = rules.after(enquiry.state, step)
    enquiry.save(update_fields=["state"])


class _Watch:
    """How many enquiries wait, and how long the oldest has waited."""

    def standing(self, unit_ids: Collection[UUID], at: date) -> Mapping[UUID, Standing]:
        """Enquiries that nobody has taken or answered."""
        rows = (
            Enquiry.objects.filter(responsible_unit_id__in=unit_ids, state__in=_OPEN)
            .values_list("responsible_unit_id")
            .annotate(number=Count("id"), first=Min("received_at"))
        )
        return {
            unit: Standing(waiting=number, oldest=max(0, (at - day_of(first)).days))
            for unit, number, first in rows
        }

    def open_cases(self) -> Mapping[tuple[UUID, str], int]:
        """An enquiry is no case."""
        return {}


bearer = _Bearer()
watch = _Watch()
