"""Calendars and bookings; the database itself rules out that two get the same time."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class Calendar(models.Model):
    """A counter, room or person with times that can be booked, at a unit's entrance."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    entrance = models.ForeignKey("places.Entrance", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )


class BookableHours(Valid):
    """When a calendar can be booked: a weekday, from–to in Danish time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            no_overlap("bookable_once_a_day", "calendar", "weekday", "begins"),
            models.CheckConstraint(
                condition=models.Q(begins__lt=models.F("ends")), name="bookable_has_length"
            ),
        ]


class BookingState(models.TextChoices):
    """What became of a booking."""

    BOOKED = "booked"
    MET = "met"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class Booking(models.Model):
    """A time that somebody has. ``code`` lets a person without MitID change it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="bookings")
    period = DateTimeRangeField()
    state = models.CharField(max_length=10, choices=BookingState, default=BookingState.BOOKED)
    citizen = models.ForeignKey(
        "citizens.Citizen", on_delete=models.PROTECT, null=True, related_name="+"
    )
    service = models.ForeignKey(
        "catalogue.Service", on_delete=models.PROTECT, null=True, related_name="+"
    )
    code = models.CharField(max_length=12, unique=True)
    note = models.CharField(max_length=200, blank=True, default="")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="nobody_gets_the_same_time",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=~models.Q(state="cancelled"),
                index_type="GIST",
            )
        ]
        indexes = [models.Index(fields=["citizen"])]
