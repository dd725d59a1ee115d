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


class KleSubject(Valid):
    """A subject, group or main group of KLE, as it stands in some days (``32``, ``32.24.04``)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=8)
    title = models.CharField(max_length=300)
    status = models.CharField(max_length=300, blank=True, default="")  #: as the file wrote it
    edition = models.CharField(max_length=12, blank=True, default="")  #: for example 3.23

    class Meta:
        constraints = [no_overlap("kle_subject_once_a_day", "number")]


class KleFacet(Valid):
    """An action facet of KLE (``G01``)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    code = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    edition = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [no_overlap("kle_facet_once_a_day", "code")]


class KleKeyword(models.Model):
    """A word that leads to a subject, with the file's own weight."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    subject = models.ForeignKey(KleSubject, on_delete=models.CASCADE, related_name="keywords")
    term = models.CharField(max_length=400)  # the file has names of whole orders as keywords
    weight = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "term"], name="keyword_once")]


class KleMove(models.Model):
    """From the day ``on`` the subject ``old`` is called ``new`` (a change file of KLE).

    ``services_on``: the day the services got the new number; ``None`` until then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    old = models.CharField(max_length=8)
    new = models.CharField(max_length=8)
    on = models.DateField()
    edition = models.CharField(max_length=12, blank=True, default="")
    services_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="kle_move_once")]
