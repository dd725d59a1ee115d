"""Dated rows that an act ended, began and took away, and the way back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from indgang.shared.dated import ChangedSinceError, DatedWriter, take_back
from indgang.shared.identifiers import uuid7
from indgang.shared.models import DatedWrite
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("O1")]

AT = datetime(2026, 3, 2, tzinfo=UTC)
ON = date(2026, 5, 1)


def _model(name: str) -> Any:
    return apps.get_model("organisation", name)


def _task(kle: str, days: Days) -> Any:
    unit = _model("Unit").objects.get_or_create(key="enhed")[0]
    return _model("UnitTask")(
        id=uuid7(), unit=unit, kle=kle, role="ansvarlig", validity=to_range(days)
    )


def _rows() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t)::text FROM organisation_unittask t ORDER BY 1")
        return [str(row[0]) for row in cursor.fetchall()]


def _act() -> tuple[Any, list[str]]:
    """An act that ends a row, takes one away and begins one; and the rows before it."""
    old, later = _task("27", Days(date(2020, 1, 1))), _task("32", Days(date(2026, 6, 1)))
    old.save()
    later.save()
    before = _rows()
    writer = DatedWriter(uuid7(), AT)
    writer.end([old, later], ON)
    writer.begin([_task("15", Days(ON))])
    writer.close()
    return writer.cause, before


def test_an_act_and_its_way_back() -> None:
    cause, before = _act()
    kles = sorted(_model("UnitTask").objects.valid_at(date(2026, 7, 1)).values_list("kle"))
    assert kles == [("15",)]
    assert _model("UnitTask").objects.get(kle="27").days == Days(date(2020, 1, 1), ON)
    assert take_back(cause) == 3
    assert _rows() == before
    assert not DatedWrite.objects.exists()
    assert take_back(cause) == 0


def _narrow(kle: str) -> None:
    _model("UnitTask").objects.filter(kle=kle).update(kle=f"{kle}.10")


def _lengthen(kle: str) -> None:
    row = _model("UnitTask").objects.get(kle=kle)
    row.validity = to_range(Days(row.days.begins, date(2027, 1, 1)))
    row.save()


@pytest.mark.parametrize("meddle", [_narrow, _lengthen])
@pytest.mark.parametrize("kle", ["27", "15"])
def test_a_row_that_is_not_as_it_was_left_stops_the_way_back(meddle: Any, kle: str) -> None:
    cause, _ = _act()
    meddle(kle)
    rows = _rows()
    with pytest.raises(ChangedSinceError):
        take_back(cause)
    assert _rows() == rows
    assert DatedWrite.objects.filter(cause=cause).count() == 3


def test_a_row_that_is_gone_stops_it() -> None:
    cause, _ = _act()
    _model("UnitTask").objects.filter(kle="15").delete()
    with pytest.raises(ChangedSinceError):
        take_back(cause)


def test_something_put_where_the_old_row_was_stops_it() -> None:
    cause, _ = _act()
    _task("27", Days(date(2026, 8, 1))).save()
    rows = _rows()
    with pytest.raises(ChangedSinceError):
        take_back(cause)
    assert _rows() == rows


def test_what_hangs_on_a_row_that_was_begun_stops_it() -> None:
    writer = DatedWriter(uuid7(), AT)
    unit = _model("Unit")(id=uuid7(), key="ny")
    writer.begin([unit])
    writer.close()
    _model("UnitTask").objects.create(
        unit=unit, kle="27", role="ansvarlig", validity=to_range(Days(ON))
    )
    with pytest.raises(ChangedSinceError):
        take_back(writer.cause)
    assert _model("Unit").objects.filter(key="ny").exists()


def test_what_an_act_itself_begins_and_ends_is_its_own_business() -> None:
    before = _rows()
    writer = DatedWriter(uuid7(), AT)
    gone, short = _task("27", Days(ON)), _task("32", Days(date(2026, 4, 1)))
    writer.begin([gone, short])
    writer.end([gone, short], ON)
    writer.close()
    assert _model("UnitTask").objects.get().days == Days(date(2026, 4, 1), ON)
    take_back(writer.cause)
    assert _rows() == before
