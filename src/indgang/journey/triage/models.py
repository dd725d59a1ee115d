"""What the system understood of an enquiry, kept as it was said then."""

from django.db import models

from indgang.shared.identifiers import uuid7


class Suggestion(models.Model):
    """The understanding of one enquiry by one version of the engine. Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    enquiry = models.ForeignKey(
        "enquiry.Enquiry", on_delete=models.PROTECT, related_name="suggestions"
    )
    at = models.DateTimeField()
    engine = models.CharField(max_length=40)
    services = models.JSONField()  #: [{"code", "score", "because": [...]}], best first
    situation = models.CharField(max_length=10)
    urgent = models.CharField(max_length=12, blank=True, default="")
    coordinate = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["enquiry", "at"])]
