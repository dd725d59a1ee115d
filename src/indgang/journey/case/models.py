"""Cases in the shape of the joint municipal index (KOMBIT SF1470), with their journal."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7


class Sensitivity(models.IntegerChoices):
    """The four steps of the index (SF1470)."""

    IKKE_FORTROLIGE_DATA = 1
    FORTROLIGE_PERSONOPLYSNINGER = 2
    FOELSOMME_PERSONOPLYSNINGER = 3
    VIP_SAGER = 4


class CaseState(models.TextChoices):
    """The states of the index; all earlier ones are present when a later one is reached."""

    OPSTAAET = "opstaaet"
    OPLYST = "oplyst"
    AFGJORT = "afgjort"
    AFSLUTTET = "afsluttet"


class Case(models.Model):
    """A matter that a unit answers for until it is closed.

    It has no more indexes than are asked: in a reorganisation every case is written at once, and
    each index is written with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=50, unique=True)
    title = models.CharField(max_length=255)
    public_title = models.CharField(max_length=255)  #: nothing that hurts when seen
    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, related_name="+", db_index=False
    )  #: (the index with ``opened_at`` begins with it)
    responsible_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+"
    )
    caseworker = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kle = models.CharField(max_length=8)
    kle_facet = models.CharField(max_length=4, default="G01")  #: KLE action facet
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity)
    hidden = models.BooleanField(default=False)  #: a hidden case does not tell that it is hidden
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.OPSTAAET)
    local_state = models.CharField(max_length=40, blank=True, default="")
    amount = models.PositiveIntegerField(null=True)  #: applied for, whole kroner
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)  #: the published deadline as it was on the day
    deadline_days = models.PositiveSmallIntegerField(null=True)
    enquiry = models.ForeignKey(
        "enquiry.Enquiry",
        on_delete=models.PROTECT,
        null=True,
        related_name="cases",
        db_index=False,
    )
    handover = models.OneToOneField(
        "enquiry.Handover", on_delete=models.PROTECT, null=True, related_name="case"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="parts", db_index=False
    )
    master_system = models.CharField(max_length=60, default="indgang")
    sending_system = models.CharField(max_length=60, default="indgang")
    version = models.PositiveIntegerField(default=1)  #: two who write at once: one wins

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-opened_at"]),
            models.Index(
                fields=["responsible_unit", "due_on"],
                condition=~models.Q(state="afsluttet"),
                name="case_open_per_unit",
            ),
            models.Index(
                fields=["enquiry"],
                condition=models.Q(enquiry__isnull=False),
                name="case_of_an_enquiry",
            ),
            models.Index(
                fields=["parent"], condition=models.Q(parent__isnull=False), name="case_parts"
            ),
        ]


class CaseStateStep(models.Model):
    """When a case reached a state, and by whom. Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="states")
    state = models.CharField(max_length=10, choices=CaseState)
    at = models.DateTimeField()
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "state"], name="state_reached_once")]


class PartyRole(models.TextChoices):
    """What somebody is to the case."""

    PRIMARY = "primary"
    CO_PARTY = "co_party"
    REPRESENTATIVE = "representative"
    CUSTODIAN = "custodian"


class Party(models.Model):
    """Somebody whose rights the case touches or who speaks for them."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    citizen = models.ForeignKey("citizens.Citizen", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=PartyRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "citizen", "role"], name="party_once")
        ]


class JournalNote(models.Model):
    """A note in the journal: day and theme (Offentlighedsloven §§ 13 and 15). Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    at = models.DateTimeField()
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    unit: Any = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )
    theme = models.CharField(max_length=120)
    text = models.TextField(max_length=20_000)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "at"])]


class CaseMove(models.Model):
    """A case went from one unit to another on a day (a reorganisation). Only ever added.

    The unit that answered for the case on an earlier day is ``from_unit`` of the first move after
    it; so the past reads as it was. Units and caseworkers are copied from ``Case``, in the
    statement that moves it, where the database has checked them.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="moves", db_index=False)
    on = models.DateField()
    from_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    to_unit = models.ForeignKey(
        "organisation.Unit",
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    from_caseworker = models.ForeignKey(
        "organisation.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    to_caseworker = models.ForeignKey(
        "organisation.Person",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    cause = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["case", "on"])]
