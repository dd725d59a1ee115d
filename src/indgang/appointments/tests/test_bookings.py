"""Booking, moving and cancelling, by those who may and by those who may not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import translation
from icalendar import Calendar as CalendarFile

from indgang.appointments.models import Booking
from indgang.appointments.permissions import FIELDS
from indgang.appointments.public import (
    BookingView,
    TimeTaken,
    book,
    booking_by_code,
    bookings_at,
    bookings_of,
    calendar_file,
    cancel,
    free_times,
    mark_met,
    move,
)
from indgang.appointments.tests.conftest import Town
from indgang.shared.actor import ANONYMOUS, SYSTEM, Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.models import AuditEntry, OutboxEvent
from indgang.shared.rowsecurity import enter

CPH = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 8, tzinfo=CPH)  # a Monday


def danish(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=CPH)


def take(town: Town, by: Actor, begins: datetime, **other: Any) -> BookingView:
    values: dict[str, Any] = {
        "calendar_id": town.counter,
        "begins": begins,
        "minutes": 20,
        "citizen_id": by.citizen_id,
        "service_code": town.service_code,
        "by": by,
        "at": NOW,
    }
    enter(by, purpose="booking")
    return book(**{**values, **other})


def clock_times(town: Town, **other: Any) -> list[str]:
    calendar = town.calendars["counter 1"]
    values: dict[str, Any] = {
        "entrance_id": calendar.entrance_id,
        "minutes": 20,
        "from_": NOW,
        "until": danish(23),
    }
    return [
        free.begins.astimezone(CPH).strftime("%H.%M") for free in free_times(**{**values, **other})
    ]


@pytest.mark.requirement("E9")
def test_a_citizen_books_and_sees_it(town: Town) -> None:
    made = take(town, town.anna, danish(10, 20), note="  barnevogn \n med ")
    assert (made.begins, made.minutes) == (danish(10, 20).astimezone(UTC), 20)
    assert (made.unit_name, made.site_name, made.service_title) == (
        "Borgerservice",
        "Dortheavej 61",
        "Pas",
    )
    assert made.note == "barnevogn med"
    assert bookings_of(town.anna.citizen_id or uuid4(), NOW) == (made,)
    enter(SYSTEM, purpose="test")
    assert AuditEntry.objects.filter(verb="appointments.book", object_id=made.booking_id).exists()
    assert OutboxEvent.objects.filter(name="appointments.AppointmentBooked").count() == 1


def test_a_citizen_sees_and_changes_nobody_elses(town: Town) -> None:
    made = take(town, town.anna, danish(10, 20))
    enter(town.ibrahim, purpose="booking")
    assert bookings_of(town.anna.citizen_id or uuid4(), NOW) == ()
    with pytest.raises(NotFound):
        cancel(booking_id=made.booking_id, by=town.ibrahim, at=NOW)
    with pytest.raises(NotAllowed):
        take(town, town.ibrahim, danish(11), citizen_id=town.anna.citizen_id)


def test_without_signing_in_the_code_is_the_key(town: Town) -> None:
    made = take(town, ANONYMOUS, danish(10, 20), citizen_id=None)
    assert Booking.objects.count() == 0
    typed = made.code.lower().replace("-", " ")
    assert booking_by_code(typed, NOW) == made
    moved = move(code=typed, begins=danish(11), by=ANONYMOUS, at=NOW)
    assert moved.begins == danish(11).astimezone(UTC)
    assert cancel(code=made.code, by=ANONYMOUS, at=NOW).state == "cancelled"


def test_the_code_of_a_signed_in_citizens_time_works_too_and_shows_no_name(town: Town) -> None:
    made = take(town, town.anna, danish(10, 20))
    enter(ANONYMOUS, purpose="")
    seen = booking_by_code(made.code, NOW)
    assert seen is not None and (seen.begins, seen.citizen_name) == (made.begins, "")
    assert cancel(code=made.code, by=ANONYMOUS, at=NOW).state == "cancelled"


def test_a_wrong_code_opens_nothing(town: Town) -> None:
    take(town, ANONYMOUS, danish(10, 20), citizen_id=None)
    for typed in ("", "T-2222-2222", "H-7KQ2-M4XR", "' OR 1=1", "🙂"):
        assert booking_by_code(typed, NOW) is None
        with pytest.raises(NotFound):
            cancel(code=typed or None, by=ANONYMOUS, at=NOW)


def test_a_code_does_not_let_anybody_write_a_citizens_name(town: Town) -> None:
    with pytest.raises(NotAllowed):
        take(town, ANONYMOUS, danish(10, 20), citizen_id=town.anna.citizen_id)


@pytest.mark.requirement("E9")
def test_whoever_comes_too_late_is_offered_the_next_times(town: Town) -> None:
    take(town, town.anna, danish(10))
    with translation.override("da"), pytest.raises(TimeTaken) as refusal:
        take(town, town.ibrahim, danish(10, 10))
    assert refusal.value.code == "time_taken"
    assert "mandag 23. november kl. 10.00" in refusal.value.next_step  # at the other counter
    assert len(refusal.value.free) == 3
    # The transaction goes on, and the offered time can be had.
    offered = refusal.value.free[0]
    made = take(town, town.ibrahim, offered.begins, calendar_id=offered.calendar_id)
    assert made.calendar_name == "counter 2"


def test_the_database_itself_lets_nobody_in_twice(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    enter(SYSTEM, purpose="test")
    with pytest.raises(IntegrityError, match="nobody_gets_the_same_time"), transaction.atomic():
        Booking.objects.create(
            calendar_id=town.counter,
            period=DateTimeTZRange(made.begins, made.ends),
            code="other",
            made_at=NOW,
        )


def test_another_fault_of_the_database_is_not_called_a_taken_time(town: Town) -> None:
    take(town, town.anna, danish(10), service_code="findes-ikke")
    with pytest.raises(IntegrityError, match="service"):
        connection.check_constraints()


@pytest.mark.parametrize(
    ("begins", "minutes"),
    [
        (danish(7), 20),  # past
        (NOW - timedelta(days=400), 20),
        (danish(9, 40), 20),  # before they open
        (danish(11, 50), 20),  # runs over the end
        (danish(10, 3), 20),  # between the times
        (danish(10, 0, day=28), 20),  # a Saturday
        (datetime(2026, 12, 25, 10, tzinfo=CPH), 20),  # Christmas Day, a Friday
        (datetime(2027, 11, 22, 10, tzinfo=CPH), 20),  # too far ahead
        (danish(10), 0),
        (danish(10), -20),
        (danish(10), 100_000),
    ],
)
def test_times_that_cannot_be(town: Town, begins: datetime, minutes: int) -> None:
    with pytest.raises(BadInput):
        take(town, town.anna, begins, minutes=minutes)
    assert Booking.objects.count() == 0


def test_a_note_has_an_end_and_may_hold_any_sign(town: Town) -> None:
    with pytest.raises(BadInput) as refusal:
        take(town, town.anna, danish(10), note="x" * 201)
    assert "note" in refusal.value.fields
    assert take(town, town.anna, danish(10), note="🙂 שלום").note == "🙂 שלום"


def test_no_such_calendar(town: Town) -> None:
    with pytest.raises(NotFound):
        take(town, town.anna, danish(10), calendar_id=uuid4())


def test_free_times_leave_out_the_taken_and_offer_one_of_two_counters(town: Town) -> None:
    assert clock_times(town) == ["10.00", "10.20", "10.40", "11.00", "11.20", "11.40"]
    take(town, town.anna, danish(10))
    enter(ANONYMOUS, purpose="")
    assert clock_times(town)[0] == "10.00"
    enter(SYSTEM, purpose="test")
    take(town, town.ibrahim, danish(10), calendar_id=town.calendars["counter 2"].id)
    enter(ANONYMOUS, purpose="")
    assert clock_times(town)[0] == "10.20"
    assert clock_times(town, from_=danish(11, 21)) == ["11.40"]
    assert Booking.objects.count() == 0  # the question about times raised nobody's rights


def test_free_times_of_a_unit_are_those_of_all_its_entrances(town: Town) -> None:
    unit_id = town.calendars["counter 3"].unit_id
    found = free_times(
        unit_id=unit_id, minutes=20, from_=NOW, until=NOW + timedelta(days=3), limit=3
    )
    assert [free.site_name for free in found] == ["Dortheavej 61", "Nørre Alle 7", "Dortheavej 61"]


def test_as_many_questions_however_many_calendars(
    town: Town, django_assert_num_queries: Any
) -> None:
    clock_times(town)
    for calendar in ({"entrance_id": town.calendars["counter 3"].entrance_id}, {}):
        with django_assert_num_queries(4):
            clock_times(town, **calendar)
    take(town, town.staff, danish(10), citizen_id=town.anna.citizen_id)
    take(town, town.staff, danish(11), citizen_id=town.ibrahim.citizen_id)
    with django_assert_num_queries(2):
        found = bookings_at([town.calendars["counter 1"].unit_id], date(2026, 11, 23))
    assert [view.citizen_name for view in found] == ["Anna Lund", "Ibrahim Hassan"]


def test_moving_keeps_the_old_time_when_the_new_is_taken(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    take(town, town.ibrahim, danish(11))
    enter(town.anna, purpose="booking")
    with pytest.raises(TimeTaken):
        move(booking_id=made.booking_id, begins=danish(11), by=town.anna, at=NOW)
    assert bookings_of(town.anna.citizen_id or uuid4(), NOW) == (made,)
    later = move(booking_id=made.booking_id, begins=danish(10, 10), by=town.anna, at=NOW)
    assert (later.code, later.minutes) == (made.code, 20)
    other = move(
        booking_id=made.booking_id,
        begins=danish(11),
        calendar_id=town.calendars["counter 3"].id,
        by=town.anna,
        at=NOW,
    )
    assert other.site_name == "Nørre Alle 7"


def test_cancelling_frees_the_time_and_twice_is_once(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    for _again in range(2):
        assert cancel(booking_id=made.booking_id, by=town.anna, at=NOW).state == "cancelled"
    assert take(town, town.ibrahim, danish(10)).begins == made.begins
    enter(SYSTEM, purpose="test")
    assert OutboxEvent.objects.filter(name="appointments.AppointmentCancelled").count() == 1
    with pytest.raises(Refused) as refusal:
        move(booking_id=made.booking_id, begins=danish(11), by=SYSTEM, at=NOW)
    assert refusal.value.next_step


def test_a_time_that_has_begun_is_not_changed(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    with pytest.raises(Refused, match="already_begun"):
        cancel(booking_id=made.booking_id, by=town.anna, at=danish(10))


def test_staff_say_who_came(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    with pytest.raises(NotAllowed):
        mark_met(booking_id=made.booking_id, by=town.anna, at=danish(10))
    enter(town.staff, purpose="booking")
    with pytest.raises(Refused, match="not_yet"):
        mark_met(booking_id=made.booking_id, came=False, by=town.staff, at=danish(9))
    for came, state in ((False, "no_show"), (True, "met"), (True, "met")):
        marked = mark_met(booking_id=made.booking_id, came=came, by=town.staff, at=danish(10, 15))
        assert marked.state == state
    assert bookings_of(town.anna.citizen_id or uuid4(), danish(10, 15)) == ()
    assert len(bookings_of(town.anna.citizen_id or uuid4(), NOW, earlier=True)) == 1


def test_the_calendar_file_says_when_and_where_and_not_what_for(town: Town) -> None:
    made = take(town, town.anna, danish(10))
    file = calendar_file(made, municipality="Københavns Kommune", at=NOW, url="https://x.test/t/1")
    event: Any = CalendarFile.from_ical(file).walk("VEVENT")[0]
    assert event.decoded("dtstart") == made.begins and event.decoded("dtend") == made.ends
    assert event["uid"] == f"{made.booking_id}@indgang"
    assert "Dortheavej 61" in event["location"] and made.code in event["description"]
    assert b"Pas" not in file and b"PRIVATE" in file


def test_every_field_is_classified() -> None:
    for model in apps.get_app_config("appointments").get_models():
        assert set(FIELDS[model.__name__]) == {f.name for f in model._meta.concrete_fields}
