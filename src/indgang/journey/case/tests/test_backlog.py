"""How the work stood on days that have been, and who is touched by a move."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from indgang.desk.tests.town import Town, build, insert
from indgang.journey.case.public import case_backlog
from indgang.journey.enquiry.public import enquiry_backlog
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.requirement("O7"), pytest.mark.usefixtures("town")]

FRIDAY = date(2026, 10, 30)
ENDS = (date(2026, 10, 23), FRIDAY, date(2026, 11, 6))


@pytest.fixture
def town(db: None) -> Town:
    """A small municipality."""
    return build()


def _at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _case(town: Town, number: int, opened: date, due: date | None, decided: date | None) -> None:
    case_id = town.case(number)
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE case_case SET opened_at = %s, due_on = %s WHERE id = %s",
            [_at(opened), due, case_id],
        )
        if decided:
            insert("case_casestatestep", case_id=case_id, state="afgjort", at=_at(decided))


def _figures(rows: Any, unit: UUID) -> dict[date, tuple[int, ...]]:
    return {
        row.ends: tuple(getattr(row, name) for name in row.__slots__ if name not in _NOT_FIGURES)
        for row in rows
        if row.unit_id == unit
    }


_NOT_FIGURES = ("unit_id", "kle", "ends")


def test_a_case_counts_from_its_beginning_to_its_decision(town: Town) -> None:
    _case(town, 1, date(2026, 10, 20), FRIDAY, None)
    _case(town, 2, date(2026, 10, 27), date(2026, 10, 28), FRIDAY)  # late a day, then decided
    _case(town, 3, date(2026, 10, 30), None, None)
    with as_system("test"):
        found = _figures(case_backlog([town.units["job"]], ENDS), town.units["job"])
    # open, late, near
    assert found == {ENDS[0]: (1, 0, 1), ENDS[1]: (2, 0, 1), ENDS[2]: (2, 1, 0)}


def test_other_units_and_coming_cases_are_not_counted(town: Town) -> None:
    _case(town, 1, date(2026, 11, 7), None, None)
    with as_system("test"):
        assert case_backlog([town.units["job"]], ENDS) == ()
        assert case_backlog([town.units["care"]], ENDS) == ()


def _enquiry(town: Town, number: int, came: date, over: date | None) -> None:
    with as_system("test"):
        enquiry = insert(
            "enquiry_enquiry", number=f"H-{number}", channel="web", text="Hjælp", contact="",
            citizen_id=town.citizens["ibrahim"], received_at=_at(came), state="received",
            responsible_unit_id=town.units["job"], language="da", answer="", urgent="",
        )  # fmt: skip
        steps = [("received", came), *([("answered", over)] if over else [])]
        for verb, day in steps:
            insert(
                "enquiry_enquirystep", enquiry_id=enquiry, at=_at(day), verb=verb, note="",
                unit_id=town.units["job"],
            )  # fmt: skip


def test_an_enquiry_waits_until_it_is_answered(town: Town) -> None:
    _enquiry(town, 1, FRIDAY - timedelta(days=20), FRIDAY)
    _enquiry(town, 2, FRIDAY - timedelta(days=2), None)
    with as_system("test"):
        found = _figures(enquiry_backlog([town.units["job"]], ENDS), town.units["job"])
    # waiting, age of the oldest in days
    assert found == {ENDS[0]: (1, 13), ENDS[1]: (1, 2), ENDS[2]: (1, 9)}


def test_a_day_is_a_danish_day(town: Town) -> None:
    """Half past eleven on Friday night in Greenwich is Saturday in Denmark."""
    with as_system("test"):
        insert(
            "enquiry_enquiry", number="H-1", channel="web", text="Hjælp", contact="",
            citizen_id=town.citizens["ibrahim"], state="received", language="da", answer="",
            received_at=datetime(2026, 10, 30, 23, 30, tzinfo=UTC), urgent="",
            responsible_unit_id=town.units["job"],
        )  # fmt: skip
        found = _figures(enquiry_backlog([town.units["job"]], (FRIDAY,)), town.units["job"])
        later = _figures(
            enquiry_backlog([town.units["job"]], (FRIDAY + timedelta(days=1),)), town.units["job"]
        )
    assert found == {}
    assert later == {FRIDAY + timedelta(days=1): (1, 0)}
