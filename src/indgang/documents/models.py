"""Files: what citizens hand in and the letters they get."""

from django.db import models

from indgang.shared.identifiers import uuid7


class DocumentKind(models.TextChoices):
    """Where a document comes from."""

    RECEIVED = "received"
    LETTER = "letter"


class Document(models.Model):
    """A file's name card. ``about_id`` is the case or enquiry it lies on (rooms above this one)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    about_id = models.UUIDField()
    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()  #: bytes
    sha256 = models.BinaryField(max_length=32)
    for_citizen = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["about_id", "added_at"]), models.Index(fields=["citizen"])]


class DocumentContent(models.Model):
    """The bytes, apart from the name card, so that lists never read them."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="content"
    )
    data = models.BinaryField()
