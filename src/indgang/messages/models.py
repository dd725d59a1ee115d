"""What is sent to citizens, by which channel, and whether it got there."""

from django.db import models

from indgang.shared.identifiers import uuid7


class MessageChannel(models.TextChoices):
    """How a citizen is told."""

    DIGITAL_POST = "digital_post"
    PAPER = "paper"  #: exempt from Digital Post: printed and posted


class MessageState(models.TextChoices):
    """Accepted is not delivered (Lov om Digital Post § 10: received when it is available)."""

    QUEUED = "queued"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    FAILED = "failed"


class Message(models.Model):
    """A letter on its way. The key makes a second attempt the same message."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.CharField(max_length=120, unique=True)
    citizen = models.ForeignKey("citizens.Citizen", on_delete=models.PROTECT, related_name="+")
    #: Who sends it; empty for the system's own messages.
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=14, choices=MessageChannel)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    subject = models.CharField(max_length=200)
    document_id = models.UUIDField(null=True)  #: documents live beside this room
    about_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-made_at"]),
            models.Index(
                fields=["state"], condition=~models.Q(state="delivered"), name="message_under_way"
            ),
        ]
