"""Units, posts and people, each with the days in which they hold."""

from typing import Any

from django.db import models

from indgang.shared.identifiers import uuid7
from indgang.shared.validity_fields import Valid, no_overlap


class UnitKind(models.TextChoices):
    """What a unit is in the municipality's house."""

    COUNCIL = "council"
    COMMITTEE = "committee"
    ADMINISTRATION = "administration"
    CENTRE = "centre"
    DEPARTMENT = "department"
    TEAM = "team"
    OFFICE = "office"
    JOINT_CENTRE = "joint_centre"


class Unit(models.Model):
    """A unit through all its names and places in the tree; ``key`` never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.SlugField(max_length=80, unique=True)
    synthetic = models.BooleanField(default=False)  #: invented for the demonstration


class UnitState(Valid):
    """What a unit is called and where it belongs, in some days."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="states")
    kind = models.CharField(max_length=20, choices=UnitKind)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="child_states", null=True
    )
    phone = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        constraints = [
            no_overlap("unit_has_one_state_a_day", "unit"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")), name="unit_is_not_its_own_parent"
            ),
        ]


class TaskRole(models.TextChoices):
    """What a unit is to a KLE subject (KLE's own three roles)."""

    RESPONSIBLE = "ansvarlig"
    PERFORMING = "udfoerende"
    INSIGHT = "indsigt"


class UnitTask(Valid):
    """A unit's responsibility for a range of KLE subjects (``32`` or ``32.24`` or ``32.24.04``)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks")
    kle = models.CharField(max_length=8)
    role = models.CharField(max_length=12, choices=TaskRole)

    class Meta:
        constraints = [no_overlap("unit_task_once_a_day", "unit", "kle", "role")]
        indexes = [models.Index(fields=["kle"])]


class Person(models.Model):
    """Somebody who works for the municipality."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True, default="")
    synthetic = models.BooleanField(default=False)


class Function(models.TextChoices):
    """What a post is for; rights come from the post, never from the person."""

    FRONT_DESK = "front_desk"
    CASEWORKER = "caseworker"
    SPECIALIST = "specialist"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    LIBRARIAN = "librarian"
    ECONOMY = "economy"
    SUPPORT = "support"


class Post(Valid):
    """A person's post in a unit, with its share of full time (0 < share ≤ 1)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    function = models.CharField(max_length=20, choices=Function)
    title = models.CharField(max_length=120)
    share: Any = models.DecimalField(max_digits=3, decimal_places=2, default=1)

    class Meta:
        constraints = [
            no_overlap("post_once_a_day", "person", "unit", "function"),
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1), name="post_share_of_full_time"
            ),
        ]


class Succession(models.Model):
    """From the day ``on`` what ``from_unit`` had within ``kle`` is found at ``to_unit``.

    Written when a reorganisation is enacted; old names, numbers and letters are led on by it
    (demand O7). ``cause`` is the reorganisation.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    on = models.DateField()
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    kle = models.CharField(max_length=8, blank=True, default="")  #: "" is everything
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    cause = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["from_unit", "kle", "on"], name="succession_once"),
        ]
        indexes = [models.Index(fields=["cause"])]
