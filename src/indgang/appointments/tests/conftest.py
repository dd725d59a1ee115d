"""Two counters at one entrance, one at another; two citizens and an employee."""

import hashlib
import time as stopwatch
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from indgang.appointments.models import BookableHours, Booking, Calendar
from indgang.shared.actor import SYSTEM, Actor, HeldPost, Scope
from indgang.shared.rowsecurity import enter
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

ALWAYS = to_range(Days(date(2020, 1, 1)))


@dataclass(frozen=True)
class Town:
    """What the tests book."""

    calendars: dict[str, Calendar]
    anna: Actor
    ibrahim: Actor
    staff: Actor
    service_code: str

    @property
    def counter(self) -> UUID:
        return self.calendars["counter 1"].id


def _related(model: type[Any], field: str) -> Any:
    """Another room's model, through the key that points at it."""
    return model._meta.get_field(field).related_model


def _citizen(name: str) -> Actor:
    row = _related(Booking, "citizen").objects.create(
        name=name,
        sort_key=name.lower(),
        cpr_hash=hashlib.sha256(name.encode()).digest(),
        synthetic=True,
    )
    return Actor(Scope.CITIZEN, name, citizen_id=row.id)


def build_town() -> Town:
    """Write the town into the running transaction, in the system's name."""
    with connection.cursor() as cursor:  # a rollback gives numbers back; memories compare them
        cursor.execute(
            "UPDATE shared_revision SET number = %s WHERE room = 'organisation'",
            [stopwatch.time_ns()],
        )
    unit = _related(Calendar, "unit").objects.create(key="borgerservice", synthetic=True)
    unit.states.create(kind="office", name="Borgerservice", phone="33 66 33 66", validity=ALWAYS)
    entrances = _related(Calendar, "entrance")
    calendars = {}
    for number, (house, names) in enumerate(
        {"Dortheavej 61": ("counter 1", "counter 2"), "Nørre Alle 7": ("counter 3",)}.items()
    ):
        site = _related(entrances, "site").objects.create(
            key=f"site-{number}", name=house, address=house, district="NV", validity=ALWAYS
        )
        entrance = entrances.objects.create(site=site, unit=unit, kind="cases", validity=ALWAYS)
        for name in names:
            calendar = Calendar.objects.create(entrance=entrance, unit=unit, name=name)
            for weekday in range(5):
                BookableHours.objects.create(
                    calendar=calendar,
                    weekday=weekday,
                    begins=time(10),
                    ends=time(12),
                    validity=ALWAYS,
                )
            calendars[name] = calendar
    service = _related(Booking, "service").objects.create(
        code="pas",
        kle="23.05.02",
        title_da="Pas",
        title_en="Passport",
        administration="kff",
        situation="general",
        front_desk="decide",
    )
    person = _related(Calendar, "person").objects.create(key="mette", name="Mette Juhl")
    post = HeldPost(person.id, unit.id, "front_desk", "borgerservicemedarbejder")
    return Town(
        calendars=calendars,
        anna=_citizen("Anna Lund"),
        ibrahim=_citizen("Ibrahim Hassan"),
        staff=Actor(Scope.STAFF, "Mette Juhl", person_id=person.id, posts=(post,)),
        service_code=service.code,
    )


@pytest.fixture
def town(db: None) -> Town:
    """The town; the test says itself who asks."""
    enter(SYSTEM, purpose="test")
    return build_town()
