"""Cases in every state, whole in every part."""

from datetime import date

import pytest

from indgang.demo.data import COPENHAGEN, files_of
from indgang.demo.tests.ask import citizen, one, rows


@pytest.mark.requirement("P2")
def test_three_hundred_have_cases_in_two_or_more_administrations(loaded: date) -> None:
    found = one(
        "SELECT count(*) FROM (SELECT c.citizen_id FROM case_case c "
        "JOIN catalogue_service s ON s.code = c.service_id "
        "GROUP BY 1 HAVING count(DISTINCT s.administration) > 1) several"
    )
    assert found == 300


def test_cases_are_in_every_state(loaded: date) -> None:
    states = dict(rows("SELECT state, count(*) FROM case_case GROUP BY 1"))
    assert set(states) == {"opstaaet", "oplyst", "afgjort", "afsluttet"}
    assert min(states.values()) >= 100


def test_the_people_of_the_story_begin_where_the_story_begins(loaded: date) -> None:
    people = files_of(COPENHAGEN).toml("people")
    for entry in (*people["person"], *people["organisation"]):
        found = rows(
            "SELECT service_id FROM case_case WHERE citizen_id = %s AND state <> 'afsluttet'",
            citizen(entry["name"]),
        )
        wanted = [] if entry["cases"] == "none" else entry["cases"]
        assert sorted(code for (code,) in found) == sorted(wanted), entry["name"]
    for name in ("Anna Bech", "Erik Bech", "Ibrahim Haddad", "Ali Haddad"):
        assert one("SELECT count(*) FROM case_case WHERE citizen_id = %s", citizen(name)) == 0


def test_decided_cases_are_whole(loaded: date) -> None:
    decided = one("SELECT count(*) FROM decision_decision")
    assert decided >= 200
    whole = one(
        "SELECT count(*) FROM decision_decision d JOIN case_case c ON c.id = d.case_id "
        "JOIN competence_verdictrecord v ON v.id = d.verdict_id AND v.allowed "
        "AND v.person_id = d.decided_by_id AND v.kle = c.kle AND v.at = d.decided_at "
        "AND v.unit_id = c.responsible_unit_id AND v.subject_id = c.citizen_id "
        "WHERE d.facts <> '' AND d.rules <> '' AND d.considerations <> '' AND d.complaint <> '' "
        "AND c.due_on IS NOT NULL AND (SELECT count(*) FROM case_casestatestep s "
        "WHERE s.case_id = c.id AND s.state IN ('opstaaet', 'oplyst', 'afgjort')) = 3 "
        "AND (SELECT count(*) FROM case_journalnote n WHERE n.case_id = c.id) >= 3"
    )
    assert whole == decided


@pytest.mark.requirement("K10")
def test_nobody_is_refused_unheard(loaded: date) -> None:
    unheard = one(
        "SELECT count(*) FROM decision_decision d WHERE outcome <> 'granted' AND NOT EXISTS "
        "(SELECT 1 FROM decision_partyhearing h WHERE h.case_id = d.case_id "
        "AND h.answered_at <= d.decided_at)"
    )
    assert unheard == 0
    assert one("SELECT count(*) FROM decision_partyhearing WHERE answered_at IS NULL") == 25


def test_all_earlier_states_are_there_in_order(loaded: date) -> None:
    order = ["opstaaet", "oplyst", "afgjort", "afsluttet"]
    for state, reached in rows(
        "SELECT c.state, array_agg(s.state ORDER BY s.at) FROM case_case c "
        "JOIN case_casestatestep s ON s.case_id = c.id GROUP BY c.id"
    ):
        assert list(reached) == order[: order.index(state) + 1]


