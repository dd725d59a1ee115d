"""Whom the municipality serves: persons, companies, associations, and who speaks for whom."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class CitizenKind(models.TextChoices):
    """Who the entrance serves (K13)."""

    PERSON = "person"
    COMPANY = "company"
    ASSOCIATION = "association"


class Citizen(models.Model):
    """A person, company or association with matters in the municipality.

    The CPR number is encrypted; it is found by a keyed hash and never leaves this room in clear
    except to the one letter or form that must carry it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=12, choices=CitizenKind, default=CitizenKind.PERSON)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=400)  #: Danish order: … z æ ø å
    born = models.DateField(null=True)
    cpr_encrypted = models.BinaryField(null=True)
    cpr_hash = models.BinaryField(null=True, unique=True, max_length=32)
    cvr = models.CharField(max_length=8, null=True, unique=True)  # noqa: DJ001 (many without)
    address_id = models.UUIDField(null=True)
    address = models.CharField(max_length=250, blank=True, default="")
    district = models.CharField(max_length=60, blank=True, default="")
    address_protected = models.BooleanField(default=False)
    digital_post = models.BooleanField(default=True)  #: False: exempt, gets letters on paper
    phone = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=5, default="da")
    synthetic = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"]),
            GinIndex(OpClass(Lower("name"), "gin_trgm_ops"), name="citizen_name_trigrams"),
            models.Index(fields=["born"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="person", cpr_hash__isnull=False, cvr=None)
                | models.Q(~models.Q(kind="person"), cpr_hash=None, cvr__isnull=False),
                name="citizen_has_one_kind_of_number",
            )
        ]


class RelationKind(models.TextChoices):
    """How one citizen stands to another; ``from_citizen`` is the … of ``to_citizen``."""

    PARENT = "parent"  #: with custody (Forældreansvarsloven § 2)
    SPOUSE = "spouse"
    GUARDIAN = "guardian"  #: Værgemålsloven § 5
    REPRESENTATIVE = "representative"  #: Forvaltningsloven § 8
    SIGNATORY = "signatory"  #: speaks for a company or an association
    CHILD_OF = "child_of"  #: grown-up child: family, no right to speak for


class Relation(Valid):
    """``from_citizen`` is parent, guardian … of ``to_citizen`` in some days."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    from_citizen = models.ForeignKey(
        Citizen, on_delete=models.PROTECT, related_name="relations_from"
    )
    to_citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="relations_to")
    kind = models.CharField(max_length=16, choices=RelationKind)

    class Meta:
        constraints = [
            no_overlap("relation_once_a_day", "from_citizen", "to_citizen", "kind"),
            models.CheckConstraint(
                condition=~models.Q(from_citizen=models.F("to_citizen")),
                name="nobody_relates_to_themselves",
            ),
        ]
