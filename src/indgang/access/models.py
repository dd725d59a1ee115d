"""Accounts, tokens, consents, and the log of every look-up of a person."""

from django.db import models
from django.db.models.functions import Now

from indgang.shared.identifiers import uuid7


class AccountKind(models.TextChoices):
    """Whose account it is."""

    STAFF = "staff"
    CITIZEN = "citizen"


class Account(models.Model):
    """A way in: an identity that a sign-in service vouches for (``issuer`` and ``subject``)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=10, choices=AccountKind)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="accounts"
    )
    citizen_id = models.UUIDField(null=True)  #: the room of citizens lies above this one
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="account_once"),
            models.CheckConstraint(
                condition=models.Q(kind="staff", person__isnull=False, citizen_id=None)
                | models.Q(kind="citizen", person=None, citizen_id__isnull=False),
                name="account_is_of_one_person",
            ),
        ]


class ApiToken(models.Model):
    """A key to the API for one account, stored as a hash only."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    token_hash = models.BinaryField(max_length=32, unique=True)
    purpose_note = models.CharField(max_length=200)
    expires_at = models.DateTimeField()


class LookUp(models.Model):
    """Somebody looked at a person's data: who, in which post, why, by which law. Only ever added.

    Databeskyttelsesforordningen articles 15 and 32; the citizen reads it on the own page (K11).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    subject_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True)
    purpose = models.CharField(max_length=40)
    what = models.CharField(max_length=40)  #: which view: search, picture, case, document …
    object_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "-at"])]


class Consent(models.Model):
    """A citizen's yes to one exchange: which data, from whom, to whom, for which case.

    Retssikkerhedsloven § 11 a: consent is specific. It holds in instants and can be withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    subject_id = models.UUIDField()
    from_administration = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+"
    )
    to_administration = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+"
    )
    kle = models.CharField(max_length=8)  #: which data: a range of KLE subjects
    for_case_id = models.UUIDField(null=True)
    level = models.CharField(max_length=12)  #: headline or content
    given_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "given_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None)
                | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_ends_after_it_began",
            )
        ]
