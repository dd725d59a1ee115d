"""Ways of working, readiness, a house that is steered together, and who signs an organisation."""

from datetime import date

import pytest

from indgang.catalogue.public import services
from indgang.competence.public import CRITERIA, Matter, boundaries, readiness, verdict
from indgang.demo.tests.ask import one, person, rows
from indgang.organisation.public import organisation


@pytest.mark.requirement("O8")
def test_units_have_taken_ways_into_use_and_some_will(loaded: date) -> None:
    assert one("SELECT count(*) FROM ways_wayofworking WHERE synthetic") == 3
    uptakes = rows(
        "SELECT u.key, lower(t.validity) <= %s FROM ways_uptake t "
        "JOIN organisation_unit u ON u.id = t.unit_id JOIN ways_wayofworking w ON w.id = t.way_id "
        "WHERE w.key = 'friplads-ved-skranken'",
        loaded,
    )
    assert dict(uptakes) == {
        "borgerservice-bispebjerg": True,
        "borgerservice-noerrebro": True,
        "borgerservice-valby": True,
        "borgerservice-amager-vest": False,
    }
    missing = (
        "SELECT count(*) FROM ways_wayofworking, jsonb_array_elements(procedure) step "
        "WHERE coalesce(step->>'da', '') = '' OR coalesce(step->>'en', '') = ''"
    )
    assert one(missing) == 0
    assert one("SELECT min(jsonb_array_length(procedure)) FROM ways_wayofworking") >= 3


@pytest.mark.requirement("O8")
def test_people_are_trained_before_their_unit_begins(loaded: date) -> None:
    assert one("SELECT count(*) FROM ways_training") >= 10
    late = one(
        "SELECT count(*) FROM ways_training t WHERE t.on > %s OR NOT EXISTS (SELECT 1 "
        "FROM ways_uptake u JOIN organisation_post p ON p.unit_id = u.unit_id "
        "WHERE u.way_id = t.way_id AND p.person_id = t.person_id AND lower(u.validity) > t.on)",
        loaded,
    )
    assert late == 0


@pytest.mark.requirement("E11")
def test_some_tasks_are_ready_for_the_front_desk_and_others_say_what_is_missing(
    loaded: date,
) -> None:
    known = services()
    assert readiness(known["friplads"].kle, loaded).ready
    places = readiness(known["daginstitution"].kle, loaded)
    assert places.missing == ("stable", "funded")
    assert [each.criterion for each in places.criteria if each.note] == ["stable", "funded"]
    assert one("SELECT count(*) FROM competence_readiness") == 5 * len(CRITERIA)


@pytest.mark.requirement("K8")
def test_a_boundary_agreement_says_who_acts(loaded: date) -> None:
    (line,) = boundaries(at=loaded, kle=services()["enkeltudgifter"].kle)
    assert (line.first, line.other) == ("Socialcenter Bispebjerg", "Jobcenter Syd")
    assert line.condition != boundaries(at=loaded, language="en")[0].condition


@pytest.mark.requirement("O3")
def test_the_units_of_dortheavej_steer_it_together(loaded: date) -> None:
    org = organisation(loaded)
    members = {
        org.units[unit_id].key
        for (unit_id,) in rows(
            "SELECT m.unit_id FROM places_jointmember m "
            "JOIN places_jointmanagement j ON j.id = m.management_id "
            "JOIN places_site s ON s.id = j.site_id WHERE s.key = 'dortheavej-61'"
        )
    }
    received = {
        org.units[unit_id].key
        for (unit_id,) in rows(
            "SELECT DISTINCT e.unit_id FROM places_entrance e "
            "JOIN places_site s ON s.id = e.site_id WHERE s.key = 'dortheavej-61'"
        )
    }
    assert len(members) == 5
    assert members <= received
    of_members = rows("SELECT unit_id, seats FROM places_room")
    assert sum(unit_id is None for unit_id, _ in of_members) == 3
    assert {org.units[unit].key for unit, _ in of_members if unit} == members


@pytest.mark.requirement("O3")
def test_a_leader_substitutes_across_administrations(loaded: date) -> None:
    meals = Matter(services()["madservice"].kle)
    assert verdict(person("susanne-friis"), "decide", meals, loaded).allowed
    assert not verdict(person("mette-juhl"), "decide", meals, loaded).allowed
    assert not verdict(person("anders-toft"), "decide", meals, loaded).allowed


@pytest.mark.requirement("O1")
def test_only_the_chief_executive_may_sign_a_new_organisation(loaded: date) -> None:
    may = [
        key
        for key, person_id in rows("SELECT key, id FROM organisation_person")
        if verdict(person_id, "decide", Matter("00.15.01"), loaded).allowed
    ]
    assert may == ["merete-hauge"]
