"""Hearing of parties, and decisions that cannot exist without an allowed verdict."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7


class PartyHearing(models.Model):
    """The party learns of facts that weigh against them and may answer (Forvaltningsloven § 19)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey("case.Case", on_delete=models.PROTECT, related_name="hearings")
    facts = models.TextField(max_length=20_000)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=20_000, blank=True, default="")


class HearingException(models.TextChoices):
    """Why the party need not be heard (Forvaltningsloven § 19, stk. 1–2)."""

    NONE = ""
    NO_NEW_FACTS = "no_new_facts"  #: the party knows the facts and that we have them
    FULLY_GRANTED = "fully_granted"  #: nothing weighs against the party
    URGENT = "urgent"  #: the party's interest in waiting gives way


class Outcome(models.TextChoices):
    """What was decided."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class Decision(models.Model):
    """A decision with its reasons, and the verdict that says the person may make it.

    The database holds a foreign key to the verdict *and* its answer "allowed", so that no way
    into the table leads past competence (third law of the house).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.OneToOneField("case.Case", on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=10, choices=Outcome)
    amount = models.PositiveIntegerField(null=True)  #: whole kroner
    facts = models.TextField(max_length=20_000)
    rules = models.TextField(max_length=20_000)
    considerations = models.TextField(max_length=20_000)
    complaint = models.TextField(max_length=4_000)
    hearing_exception = models.CharField(
        max_length=16, choices=HearingException, blank=True, default=""
    )
    verdict = models.OneToOneField(
        "competence.VerdictRecord", on_delete=models.PROTECT, related_name="+"
    )
    verdict_allowed = models.BooleanField(default=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+"
    )
    unit: Any = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    letter_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict_allowed=True), name="decision_rests_on_a_yes"
            ),
            models.CheckConstraint(
                condition=~models.Q(complaint="")
                | models.Q(outcome="granted"),  # Forvaltningsloven § 25, stk. 1, last clause
                name="decision_tells_how_to_complain",
            ),
        ]


class ReversalBody(models.TextChoices):
    """Who changed a decision afterwards."""

    OWN_UNIT = "own_unit"  #: taken up again (Forvaltningsloven § 26; remonstration)
    APPEAL_BODY = "appeal_body"  #: for example Ankestyrelsen
    OMBUDSMAN_OR_COURT = "court"


class Reversal(models.Model):
    """A decision was changed or sent back (demand O4: how well the desk decides). Only added."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="reversal")
    on = models.DateField()
    body = models.CharField(max_length=12, choices=ReversalBody)
    remitted = models.BooleanField(default=False)  #: sent back instead of changed
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )


class Escalation(models.Model):
    """A matter was past the desk's limits and handed over by itself (O4, E11). Only added.

    ``limit`` in whole kroner, when it was the amount; ``verdict`` is the no that it rests on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    handover = models.OneToOneField("enquiry.Handover", on_delete=models.PROTECT, related_name="+")
    verdict = models.OneToOneField(
        "competence.VerdictRecord", on_delete=models.PROTECT, related_name="+"
    )
    kle = models.CharField(max_length=8)
    reason = models.CharField(max_length=24)
    limit = models.PositiveIntegerField(null=True)
    from_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["from_unit", "at"], name="escalation_per_desk")]
