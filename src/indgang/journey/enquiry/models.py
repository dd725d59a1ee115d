"""What somebody asked, who answers for it, and every hand-over on the way."""

from django.db import models

from indgang.shared.identifiers import uuid7


class Channel(models.TextChoices):
    """How the enquiry came in (E4)."""

    WEB = "web"
    PHONE = "phone"
    COUNTER = "counter"
    LETTER = "letter"


class EnquiryState(models.TextChoices):
    """Where an enquiry is; the lawful steps between are in ``rules``."""

    RECEIVED = "received"
    ANSWERED = "answered"
    OFFERED = "offered"  #: handed over, not yet accepted: the sender still answers for it
    ACCEPTED = "accepted"  #: a case has it now
    DECIDED = "decided"  #: decided at the desk
    WITHDRAWN = "withdrawn"


class Enquiry(models.Model):
    """One wish in the person's own words. ``citizen`` is empty until we know who asks."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=12, unique=True)
    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, null=True, related_name="+"
    )
    contact = models.CharField(max_length=200, blank=True, default="")
    channel = models.CharField(max_length=8, choices=Channel)
    language = models.CharField(max_length=5, default="da")
    text = models.TextField(max_length=20_000)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EnquiryState, default=EnquiryState.RECEIVED)
    responsible_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+"
    )
    registered_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = models.TextField(blank=True, default="")
    urgent = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-received_at"]),
            models.Index(
                fields=["responsible_unit", "received_at"],
                condition=models.Q(state__in=["received", "offered"]),
                name="enquiry_open_per_unit",
            ),
        ]


class EnquiryStep(models.Model):
    """What happened to an enquiry. Only ever added; the citizen reads it as the journey."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["enquiry", "at"])]


class HandoverState(models.TextChoices):
    """A warm hand-over is offered until somebody takes it, sends it back or takes it back."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"  #: by the sender, before anybody had taken it


class Handover(models.Model):
    """One unit gives an enquiry to another with the story (Forvaltningsloven § 7, stk. 2)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="handovers")
    from_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="+")
    story = models.TextField(max_length=20_000)
    amount = models.PositiveIntegerField(null=True)  #: what is applied for, whole kroner
    booking = models.ForeignKey(
        "appointments.Booking", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=HandoverState, default=HandoverState.OFFERED)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["to_unit", "offered_at"],
                condition=models.Q(state="offered"),
                name="handover_waiting_per_unit",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enquiry", "to_unit", "service"],
                condition=models.Q(state__in=["offered", "accepted"]),
                name="handover_once_per_unit_and_service",
            )
        ]
