"""Hearing again, deadlines from the day of the application, and letters that find their way."""

from datetime import timedelta

import pytest
from way_story import change, citizen_named, opened, rows, signed_in, who

from indgang.config.jobs import deliver
from indgang.journey.case.public import write_note
from indgang.journey.decision.public import (
    Draft,
    answer_hearing,
    ask_party,
    decide,
    hearings,
    open_hearings,
)
from indgang.shared import clock
from indgang.shared.errors import BadInput, Refused

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.requirement("K10")]


def test_a_party_who_did_not_answer_is_heard_again_of_new_facts() -> None:
    """Forvaltningsloven § 19 asks for a hearing of every new fact, also after a silent one."""
    mette, sofie, ibrahim = who("mette-juhl"), who("sofie-lind"), who("ibrahim-haddad")
    assert ibrahim.citizen_id is not None
    case_id = opened(mette, sofie, ibrahim.citizen_id, "kontanthjaelp")
    soon = clock.today() + timedelta(7)
    with signed_in(sofie) as at:
        ask_party(case_id=case_id, facts="Opsparing", answer_by=soon, by=sofie, at=at)
        with pytest.raises(Refused):
            ask_party(case_id=case_id, facts="En bil", answer_by=soon, by=sofie, at=at)
    change(
        "UPDATE decision_partyhearing SET answer_by = %s WHERE case_id = %s",
        clock.today() - timedelta(1),
        case_id,
    )
    with signed_in(sofie) as at:
        again = ask_party(case_id=case_id, facts="En bil", answer_by=soon, by=sofie, at=at)
        assert [row.facts for row in hearings(case_id)] == ["Opsparing", "En bil"]
    with signed_in(ibrahim, "own") as at:
        assert open_hearings([case_id])[case_id].hearing_id == again
        answer_hearing(hearing_id=again, answer="Den er solgt\x00.", by=ibrahim, at=at)
        assert hearings(case_id)[1].answer == "Den er solgt."


@pytest.mark.requirement("K6")
def test_the_deadline_runs_from_the_day_the_application_came() -> None:
    """Retssikkerhedsloven § 3, stk. 2: from the receiving of the application."""
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    came = clock.now() - timedelta(days=9)
    case_id = opened(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp", asked_at=came)
    [(due_on, days)] = rows("SELECT due_on, deadline_days FROM case_case WHERE id = %s", case_id)
    assert due_on == clock.day_of(came) + timedelta(days)


@pytest.mark.requirement("K3")
def test_the_message_is_in_the_citizens_language_and_the_units_own_pile() -> None:
    mette, sofie, ibrahim = who("mette-juhl"), who("sofie-lind"), citizen_named("Ibrahim Haddad")
    english = "UPDATE citizens_citizen SET language = 'en', digital_post = false WHERE id = %s"
    change(english, ibrahim)
    case_id = opened(mette, sofie, ibrahim, "kontanthjaelp")
    with signed_in(sofie) as at:
        decide(case_id=case_id, draft=Draft(outcome="granted"), version=None, by=sofie, at=at)
    for (delivery,) in rows(
        "SELECT d.id FROM shared_delivery d JOIN shared_outboxevent e ON e.id = d.event_id "
        "WHERE e.payload->>'case_id' = %s",
        str(case_id),
    ):
        deliver(str(delivery))
        deliver(str(delivery))  # the queue may hand it over twice
    found = rows("SELECT subject, unit_id FROM messages_message WHERE about_id = %s", case_id)
    assert found == [("We have decided your case", sofie.posts[0].unit_id)]


def test_a_correction_points_at_a_note_of_the_same_case() -> None:
    mette, sofie, karim = who("mette-juhl"), who("sofie-lind"), who("karim-aziz")
    ibrahim = citizen_named("Ibrahim Haddad")
    case_id = opened(mette, sofie, ibrahim, "kontanthjaelp")
    other = opened(mette, karim, ibrahim, "skolefravaer")
    [(note,)] = rows("SELECT id FROM case_journalnote WHERE case_id = %s", other)
    with signed_in(sofie) as at, pytest.raises(BadInput):
        write_note(case_id=case_id, theme="Ret", text="…", corrects=note, by=sofie, at=at)


def test_letters_no_person_types_are_left_out_of_a_decision() -> None:
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    case_id = opened(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp")
    draft = Draft(
        outcome="refused", facts="Opsparing\x00", rules="§ 14", considerations="For meget\x07",
        complaint="Klag", hearing_exception="no_new_facts",
    )  # fmt: skip
    with signed_in(sofie) as at:
        decide(case_id=case_id, draft=draft, version=None, by=sofie, at=at)
    kept = rows("SELECT facts, considerations FROM decision_decision WHERE case_id = %s", case_id)
    assert kept == [("Opsparing", "For meget")]
