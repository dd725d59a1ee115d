"""Reads of ways of working that other rooms build on; those for pages are in ``reading``."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from indgang.organisation.public import staff_lines
from indgang.shared.errors import NotFound
from indgang.ways.models import Training, Uptake, WayOfWorking
from indgang.ways.rules import Preparedness, preparedness


def uptakes(at: date) -> frozenset[tuple[UUID, UUID]]:
    """The (way, unit) pairs in use on the day: who has taken which way of working into use."""
    return frozenset(Uptake.objects.valid_at(at).values_list("way_id", "unit_id"))


def applies(way: str, unit_id: UUID, at: date) -> bool:
    """Does the unit use the way on the day? ``way`` is its key, or a kind: any way of that kind."""
    uses = Uptake.objects.valid_at(at).filter(unit_id=unit_id)
    return bool(uses.filter(Q(way__key=way) | Q(way__kind=way)).exists())


def prepared(way_id: UUID, unit_id: UUID, on: date) -> Preparedness:
    """What the unit lacks before it can begin on the day. Raises ``NotFound``."""
    way = WayOfWorking.objects.filter(pk=way_id).first()
    if way is None:
        raise NotFound("no_such_way", "")
    staff = staff_lines({unit_id}, on).get(unit_id, ())
    trained = Training.objects.filter(way_id=way_id, on__lte=on).values_list("person_id", flat=True)
    return preparedness(
        kind=way.kind,
        training_hours=way.training_hours,
        steps=len(way.procedure),
        posts=[(line.person_id, line.function) for line in staff],
        trained=list(trained),
    )
