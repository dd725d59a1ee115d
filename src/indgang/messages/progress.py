"""How far many letters about one thing have come."""

from uuid import UUID

from django.db.models import Count

from indgang.messages.models import Message


def states_about(about_id: UUID) -> dict[str, int]:
    """How many messages about it are in each state (``queued``, ``accepted`` …)."""
    rows = Message.objects.filter(about_id=about_id).values_list("state")
    return dict(rows.annotate(number=Count("id")).order_by())
