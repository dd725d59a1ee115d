"""Ways of working, who is trained in them, and since when a unit uses them (demand O8)."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class WayKind(models.TextChoices):
    """What a way of working is about."""

    PROCEDURE = "procedure"
    COORDINATOR_GUIDELINE = "coordinator_guideline"
    FRONT_DESK_TASK = "front_desk_task"


class WayOfWorking(models.Model):
    """A new way of working. ``kle`` is the range of subjects it is for ("": all)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=24, choices=WayKind)
    title_da = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    purpose = models.TextField(max_length=2000, blank=True, default="")
    kle = models.CharField(max_length=8, blank=True, default="")
    #: the procedure, step by step: [{"da": …, "en": …}]
    procedure: Any = models.JSONField(default=list)
    training_hours = models.DecimalField(max_digits=4, decimal_places=1, default=0)
    source = models.CharField(max_length=300, blank=True, default="")
    synthetic = models.BooleanField(default=False)


class Uptake(Valid):
    """A unit uses the way in these days."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    way = models.ForeignKey(WayOfWorking, on_delete=models.PROTECT, related_name="uptakes")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [no_overlap("way_taken_up_once_a_day", "way", "unit")]


class Training(models.Model):
    """A person was trained in a way on a day."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    way = models.ForeignKey(WayOfWorking, on_delete=models.PROTECT, related_name="trainings")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["way", "person"], name="trained_once_in_a_way")
        ]
