"""Where people come in: sites, entrances and opening hours."""

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class EntranceKind(models.TextChoices):
    """The three kinds of local entrance (document C, E2)."""

    SERVICES = "services"
    CASES = "cases"
    DEMOCRACY = "democracy"


class Site(Valid):
    """A house with a door to the street. ``latitude``/``longitude`` in WGS 84 degrees."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    address_id = models.UUIDField(null=True)
    address = models.CharField(max_length=250)
    district = models.CharField(max_length=60)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    step_free = models.BooleanField(default=True)
    own_entrance_sign = models.CharField(max_length=120, blank=True, default="")
    synthetic = models.BooleanField(default=False)


class Entrance(Valid):
    """A unit that receives people at a site, and for what."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="entrances")
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EntranceKind)
    phone = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [no_overlap("entrance_once_a_day", "site", "unit", "kind")]


class OpeningHours(Valid):
    """Open from ``opens`` to ``closes`` (Danish time, same day) on ``weekday`` (Monday is 0)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    entrance = models.ForeignKey(Entrance, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            no_overlap("hours_once_a_day", "entrance", "weekday", "opens"),
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="opens_before_it_closes"
            ),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="weekday_is_a_day"),
        ]


class JointManagement(Valid):
    """Co-located units' leaders steer the site together and keep their own staff (demand O3)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="managements")
    name = models.CharField(max_length=160)
    chair_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    agreement = models.CharField(max_length=500, blank=True, default="")
    synthetic = models.BooleanField(default=False)

    class Meta:
        constraints = [no_overlap("one_joint_management_a_day", "site")]


class JointMember(Valid):
    """A unit whose leader sits in the joint management."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    management = models.ForeignKey(
        JointManagement, on_delete=models.CASCADE, related_name="members"
    )
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [no_overlap("joint_member_once_a_day", "management", "unit")]


class Room(Valid):
    """A room of a site: who has it, or that it is shared. ``area`` in square metres."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms")
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, null=True, related_name="+"
    )  #: ``None``: shared by all at the site
    area = models.PositiveIntegerField(null=True)
    seats = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [no_overlap("room_once_a_day", "site", "key")]
