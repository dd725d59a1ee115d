"""Whose enquiries lie with some units: who is to be told when the units change."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import F

from indgang.journey.enquiry.models import Enquiry, EnquiryState, Handover, HandoverState


def open_askers(unit_ids: Collection[UUID]) -> tuple[tuple[UUID, str, UUID], ...]:
    """(unit, KLE subject or "", citizen) of what waits for an answer from these units.

    Enquiries that are not answered, and hand-overs that are offered to them.
    """
    waiting = Enquiry.objects.filter(
        responsible_unit_id__in=unit_ids,
        state__in=[EnquiryState.RECEIVED, EnquiryState.OFFERED],
        citizen__isnull=False,
    ).values_list("responsible_unit_id", "service__kle", "citizen_id")
    offered = Handover.objects.filter(
        to_unit_id__in=unit_ids, state=HandoverState.OFFERED, enquiry__citizen__isnull=False
    ).values_list("to_unit_id", "service__kle", F("enquiry__citizen_id"))
    found = {(unit, kle or "", citizen) for unit, kle, citizen in (*waiting, *offered)}
    return tuple(sorted(found, key=str))
