"""A message's life: queued, handed over, received, read; and every way it can go wrong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connections, transaction

from indgang.config.database.public import Urls
from indgang.messages.events import MessageQueued
from indgang.messages.handlers import send_queued
from indgang.messages.models import Message, MessageState
from indgang.messages.permissions import FIELDS
from indgang.messages.public import (
    DeliveryFailedError,
    Envelope,
    Outcome,
    inbox,
    mark_posted,
    messages_about,
    open_message,
    print_queue,
    queue,
    report_failed,
    send,
    waiting_or_failed,
)
from indgang.messages.rules import TRANSITIONS, step
from indgang.messages.tests.conftest import People, build_people
from indgang.shared.actor import SYSTEM, Actor
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.models import AuditEntry, OutboxEvent
from indgang.shared.rowsecurity import as_system, enter

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


class Carrier:
    """A carrier far away: it remembers keys, answers as told, and can lose the line afterwards."""

    channel = "digital_post"

    def __init__(self, outcome: Outcome = Outcome.ACCEPTED) -> None:
        self.outcome = outcome
        self.carried: dict[str, Envelope] = {}
        self.refuse = ""
        self.lose_the_line = False

    def hand_over(self, envelope: Envelope) -> Outcome:
        if self.refuse:
            raise DeliveryFailedError(self.refuse)
        self.carried.setdefault(envelope.key, envelope)
        if self.lose_the_line:
            raise ConnectionError("the line broke after the message was taken")
        return self.outcome


def write(people: People, to: Actor, key: str = "letter:1", **other: Any) -> UUID:
    assert to.citizen_id is not None
    enter(people.desk, purpose="case")
    values: dict[str, Any] = {
        "key": key,
        "citizen_id": to.citizen_id,
        "subject": "Svar på din ansøgning",
        "by": people.desk,
        "at": NOW,
    }
    return queue(**{**values, **other})


def row(message_id: UUID) -> Message:
    return Message.objects.get(pk=message_id)


def test_digital_post_is_received_when_it_is_available(people: People) -> None:
    made = write(people, people.anna)
    assert (row(made).channel, row(made).state) == ("digital_post", "queued")
    assert inbox(row(made).citizen_id) == ()
    assert send(made, at=LATER) == MessageState.DELIVERED
    enter(people.anna, purpose="")
    (found,) = inbox(people.anna.citizen_id or uuid4())
    assert (found.delivered_at, found.accepted_at, found.read) == (LATER, LATER, False)


def test_the_exempt_get_paper_and_it_is_not_delivered_before_it_is_posted(people: People) -> None:
    made = write(people, people.poul, unit_id=people.desk_unit)
    assert send(made, at=NOW) == MessageState.ACCEPTED
    (job,) = print_queue()
    assert (job.name, job.address, job.address_protected) == (
        "Poul Sørensen",
        "Skjulte Vænge 4",
        True,
    )
    assert print_queue([people.desk_unit]) == (job,)
    assert print_queue([people.centre_unit]) == print_queue([]) == ()
    for _again in range(2):
        mark_posted(made, by=people.desk, at=LATER)
    assert (row(made).state, row(made).delivered_at) == (MessageState.DELIVERED, LATER)
    assert print_queue() == ()


def test_only_staff_post_and_only_what_is_on_paper(people: People) -> None:
    paper, digital = write(people, people.poul), write(people, people.anna, "letter:2")
    with pytest.raises(Refused, match="not_printed"):
        mark_posted(paper, by=people.desk, at=NOW)
    with pytest.raises(Refused, match="not_on_paper"):
        mark_posted(digital, by=people.desk, at=NOW)
    with pytest.raises(NotAllowed):
        mark_posted(paper, by=people.poul, at=NOW)


def test_the_same_key_is_the_same_message(people: People) -> None:
    assert write(people, people.anna) == write(people, people.anna)
    assert Message.objects.count() == OutboxEvent.objects.count() == 1
    with pytest.raises(ValueError, match="somebody else"):
        write(people, people.poul)


def test_bad_input_is_refused(people: People) -> None:
    for wrong in ({"subject": ""}, {"subject": "x" * 201}, {"key": ""}, {"key": "x" * 121}):
        with pytest.raises(BadInput):
            write(people, people.anna, **wrong)
    with pytest.raises(NotFound):
        write(people, people.anna, citizen_id=uuid4())
    assert Message.objects.count() == 0


def test_accepted_is_not_delivered(people: People) -> None:
    made = write(people, people.anna)
    assert send(made, adapter=Carrier(), at=NOW) == MessageState.ACCEPTED
    assert inbox(people.anna.citizen_id or uuid4()) == ()


def test_handed_over_once_however_often_it_is_sent(people: People) -> None:
    carrier, made = Carrier(), write(people, people.anna)
    for _again in range(3):
        send(made, adapter=carrier, at=NOW)
    assert len(carrier.carried) == 1
    enter(SYSTEM, purpose="test")
    assert AuditEntry.objects.filter(verb="messages.accept").count() == 1


def test_a_crash_after_the_sending_does_not_send_twice(people: People) -> None:
    carrier, made = Carrier(), write(people, people.anna)
    carrier.lose_the_line = True
    with pytest.raises(ConnectionError), transaction.atomic():
        send(made, adapter=carrier, at=NOW)
    assert row(made).state == MessageState.QUEUED
    carrier.lose_the_line = False
    assert send(made, adapter=carrier, at=LATER) == MessageState.ACCEPTED
    assert list(carrier.carried) == ["letter:1"]


def test_a_no_stays_visible_until_it_is_sent_again(people: People) -> None:
    carrier, made = Carrier(Outcome.DELIVERED), write(people, people.anna)
    assert [view.message_id for view in waiting_or_failed()] == [made]
    carrier.refuse = "mailbox_closed"
    for _again in range(2):
        assert send(made, adapter=carrier, at=NOW) == MessageState.FAILED
    (waiting,) = waiting_or_failed()
    assert (waiting.state, waiting.last_error) == ("failed", "mailbox_closed")
    carrier.refuse = ""
    assert send(made, adapter=carrier, at=LATER) == MessageState.DELIVERED
    assert waiting_or_failed() == ()
    assert row(made).last_error == ""


def test_a_letter_that_comes_back_has_failed(people: People) -> None:
    made = write(people, people.poul)
    send(made, at=NOW)
    for _again in range(2):
        report_failed(made, code="unknown_at_address", by=people.desk, at=LATER)
    assert [view.last_error for view in waiting_or_failed()] == ["unknown_at_address"]
    digital = write(people, people.anna, "letter:2")
    send(digital, at=NOW)
    with pytest.raises(Refused, match="already_there"):
        report_failed(digital, code="x", by=people.desk, at=LATER)


def test_a_carrier_of_another_channel_is_refused(people: People) -> None:
    made = write(people, people.poul)
    with pytest.raises(ValueError, match="digital_post"):
        send(made, adapter=Carrier(), at=NOW)


def test_the_first_reading_by_the_citizen_is_kept(people: People) -> None:
    made = write(people, people.anna)
    enter(people.anna, purpose="")
    open_message(made, by=people.anna, at=NOW)
    assert row(made).first_read_at is None  # not there yet
    send(made, at=NOW)
    open_message(made, by=people.desk, at=NOW)
    assert row(made).first_read_at is None  # it was not the citizen
    for when in (LATER, LATER + timedelta(days=1)):
        open_message(made, by=people.anna, at=when)
    assert row(made).first_read_at == LATER
    enter(people.poul, purpose="")
    with pytest.raises(NotFound):
        open_message(made, by=people.poul, at=LATER)
    assert inbox(people.anna.citizen_id or uuid4()) == ()


def test_the_event_sends_and_a_second_hearing_changes_nothing(people: People) -> None:
    about = uuid4()
    made = write(people, people.anna, about_id=about)
    for _again in range(2):
        send_queued(MessageQueued(message_id=made), by=SYSTEM, at=LATER)
    (found,) = messages_about(about)
    assert (found.message_id, found.state) == (made, "delivered")


def test_lists_ask_once(people: People, django_assert_num_queries: Any) -> None:
    for number in range(3):
        send(write(people, people.poul, f"letter:{number}"), at=NOW)
    with django_assert_num_queries(1):
        assert len(print_queue()) == 3


def test_every_step_has_its_reason_and_delivered_is_the_end() -> None:
    assert all(line.why for line in TRANSITIONS)
    assert len({(line.verb, line.from_) for line in TRANSITIONS}) == len(TRANSITIONS)
    assert {line.to for line in TRANSITIONS} | {"queued"} == set(MessageState.values)
    assert all(step(line.verb, "delivered") is None for line in TRANSITIONS)


def test_every_field_is_classified() -> None:
    for model in apps.get_app_config("messages").get_models():
        assert set(FIELDS[model.__name__]) == {f.name for f in model._meta.concrete_fields}


def test_two_workers_with_the_same_message_hand_it_over_once(fresh_database: Urls) -> None:
    with as_system("test"):
        people = build_people()
        assert people.anna.citizen_id is not None
        citizen_id = people.anna.citizen_id
    carrier, together, taken = Carrier(), Barrier(6), []

    class Counting(Carrier):
        def hand_over(self, envelope: Envelope) -> Outcome:
            taken.append(envelope.key)
            return carrier.hand_over(envelope)

    def work(_number: int) -> str:
        try:
            together.wait(timeout=30)
            with as_system("test"):
                made = queue(key="letter:1", citizen_id=citizen_id, subject="Svar", at=NOW)
                return send(made, adapter=Counting(), at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(6))) == ["accepted"] * 6
    assert taken == ["letter:1"]
