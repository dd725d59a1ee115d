"""The whole way by its actions, on the demonstration municipality, as the application role."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from way_story import citizen_named, enquire, signed_in, who

from indgang.access.public import (
    log_look_up,
    lookups_of,
)
from indgang.competence.public import Matter, NotCompetentError, revoke_grant, units_that_may
from indgang.competence.public import verdict as may
from indgang.documents.public import content
from indgang.journey.case.public import case, cases_of, notes, work_list
from indgang.journey.coordination.public import Level, picture
from indgang.journey.decision.public import (
    Draft,
    GatesClosedError,
    answer_hearing,
    ask_party,
    decide,
    decide_at_desk,
    decision,
)
from indgang.journey.enquiry.public import (
    accept,
    enquiry,
    hand_over,
    handovers_waiting,
    send_back,
)
from indgang.organisation.public import organisation
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import NotAllowed, Refused
from indgang.shared.rowsecurity import as_system

pytestmark = pytest.mark.usefixtures("demonstration")


GRANT = Draft(outcome="granted", facts="Ansøgning", rules="Pensionsloven § 14", considerations="")


@pytest.mark.requirement("O4", "E10")
def test_the_fathers_supplement_is_decided_by_dispensation_and_above_it_is_not() -> None:
    mette, erik = who("mette-juhl"), citizen_named("Erik Bech")
    small = enquire(mette, erik, "Han søger om hjælp til briller til 3.200 kr.")
    with signed_in(mette, "application") as at:
        decided = decide_at_desk(
            enquiry_id=small,
            service_code="personligt-tillaeg",
            applied=3200,
            draft=Draft(outcome="granted", amount=3200, rules="Pensionsloven § 14"),
            by=mette,
            at=at,
        )
        assert decided
        assert enquiry(small).state == "decided"
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.allowed, v.chain->0->>'instrument', v.amount FROM decision_decision d "
            "JOIN competence_verdictrecord v ON v.id = d.verdict_id WHERE d.id = %s",
            [decided],
        )
        assert cursor.fetchone() == (True, "dispensation", 3200)
    large = enquire(mette, erik, "Han søger om nye tænder til 14.500 kr.")
    with signed_in(mette, "application") as at, pytest.raises(NotCompetentError) as refused:
        decide_at_desk(
            enquiry_id=large,
            service_code="personligt-tillaeg",
            applied=14_500,
            draft=Draft(
                outcome="partly",
                amount=5000,
                facts="a",
                rules="b",
                considerations="c",
                complaint="d",
                hearing_exception="no_new_facts",
            ),
            by=mette,
            at=at,
        )
    assert refused.value.verdict.reason == "amount"
    assert refused.value.verdict.limit == 5000
    with as_system("test"):
        assert enquiry(large).state == "received"


@pytest.mark.requirement("O4")
def test_without_the_dispensation_the_action_refuses_and_the_units_that_may_are_named() -> None:
    jonas, erik = who("jonas-krogh"), citizen_named("Erik Bech")
    asked = enquire(jonas, erik, "Briller til 3.200 kr.")
    before = len(_cases(erik))
    with signed_in(jonas, "application") as at, pytest.raises(NotCompetentError):
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=3200,
            draft=Draft(outcome="granted", amount=3200, rules="Pensionsloven § 14"),
            by=jonas,
            at=at,
        )
    assert len(_cases(erik)) == before
    with as_system("test"):
        able = units_that_may("decide", Matter("32.03.12", 3200, "granted"), clock.today())
    names = [unit.name for unit in able]
    assert any("P/O" in name for name in names), names
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM shared_auditentry WHERE verb = 'decision.refused_competence' "
            "AND person_id = %s",
            [jonas.person_id],
        )
        assert cursor.fetchone() == (1,)


def _cases(citizen_id: UUID) -> list[str]:
    with as_system("test"):
        return [found.number for found in cases_of(citizen_id)]


def _unit_of(key: str) -> UUID:
    return who(key).posts[0].unit_id


@pytest.mark.requirement("K1", "K3", "K10", "K11", "E10")
def test_ibrahims_way_to_two_administrations() -> None:
    mette, sofie, karim = who("mette-juhl"), who("sofie-lind"), who("karim-aziz")
    ibrahim = citizen_named("Ibrahim Haddad")
    asked = enquire(mette, ibrahim, "Jeg har mistet mit job, og min søn går ikke i skole.")
    with signed_in(mette, "application") as at:
        for unit, service in (
            (_unit_of("sofie-lind"), "kontanthjaelp"),
            (_unit_of("karim-aziz"), "skolefravaer"),
        ):
            hand_over(
                enquiry_id=asked,
                to_unit_id=unit,
                service_code=service,
                story="Ibrahim fortæller …",
                by=mette,
                at=at,
            )
        assert enquiry(asked).unit_id == mette.posts[0].unit_id  # the sender answers for it still
    for worker in (sofie, karim):
        with signed_in(worker, "handover") as at:
            waiting = handovers_waiting(worker.unit_ids)
            given = next(row for row in waiting if row.enquiry_id == asked)
            accept(handover_id=given.handover_id, by=worker, at=at)
    with as_system("test"):
        assert enquiry(asked).state == "accepted"
    for worker in (sofie, karim):
        with signed_in(worker) as at:
            seen = picture(ibrahim, viewer=worker, purpose="casework", at=at)
            levels = {item.administration: item for item in seen.cases}
            own = [item for item in seen.cases if item.level is Level.CONTENT]
            there = [item for item in seen.cases if item.level is Level.EXISTENCE]
            assert len(own) == 1 and len(there) == 1, levels
            assert there[0].title == "" and there[0].case_id is None and there[0].unit == ""
            assert there[0].administration and there[0].law
    with signed_in(sofie) as at:
        mine = next(row for row in work_list(sofie.unit_ids) if row.citizen_id == ibrahim)
        with pytest.raises(GatesClosedError):
            decide(case_id=mine.case_id, draft=_refusal(), version=mine.version, by=sofie, at=at)
        hearing = ask_party(
            case_id=mine.case_id,
            facts="Din opsparing er 18.000 kr.",
            answer_by=clock.today() + timedelta(7),
            by=sofie,
            at=at,
        )
    himself = who("ibrahim-haddad")
    with signed_in(himself, "own") as at:
        answer_hearing(hearing_id=hearing, answer="Den er brugt til husleje.", by=himself, at=at)
    with signed_in(sofie) as at:
        decided = decide(case_id=mine.case_id, draft=_refusal(), version=None, by=sofie, at=at)
        assert decided
    with signed_in(himself, "own") as at:
        read = decision(mine.case_id)
        assert read is not None and read.letter_id is not None
        assert next(note.theme for note in notes(mine.case_id)) == "Henvendelse"
        _, pdf = content(read.letter_id)
        assert pdf.startswith(b"%PDF-")
    with signed_in(karim) as at, pytest.raises(NotCompetentError):
        decide(case_id=mine.case_id, draft=_refusal(), version=None, by=karim, at=at)
    with signed_in(karim):
        assert notes(mine.case_id) == []  # row security: the other unit's journal is not there
        assert decision(mine.case_id) is None
    with signed_in(who("anna-bech"), "own"), pytest.raises(Refused):
        case(mine.case_id)


def _refusal() -> Draft:
    return Draft(
        outcome="refused",
        facts="Du har 18.000 kr. på kontoen.",
        rules="Lov om aktiv socialpolitik § 14",
        considerations="Formuen er over grænsen.",
        complaint="Du kan klage til Ankestyrelsen inden 4 uger.",
    )


@pytest.mark.requirement("E10")
def test_a_returned_handover_goes_back_to_the_sender_with_the_reason() -> None:
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    ibrahim = citizen_named("Ibrahim Haddad")
    asked = enquire(mette, ibrahim, "Jeg har mistet mit job")
    with signed_in(mette, "application") as at:
        given = hand_over(
            enquiry_id=asked,
            to_unit_id=sofie.posts[0].unit_id,
            service_code="kontanthjaelp",
            story="…",
            by=mette,
            at=at,
        )
        with pytest.raises(NotAllowed):
            accept(handover_id=given, by=mette, at=at)
    with signed_in(sofie, "handover") as at:
        with pytest.raises(Refused):
            send_back(handover_id=given, reason="  ", by=sofie, at=at)
        send_back(handover_id=given, reason="Hører til Jobcenter Nord", by=sofie, at=at)
        with pytest.raises(Refused):
            accept(handover_id=given, by=sofie, at=at)
    with signed_in(mette, "application"):
        assert enquiry(asked).state == "received"
        assert enquiry(asked).unit_id == mette.posts[0].unit_id


@pytest.mark.requirement("K11")
def test_every_look_up_shows_on_the_citizens_own_page() -> None:
    mette, anna = who("mette-juhl"), citizen_named("Anna Bech")
    with signed_in(mette, "register") as at:
        log_look_up(
            subject_id=anna, what="citizen", purpose="register", by=mette, at=at, channel="counter"
        )
    with signed_in(who("anna-bech"), "own"):
        seen = lookups_of(anna)
    assert seen[0].who == "Mette Juhl" and seen[0].law and seen[0].unit
    with signed_in(who("ibrahim-haddad"), "own"):
        assert lookups_of(anna) == []


@pytest.mark.requirement("O4")
def test_a_revoked_grant_is_refused_by_the_next_question() -> None:
    mette = who("mette-juhl")
    assert mette.person_id is not None
    matter = Matter("32.03.12", 3200, "granted")
    with as_system("test"):
        before = may(mette.person_id, "decide", matter, clock.today())
        assert before.allowed
        organisation(clock.today())
    with as_system("test"):
        for link in before.chain[:1]:
            revoke_grant(grant_id=link.grant_id, ends=clock.today(), by=SYSTEM, at=clock.now())
    with as_system("test"):
        after = may(mette.person_id, "decide", matter, clock.today())
        assert not after.allowed or after.chain[0].grant_id != before.chain[0].grant_id
        assert may(
            mette.person_id, "decide", matter, clock.today() - timedelta(1)
        ).allowed  # what held yesterday still held yesterday


@pytest.mark.requirement("O4")
def test_the_database_itself_wants_an_allowed_verdict_behind_a_decision() -> None:
    from django.db import IntegrityError, transaction

    mette, erik = who("mette-juhl"), citizen_named("Erik Bech")
    asked = enquire(mette, erik, "Tænder")
    with signed_in(mette, "application") as at, pytest.raises(NotCompetentError) as refused:
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=99_000,
            draft=Draft(outcome="granted", amount=99_000),
            by=mette,
            at=at,
        )
    with as_system("test"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, responsible_unit_id FROM case_case c WHERE NOT EXISTS "
            "(SELECT 1 FROM decision_decision d WHERE d.case_id = c.id) LIMIT 1"
        )
        some_case, unit = cursor.fetchone()
        cursor.execute("SELECT id FROM competence_verdictrecord WHERE NOT allowed LIMIT 1")
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                "INSERT INTO competence_verdictrecord (id, at, action, kle, outcome, allowed, "
                "reason, chain) VALUES (%s, now(), 'decide', '32', '', false, 'amount', '[]') "
                "RETURNING id",
                [refused.value.record_id],
            )
            row = cursor.fetchone()
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute(
                "INSERT INTO decision_decision (id, case_id, outcome, facts, rules, "
                "considerations, complaint, hearing_exception, verdict_id, verdict_allowed, "
                "decided_at, decided_by_id, unit_id) VALUES "
                "(gen_random_uuid(), %s, 'granted', '', '', '', '', '', %s, true, now(), %s, %s)",
                [some_case, row[0], mette.person_id, unit],
            )
