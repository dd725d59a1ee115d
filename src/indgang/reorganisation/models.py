"""Planned changes of the organisation, their steps, signed exceptions and transition."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7


class ReorganisationState(models.TextChoices):
    """Where a reorganisation is. See ``rules.WAY`` for the lawful steps between them."""

    DRAFT = "draft"
    ENACTED = "enacted"  #: signed; takes effect on its day
    IN_EFFECT = "in_effect"
    UNDONE = "undone"  #: enacted and taken back before its day
    WITHDRAWN = "withdrawn"  #: a draft that was given up


class Reorganisation(models.Model):
    """One planned change with one effective date (demand O1)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    title = models.CharField(max_length=160)
    reason = models.TextField(max_length=4000, blank=True, default="")
    effective_on = models.DateField()
    state = models.CharField(
        max_length=10, choices=ReorganisationState, default=ReorganisationState.DRAFT
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    enacted_at = models.DateTimeField(null=True)
    enacted_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    verdict = models.ForeignKey(
        "competence.VerdictRecord", on_delete=models.PROTECT, null=True, related_name="+"
    )
    took_effect_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    undone_reason = models.CharField(max_length=500, blank=True, default="")
    #: what it moved, as counted at signing and on the day: {"signed": …, "day": …}
    counted: Any = models.JSONField(default=dict)
    transition_closed_at = models.DateTimeField(null=True)
    transition_closed_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    transition_note = models.CharField(max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1)  #: two who write at once: one wins

    class Meta:
        indexes = [models.Index(fields=["state", "effective_on"])]


class Step(models.Model):
    """One step of a draft; ``detail`` is the step as ``steps.dump`` writes it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="steps"
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)
    detail: Any = models.JSONField()
    source_row = models.PositiveIntegerField(null=True)  #: the spreadsheet's row it came from

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "position"],
                name="step_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]


class SignedException(models.Model):
    """Somebody answers for a trouble that is not mended, with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.CASCADE, related_name="exceptions"
    )
    code = models.CharField(max_length=40)
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=2000, blank=True, default="")  #: as the signer read it
    reason = models.CharField(max_length=1000)
    signed_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "code", "subject"], name="exception_signed_once"
            )
        ]


class TellWhom(models.TextChoices):
    """Which citizens get a letter when the day comes."""

    EVERYBODY = "everybody"  #: also those for whom only the unit's name is another
    CHANGED = "changed"  #: those with another number, place or caseworker
    NOBODY = "nobody"


class Telling(models.Model):
    """What those affected are told, and whom (demand O7). Without a row: the house's own text."""

    reorganisation = models.OneToOneField(
        Reorganisation, on_delete=models.CASCADE, primary_key=True, related_name="telling"
    )
    whom = models.CharField(max_length=10, choices=TellWhom, default=TellWhom.CHANGED)
    subject_da = models.CharField(max_length=120)
    text_da = models.TextField(max_length=4000)
    subject_en = models.CharField(max_length=120)
    text_en = models.TextField(max_length=4000)
    partners = models.TextField(max_length=4000, blank=True, default="")  #: one a line
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    gathered_at = models.DateTimeField(null=True)  #: all who are to be told have been found


class Notice(models.Model):
    """Somebody affected was told, by the channel they use (demand O7)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    reorganisation = models.ForeignKey(
        Reorganisation, on_delete=models.PROTECT, related_name="notices"
    )
    citizen_id = models.UUIDField(null=True)
    partner = models.CharField(max_length=200, blank=True, default="")
    message_id = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=60, blank=True, default="")  #: why it could not be made

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "citizen_id"], name="citizen_told_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["reorganisation", "id"],
                condition=models.Q(told_at=None),
                name="notice_to_be_told",
            )
        ]


class WrongTurn(models.Model):
    """Somebody came by an old name, number or address and was led on. No person in it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    channel = models.CharField(max_length=10)  #: page, search, phone, desk, letter
    from_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["from_unit", "at"])]
