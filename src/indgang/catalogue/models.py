"""What the municipality does: services, and legal figures that change with time."""

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class FrontDesk(models.TextChoices):
    """How far citizen service may take a service itself (document E)."""

    DECIDE = "decide"
    RECEIVE = "receive"
    GUIDE = "guide"
    INFORM = "inform"


class Service(models.Model):
    """A municipal service as a citizen meets it. Loaded from ``data/``; the code never changes."""

    code = models.SlugField(primary_key=True, max_length=60)
    kle = models.CharField(max_length=8)
    title_da = models.CharField(max_length=160)
    title_en = models.CharField(max_length=160)
    administration = models.CharField(max_length=10)  #: key of the responsible administration
    situation = models.CharField(max_length=10)  #: everyday, general, special (E3)
    front_desk = models.CharField(max_length=10, choices=FrontDesk)
    channels = models.JSONField(default=list)
    needs_appointment = models.BooleanField(default=False)
    appointment_minutes = models.PositiveSmallIntegerField(default=20)
    sensitivity = models.PositiveSmallIntegerField(default=2)  #: 1–4, see ``journey.case``
    online = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=40, default="municipality")
    text = models.JSONField(default=dict)  #: {"da": {"what", "how", "bring"}, "en": …}

    class Meta:
        indexes = [models.Index(fields=["kle"])]


class Deadline(Valid):
    """The published deadline of a kind of case, in days (Retssikkerhedsloven § 3, stk. 2)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="deadlines")
    days_allowed = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [no_overlap("deadline_once_a_day", "service")]