@pytest.mark.requirement("K6")
def test_deadlines_lie_around_today(loaded: date) -> None:
    late, soon, all_open = rows(
        "SELECT count(*) FILTER (WHERE due_on < %s), "
        "count(*) FILTER (WHERE due_on BETWEEN %s AND %s::date + 14), count(*) "
        "FROM case_case WHERE state IN ('opstaaet', 'oplyst')",
        loaded,
        loaded,
        loaded,
    )[0]
    assert 15 <= late <= all_open / 4
    assert soon > 100


def test_nothing_has_happened_tomorrow(loaded: date) -> None:
    for table, column in (
        ("case_case", "opened_at"),
        ("case_journalnote", "at"),
        ("case_casestatestep", "at"),
        ("decision_decision", "decided_at"),
        ("enquiry_enquiry", "received_at"),
        ("enquiry_enquirystep", "at"),
        ("access_lookup", "at"),
        ("access_consent", "given_at"),
    ):
        assert one(f"SELECT max({column})::date FROM {table}") <= loaded, table


def test_notes_are_many_different_ones(loaded: date) -> None:
    of_kind = files_of(COPENHAGEN).toml("notes").values()
    templates = [note for notes in of_kind if isinstance(notes, list) for note in notes]
    assert len(templates) >= 30
    used = one("SELECT count(DISTINCT theme) FROM case_journalnote")
    assert used >= len({theme for theme, _ in templates}) - 4
    assert one("SELECT count(*) FROM case_journalnote WHERE text LIKE '%%{%%'") == 0


def test_a_childs_case_has_the_parents_as_holders_of_custody(loaded: date) -> None:
    assert one(
        "SELECT count(*) FROM case_case c JOIN citizens_citizen p ON p.id = c.citizen_id "
        "WHERE p.born > %s::date - interval '18 years' AND NOT EXISTS (SELECT 1 FROM case_party y "
        "WHERE y.case_id = c.id AND y.role = 'custodian')",
        loaded,
    ) == 0  # fmt: skip


@pytest.mark.requirement("K10")
def test_cases_that_must_not_show_are_hidden(loaded: date) -> None:
    shown = one(
        "SELECT count(*) FROM case_case WHERE NOT hidden "
        "AND service_id IN ('underretning', 'krisecenter')"
    )
    assert shown == 0
    assert one("SELECT count(*) FROM case_case WHERE hidden") > 0


@pytest.mark.requirement("E10")
def test_some_hand_overs_wait_and_accepted_ones_became_cases(loaded: date) -> None:
    states = dict(rows("SELECT state, count(*) FROM enquiry_handover GROUP BY 1"))
    assert states["offered"] == 30
    assert states["accepted"] == one("SELECT count(*) FROM case_case WHERE handover_id IS NOT NULL")
    assert one(
        "SELECT count(*) FROM case_case c JOIN enquiry_handover h ON h.id = c.handover_id "
        "WHERE h.to_unit_id <> c.responsible_unit_id OR h.service_id <> c.service_id "
        "OR h.enquiry_id <> c.enquiry_id"
    ) == 0  # fmt: skip


def test_the_steps_of_enquiries_end_in_their_state(loaded: date) -> None:
    for state, verbs in rows(
        "SELECT e.state, array_agg(s.verb ORDER BY s.at) FROM enquiry_enquiry e "
        "JOIN enquiry_enquirystep s ON s.enquiry_id = e.id GROUP BY e.id"
    ):
        assert verbs[0] == "received"
        assert verbs[-1] == state


@pytest.mark.requirement("K11")
def test_look_ups_have_a_purpose_that_is_known(loaded: date) -> None:
    purposes = {row[0] for row in rows("SELECT DISTINCT purpose FROM access_lookup")}
    assert purposes == {"application", "casework"}
    assert one("SELECT count(*) FROM access_lookup") > 1000


def test_open_cases_of_decided_kind_lie_where_staff_is(loaded: date) -> None:
    nobody = one("SELECT count(*) FROM case_case WHERE caseworker_id IS NULL")
    assert nobody < one("SELECT count(*) FROM case_case") / 4
