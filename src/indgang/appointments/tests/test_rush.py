"""Twenty people press the same button at the same moment, each on a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, connections

from indgang.appointments.models import Booking
from indgang.appointments.public import TimeTaken, book, cancel, move
from indgang.appointments.tests.conftest import build_town
from indgang.config.database.public import Urls
from indgang.shared.actor import ANONYMOUS, SYSTEM
from indgang.shared.rowsecurity import acting, as_system

CPH = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 8, tzinfo=CPH)
TEN = NOW.replace(hour=10)
MANY = 20


@pytest.mark.requirement("E9")
def test_twenty_for_one_time_one_wins_and_each_gets_an_answer(fresh_database: Urls) -> None:
    with as_system("test"):
        town = build_town()
    together = Barrier(MANY)

    def rush(number: int) -> str:
        try:
            together.wait(timeout=30)
            with acting(ANONYMOUS, purpose=""):
                try:
                    book(
                        calendar_id=town.counter,
                        begins=TEN,
                        minutes=20,
                        citizen_id=None,
                        service_code=None,
                        note=str(number),
                        by=ANONYMOUS,
                        at=NOW,
                    )
                except TimeTaken as taken:
                    return f"offered {len(taken.free)}"
            return "won"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(rush, range(MANY)))
    assert sorted(answers) == ["offered 3"] * (MANY - 1) + ["won"]
    with as_system("test"):
        assert Booking.objects.count() == 1


def test_the_line_is_one_for_each_calendar(fresh_database: Urls) -> None:
    """Whoever is booking holds the calendar's line: others of the same calendar wait, no more."""
    with as_system("test"):
        town = build_town()

    def take(calendar: str, hour: int) -> str:
        book(
            calendar_id=town.calendars[calendar].id,
            begins=TEN.replace(hour=hour),
            minutes=20,
            citizen_id=None,
            service_code=None,
            by=SYSTEM,
            at=NOW,
        )
        return "booked"

    def meanwhile(calendar: str) -> str:
        try:
            with as_system("test"), connections["default"].cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                return take(calendar, 11)
        except OperationalError:
            return "waited"
        finally:
            connections.close_all()

    with as_system("test"), ThreadPoolExecutor(1) as pool:
        take("counter 1", 10)
        answers = [pool.submit(meanwhile, f"counter {n}").result() for n in (1, 2, 3)]
    assert answers == ["waited", "booked", "booked"]


def test_two_who_swap_times_at_once_do_not_lock_each_other_out(fresh_database: Urls) -> None:
    with as_system("test"):
        town = build_town()
        places = [town.calendars["counter 1"].id, town.calendars["counter 3"].id]
        made = [
            book(
                calendar_id=place,
                begins=TEN,
                minutes=20,
                citizen_id=None,
                service_code=None,
                by=SYSTEM,
                at=NOW,
            )
            for place in places
        ]
    together = Barrier(2)

    def swap(number: int) -> str:
        try:
            together.wait(timeout=30)
            with as_system("test"):
                try:
                    move(
                        booking_id=made[number].booking_id,
                        begins=TEN,
                        calendar_id=places[1 - number],
                        by=SYSTEM,
                        at=NOW,
                    )
                except TimeTaken:
                    return "taken"
            return "moved"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(swap, range(2))) == ["taken", "taken"]
    with as_system("test"):
        cancel(booking_id=made[0].booking_id, by=SYSTEM, at=NOW)
        moved = move(
            booking_id=made[1].booking_id, begins=TEN, calendar_id=places[0], by=SYSTEM, at=NOW
        )
        assert moved.calendar_id == places[0]
