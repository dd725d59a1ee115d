"""What every room writes to: the audit that can only grow, the outbox, revisions of the law."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7


class AuditEntry(models.Model):
    """What was done, by whom, when. The application may add rows and never change them."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    scope = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)  #: the citizen it was about
    verb = models.CharField(max_length=80)
    object_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)  #: never CPR numbers, never free text about a person

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "at"]),
            models.Index(fields=["object_id", "at"]),
        ]


class OutboxEvent(models.Model):
    """An event that has happened, written in the same transaction as what it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    payload = models.JSONField()
    by: Any = models.JSONField(default=dict)


class Delivery(models.Model):
    """An event handed to one listener *after* commit; the key makes a second hand-over harmless."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    event = models.ForeignKey(OutboxEvent, on_delete=models.PROTECT, related_name="deliveries")
    handler = models.CharField(max_length=160)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "handler"], name="delivery_once"),
        ]
        indexes = [
            models.Index(
                fields=["event"], condition=models.Q(done_at=None), name="delivery_waiting"
            )
        ]


class Revision(models.Model):
    """Counts the changes of a room whose rules are read from memory (organisation, competence).

    Triggers count, so that no writer can forget; readers compare before they trust their memory.
    """

    room = models.CharField(max_length=40, primary_key=True)
    number = models.BigIntegerField(default=0)


class Submission(models.Model):
    """A form that was accepted, by its key: pressing twice finds the first answer."""

    key = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=80)
    account_id = models.UUIDField(null=True)
    answer = models.CharField(max_length=300)
    at = models.DateTimeField()


class DatedWrite(models.Model):
    """A dated row that one act ended, began or took away, so that the act can be undone in time.

    ``was`` is the row as it stood (``ended``, ``removed``), ``became`` as the act left it
    (``began``, ``ended``); ``cause`` is the act, for example a reorganisation. See
    ``shared.dated``.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    cause = models.UUIDField()
    table = models.CharField(max_length=80)
    row_id = models.UUIDField()
    what = models.CharField(max_length=8)  #: began, ended, removed
    was: Any = models.JSONField(null=True)
    became: Any = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["cause"]), models.Index(fields=["row_id"])]
