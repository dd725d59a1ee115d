"""Row security against our own mistakes: what a citizen and another unit cannot even try."""

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from way_story import change, citizen_named, offered, opened, rows, signed_in, who

from indgang.journey.coordination.public import picture
from indgang.journey.decision.public import Draft, decide
from indgang.shared.actor import ANONYMOUS, Actor
from indgang.shared.identifiers import uuid7

pytestmark = [pytest.mark.usefixtures("demonstration_town"), pytest.mark.requirement("K10")]


def tried(by: Actor, sql: str, *values: Any) -> int:
    """How many rows it changed; none when the database says no."""
    try:
        with signed_in(by, "own"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)
    except ProgrammingError as error:
        assert "row-level security" in str(error), error
        return 0


def test_a_citizen_cannot_make_themselves_anybodys_guardian() -> None:
    anna, erik = who("anna-bech"), citizen_named("Erik Bech")
    made = tried(
        anna,
        "INSERT INTO citizens_relation (id, from_citizen_id, to_citizen_id, kind, validity) "
        "VALUES (%s, %s, %s, 'guardian', '[2020-01-01,)')",
        uuid7(),
        anna.citizen_id,
        erik,
    )
    assert made == 0


def test_a_parent_cannot_prolong_custody_nor_change_who_they_are() -> None:
    ibrahim = who("ibrahim-haddad")
    assert tried(ibrahim, "UPDATE citizens_relation SET kind = 'guardian'") == 0
    assert tried(ibrahim, "UPDATE citizens_citizen SET name = 'En anden'") == 0
    assert tried(ibrahim, "DELETE FROM citizens_relation") == 0


def test_a_citizen_reads_the_own_case_and_writes_nothing_in_it() -> None:
    mette, sofie, ibrahim = who("mette-juhl"), who("sofie-lind"), who("ibrahim-haddad")
    assert ibrahim.citizen_id is not None
    case_id = opened(mette, sofie, ibrahim.citizen_id, "kontanthjaelp")
    note = (
        "INSERT INTO case_journalnote (id, case_id, at, theme, text) "
        "VALUES (%s, %s, now(), 'Notat', 'Skrevet af borgeren')"
    )
    assert tried(ibrahim, note, uuid7(), case_id) == 0
    assert tried(ibrahim, "UPDATE case_case SET amount = 1 WHERE id = %s", case_id) == 0
    step = (
        "INSERT INTO case_casestatestep (id, case_id, state, at) VALUES (%s, %s, 'afgjort', now())"
    )
    assert tried(ibrahim, step, uuid7(), case_id) == 0
    party = "INSERT INTO case_party (id, case_id, citizen_id, role) VALUES (%s, %s, %s, 'co_party')"
    assert tried(ibrahim, party, uuid7(), case_id, ibrahim.citizen_id) == 0
    with signed_in(ibrahim, "own"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_journalnote WHERE case_id = %s", [case_id])
        assert cursor.fetchone() == (1,)


def test_a_citizen_decides_nothing_for_themselves() -> None:
    mette, sofie, ibrahim = who("mette-juhl"), who("sofie-lind"), who("ibrahim-haddad")
    assert ibrahim.citizen_id is not None
    case_id = opened(mette, sofie, ibrahim.citizen_id, "kontanthjaelp")
    [(verdict, person, unit)] = rows(
        "SELECT v.id, v.person_id, v.unit_id FROM competence_verdictrecord v WHERE v.allowed "
        "LIMIT 1"
    )
    made = tried(
        ibrahim,
        "INSERT INTO decision_decision (id, case_id, outcome, facts, rules, considerations, "
        "complaint, hearing_exception, verdict_id, verdict_allowed, decided_at, decided_by_id, "
        "unit_id) VALUES (%s, %s, 'granted', '', '', '', '', '', %s, true, now(), %s, %s)",
        uuid7(),
        case_id,
        verdict,
        person,
        unit,
    )
    assert made == 0


def test_a_citizen_does_not_answer_a_hand_over_for_the_unit() -> None:
    mette, sofie, ibrahim = who("mette-juhl"), who("sofie-lind"), who("ibrahim-haddad")
    assert ibrahim.citizen_id is not None
    _, given = offered(mette, sofie, ibrahim.citizen_id, "kontanthjaelp")
    take = "UPDATE enquiry_handover SET state = 'accepted' WHERE id = %s"
    assert tried(ibrahim, take, given) == 0


def test_a_verdict_tells_only_the_unit_that_asked() -> None:
    """Subject, amount and outcome of another unit's decision are its case's content."""
    mette, sofie, karim = who("mette-juhl"), who("sofie-lind"), who("karim-aziz")
    case_id = opened(mette, sofie, citizen_named("Ibrahim Haddad"), "kontanthjaelp")
    with signed_in(sofie) as at:
        decide(case_id=case_id, draft=Draft(outcome="granted"), version=None, by=sofie, at=at)
    of_the_case = (
        "SELECT count(*) FROM competence_verdictrecord WHERE id = "
        "(SELECT verdict_id FROM decision_decision WHERE case_id = %s)"
    )
    assert rows(of_the_case, case_id) == [(1,)]
    [(verdict,)] = rows("SELECT verdict_id FROM decision_decision WHERE case_id = %s", case_id)
    for worker, sees in ((sofie, 1), (karim, 0)):
        with signed_in(worker), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM competence_verdictrecord WHERE id = %s", [verdict])
            assert cursor.fetchone() == (sees,)


@pytest.mark.parametrize(
    "table",
    [
        *("citizens_citizen", "citizens_relation", "case_case", "case_journalnote", "case_party"),
        *("enquiry_enquiry", "enquiry_handover", "triage_suggestion", "decision_decision"),
        *("decision_partyhearing", "documents_document", "messages_message", "access_lookup"),
        *("access_consent", "competence_verdictrecord", "shared_auditentry"),
    ],
)
def test_whoever_has_not_signed_in_sees_nobody(table: str) -> None:
    with signed_in(ANONYMOUS, "own"), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("table", ["case_case", "enquiry_enquiry", "enquiry_handover"])
def test_nothing_of_the_way_is_ever_removed(table: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        change(f"DELETE FROM {table}")


def test_a_hidden_case_does_not_show_to_who_speaks_for_the_citizen() -> None:
    """A child's case may be about the parents; hidden, it tells them nothing, by any table."""
    mette, karim, ibrahim = who("mette-juhl"), who("karim-aziz"), who("ibrahim-haddad")
    ali = citizen_named("Ali Haddad")
    assert ali in ibrahim.represents
    case_id = opened(mette, karim, ali, "skolefravaer")
    for hidden in (False, True):
        change("UPDATE case_case SET hidden = %s WHERE id = %s", hidden, case_id)
        for table, key in (
            *(("case_case", "id"), ("case_journalnote", "case_id"), ("case_party", "case_id")),
            ("case_casestatestep", "case_id"),
        ):
            with signed_in(ibrahim, "own"), connection.cursor() as cursor:
                cursor.execute(
                    f"SELECT count(*) FROM {table} WHERE {key} = %s",
                    [case_id],
                )
                assert cursor.fetchone() == (0 if hidden else 1,), table
        with signed_in(ibrahim, "own") as at:
            seen = picture(ali, viewer=ibrahim, purpose="own", at=at)
            assert (case_id in {one.case_id for one in seen.cases}) is not hidden
