"""Instruments, grants, conflicts of interest, and the verdicts that decisions rest on."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid


class InstrumentKind(models.TextChoices):
    """What gives authority, from the law down."""

    STATUTE = "statute"
    GOVERNING_STATUTE = "governing_statute"  #: styrelsesvedtægt
    COMMITTEE_DELEGATION = "committee_delegation"
    INTERNAL_DELEGATION = "internal_delegation"
    DISPENSATION = "dispensation"
    SUBSTITUTION = "substitution"


class ActionKind(models.TextChoices):
    """What may be done with a matter."""

    INFORM = "inform"
    RECEIVE = "receive"
    PREPARE = "prepare"
    DECIDE = "decide"
    APPROVE = "approve"


class Instrument(Valid):
    """A written source of authority."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=24, choices=InstrumentKind)
    title_da = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    synthetic = models.BooleanField(default=False)


class Grant(Valid):
    """Authority that a unit holds, from a grant above it or from a governing body itself.

    ``holder`` with ``function``: posts of that function in the unit (empty: every post).
    ``kle``: the range of subjects. ``outcomes``: empty means any outcome. ``amount_limit`` in
    whole Danish kroner per decision, ``None`` means no limit of its own. A grant without
    ``above`` is a root and only a governing body (council or committee) may hold it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="grants")
    holder = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    function = models.CharField(max_length=20, blank=True, default="")
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    action = models.CharField(max_length=10, choices=ActionKind)
    kle = models.CharField(max_length=8, blank=True)  #: "" is every subject
    amount_limit = models.PositiveIntegerField(null=True)
    outcomes: Any = models.JSONField(default=list)
    may_sub_delegate = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["holder", "action"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(above=models.F("id")), name="grant_is_not_above_itself"
            )
        ]


class ConflictOfInterest(models.Model):
    """A person who may not act in a case (Forvaltningsloven §§ 3–6). Only ever added or ended."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    subject_id = models.UUIDField()  #: the citizen whose cases are barred
    ground = models.CharField(max_length=20)  #: own_interest, family, organisation, other
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_id", "person"])]


class VerdictRecord(models.Model):
    """What the system answered to *may they?*, with the chain behind it. Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, null=True)
    action = models.CharField(max_length=10)
    kle = models.CharField(max_length=8)
    amount = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    allowed = models.BooleanField()
    reason = models.CharField(max_length=24)
    chain = models.JSONField(default=list)

    class Meta:
        constraints = [
            # a decision points here with allowed = true: the database holds the third law
            models.UniqueConstraint(fields=["id", "allowed"], name="verdict_and_its_answer"),
        ]
