"""A small town: three houses, units with tasks, opening hours."""

import time as stopwatch
from datetime import date, time
from typing import Any

import pytest
from django.db import connection

from indgang.places.models import Entrance, OpeningHours, Site
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

ALWAYS = Days(date(2020, 1, 1))


def make_unit(key: str, name: str, *, parent: Any = None, tasks: tuple[str, ...] = ()) -> Any:
    """A unit with its one name and its tasks (rooms above may not import the model's module)."""
    model: Any = Entrance._meta.get_field("unit").related_model
    unit = model.objects.create(key=key, synthetic=True)
    unit.states.create(
        kind="office", name=name, parent=parent, phone="33 66 33 66", validity=to_range(ALWAYS)
    )
    for kle in tasks:
        unit.tasks.create(kle=kle, role="ansvarlig", validity=to_range(ALWAYS))
    return unit


def make_entrance(
    unit: Any,
    name: str,
    *,
    district: str = "Bispebjerg",
    place: tuple[float, float] | None = (55.70, 12.54),
    hours: tuple[int, int] = (10, 15),
    weekdays: range = range(5),
    kind: str = "cases",
    days: Days = ALWAYS,
) -> Entrance:
    """An entrance at a house of its own, with the same hours on these weekdays."""
    site = Site.objects.create(
        key=f"site-{Site.objects.count()}",
        name=name,
        address=f"{name}, 2400 København NV",
        district=district,
        latitude=place[0] if place else None,
        longitude=place[1] if place else None,
        synthetic=True,
        validity=to_range(ALWAYS),
    )
    entrance: Entrance = Entrance.objects.create(
        site=site, unit=unit, kind=kind, validity=to_range(days)
    )
    for weekday in weekdays:
        OpeningHours.objects.create(
            entrance=entrance,
            weekday=weekday,
            opens=time(hours[0]),
            closes=time(hours[1]),
            validity=to_range(ALWAYS),
        )
    return entrance


def forget_the_organisation() -> None:
    """Count the organisation up to a number no other test had: a rollback gives numbers back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE shared_revision SET number = %s WHERE room = 'organisation'",
            [stopwatch.time_ns()],
        )


@pytest.fixture
def town(db: None) -> dict[str, Entrance]:
    """Citizen service in two districts; a social centre with a task; a committee's secretariat."""
    forget_the_organisation()
    administration = make_unit("sof", "Socialforvaltningen", tasks=("32",))
    service = make_unit("borgerservice", "Borgerservice", tasks=("23",))
    centre = make_unit("socialcenter", "Socialcenter", parent=administration)
    committee = make_unit("lokaludvalg", "Lokaludvalg")
    return {
        "near": make_entrance(service, "Dortheavej 61", place=(55.7081, 12.5306)),
        "far": make_entrance(service, "Åboulevarden 1", district="Ørestad", place=(55.63, 12.58)),
        "early": make_entrance(centre, "Tomsgårdsvej 1", place=None, hours=(8, 12)),
        "committee": make_entrance(committee, "Lygten 3", district="Åby", kind="democracy"),
    }
