"""Instruments, grants, conflicts of interest, and the verdicts that decisions rest on."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


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
    text_da = models.TextField(max_length=8000, blank=True, default="")  #: the wording itself
    text_en = models.TextField(max_length=8000, blank=True, default="")
    synthetic = models.BooleanField(default=False)


class Grant(Valid):
    """Authority that a unit holds, from a grant above it or from a governing body itself.

    ``holder`` with ``function``: posts of that function in the unit (empty: every post).
    ``kle``: the range of subjects. ``outcomes``: empty means any outcome. ``amount_limit`` in
    whole Danish kroner per decision, ``None`` means no limit of its own. A grant without
    ``above`` is a root and only a governing body (council or committee) may hold it.
    ``without``: narrower ranges that are not part of it. ``person``: only this one (a substitute).
    ``way``: only in the days in which the holder uses that way of working (demand O8).
    ``complexity``: the heaviest matter it holds for (1 uncomplicated … 3; ``None``: any).
    ``origin``: the grant that it carries on after a reorganisation.
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
    without: Any = models.JSONField(default=list)
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    way = models.ForeignKey(
        "ways.WayOfWorking", on_delete=models.PROTECT, null=True, related_name="+"
    )
    complexity = models.PositiveSmallIntegerField(null=True)
    origin = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["holder", "action"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(above=models.F("id")), name="grant_is_not_above_itself"
            )
        ]


class Handling(models.TextChoices):
    """What the leader did about a conflict of interest (Forvaltningsloven §§ 3–6)."""

    OPEN = ""
    GIVEN_ON = "given_on"  #: a colleague has the case
    LEADER_TOOK_IT = "leader_took_it"
    SUBSTITUTE = "substitute"  #: somebody from another unit, by agreement
    NO_OTHER = "no_other"  #: nobody else can (§ 4, stk. 1); the person goes on, with the reason


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
    ended_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    case_id = models.UUIDField(null=True)  #: only this case; ``None``: all of the citizen's
    handling = models.CharField(max_length=20, choices=Handling, blank=True, default="")
    handling_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    handled_to = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

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


class ReadinessCriterion(models.TextChoices):
    """What a task needs before the front desk can take it (document E: stable enough; E11)."""

    UNCOMPLICATED = "uncomplicated"  #: the rules leave little to weigh
    STABLE = "stable"  #: volume and procedure are stable
    WRITTEN = "written"  #: there is a written procedure
    TRAINED = "trained"  #: staff are trained
    SYSTEMS = "systems"  #: the desk has access to the systems
    FUNDED = "funded"  #: money and posts follow the task
    AGREED = "agreed"  #: the administration that holds the task agrees


class Readiness(Valid):
    """Is a task ready for the front desk, criterion by criterion, in some days (demand E11)?"""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kle = models.CharField(max_length=8)
    criterion = models.CharField(max_length=16, choices=ReadinessCriterion)
    met = models.BooleanField()
    note = models.CharField(max_length=500, blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [no_overlap("readiness_once_a_day", "kle", "criterion")]


class BoundaryAgreement(Valid):
    """Who acts when two could (*snitflade*, demand K8). ``units`` are ids, the first acts."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kle = models.CharField(max_length=8)
    first_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    other_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    condition_da = models.CharField(max_length=500)  #: when the first acts, in plain words
    condition_en = models.CharField(max_length=500, blank=True, default="")
    source = models.CharField(max_length=300, blank=True, default="")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [
            no_overlap("one_boundary_a_day", "kle", "first_unit", "other_unit"),
            models.CheckConstraint(
                condition=~models.Q(first_unit=models.F("other_unit")),
                name="boundary_is_between_two",
            ),
        ]
