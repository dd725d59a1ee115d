"""Lyngby-Taarbæk as of spring 2012: the numbers of document A, and a town that holds together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings

from indgang.access.public import account_by_identity
from indgang.catalogue.public import services
from indgang.citizens.public import parse_cpr, reveal_cpr
from indgang.competence.public import Matter, Reason, units_that_may, verdict
from indgang.config.database.public import Urls
from indgang.demo.data import LYNGBY_TAARBAEK, files_of
from indgang.demo.public import ISSUER, demonstration_people, example_sheet
from indgang.demo.rules import is_demonstration_cpr
from indgang.demo.tests.ask import one, person, rows
from indgang.organisation.public import organisation, staff_of
from indgang.shared import clock
from indgang.shared.rowsecurity import as_system

_OPEN = "state IN ('opstaaet', 'oplyst')"


@pytest.fixture(scope="module")
def today(lyngby_taarbaek_town: Urls, django_db_blocker: Any) -> Iterator[date]:
    """The town, seen as the system; nothing is written."""
    with django_db_blocker.unblock(), as_system("demonstration"):
        yield clock.today()


def test_four_administrations_with_nineteen_departments(today: date) -> None:
    org = organisation(today)
    direction = org.by_key["direktionen"]
    administrations = org.children[direction.unit_id]
    assert [unit.kind for unit in administrations] == ["administration"] * 4
    departments = [org.children[unit.unit_id] for unit in administrations]
    assert sorted(len(below) for below in departments) == [3, 5, 5, 6]
    assert {unit.kind for below in departments for unit in below} == {"department"}
    assert sum(unit.kind == "committee" for unit in org.units.values()) == 6


def test_nine_hundred_posts_and_a_leader_for_every_unit(today: date) -> None:
    assert one("SELECT count(*) FROM organisation_post") == 900
    org = organisation(today)
    for unit in org.units.values():
        if unit.kind not in ("council", "committee"):
            staff = [post for who in staff_of(unit.unit_id, today) for post in who.posts]
            assert [post.function for post in staff].count("leader") == 1, unit.key
    part_time = one("SELECT count(*) FROM organisation_post WHERE share < 1")
    assert 150 < part_time < 350
    assert one("SELECT max(sum) FROM (SELECT sum(share) FROM organisation_post "
               "GROUP BY person_id) each") == 1  # fmt: skip
    assert one("SELECT count(DISTINCT person_id) FROM access_account WHERE kind = 'staff'") == one(
        "SELECT count(*) FROM organisation_person WHERE synthetic"
    )


def test_sixty_thousand_open_cases_and_a_few_with_a_journal(today: date) -> None:
    assert one(f"SELECT count(*) FROM case_case WHERE {_OPEN}") == 60_000
    noted = one("SELECT count(DISTINCT case_id) FROM case_journalnote")
    assert 500 < noted < 1_500
    assert one("SELECT count(*) FROM case_case WHERE due_on IS NULL OR deadline_days IS NULL") == 0
    without_steps = (
        "SELECT count(*) FROM case_case c WHERE NOT EXISTS (SELECT 1 FROM case_casestatestep s "
        "WHERE s.case_id = c.id AND s.state = c.state)"
    )
    assert one(without_steps) == 0
    without_party = (
        "SELECT count(*) FROM case_case c WHERE NOT EXISTS (SELECT 1 FROM case_party p "
        "WHERE p.case_id = c.id AND p.role = 'primary' AND p.citizen_id = c.citizen_id)"
    )
    assert one(without_party) == 0
    late = one(f"SELECT count(*) FROM case_case WHERE {_OPEN} AND due_on < %s", today)
    assert 1_000 < late < 10_000


def test_cases_lie_where_somebody_answers_for_them(today: date) -> None:
    """Unit, subject and caseworker of every open case fit together."""
    astray = rows(
        f"SELECT DISTINCT c.kle FROM case_case c WHERE {_OPEN} AND NOT EXISTS (SELECT 1 "
        "FROM organisation_unittask t WHERE t.unit_id = c.responsible_unit_id AND t.kle = c.kle)"
    )
    assert astray == []
    strangers = one(
        "SELECT count(*) FROM case_case c WHERE caseworker_id IS NOT NULL AND NOT EXISTS (SELECT 1 "
        "FROM organisation_post p WHERE p.person_id = c.caseworker_id "
        "AND p.unit_id = c.responsible_unit_id AND p.function <> 'support')"
    )
    assert strangers == 0
    twice = one(
        "SELECT count(*) FROM (SELECT 1 FROM case_case WHERE "
        f"{_OPEN} AND parent_id IS NULL GROUP BY citizen_id, service_id HAVING count(*) > 1) pair"
    )
    assert twice == 0


def test_whole_plans_have_a_coordinator_and_parts_elsewhere(today: date) -> None:
    found = rows(
        "SELECT w.id, p.function, count(*), count(DISTINCT c.responsible_unit_id) "
        "FROM case_case w JOIN case_case c ON c.parent_id = w.id "
        "JOIN organisation_post p ON p.person_id = w.caseworker_id "
        "AND p.unit_id = w.responsible_unit_id GROUP BY 1, 2"
    )
    assert len(found) == 60
    assert {function for _, function, _, _ in found} == {"coordinator"}
    assert min(parts for _, _, parts, _ in found) >= 2


def test_three_hundred_grants_each_under_one_that_may_be_given_on(today: date) -> None:
    assert one("SELECT count(*) FROM competence_grant") == 300
    roots = rows(
        "SELECT u.key FROM competence_grant g JOIN organisation_unit u ON u.id = g.holder_id "
        "WHERE g.above_id IS NULL"
    )
    assert roots == [("kommunalbestyrelsen",)]
    assert one(
        "SELECT count(*) FROM competence_grant g JOIN competence_grant a ON a.id = g.above_id "
        "WHERE NOT a.may_sub_delegate"
    ) == 0  # fmt: skip
    kinds = {row[0] for row in rows("SELECT DISTINCT kind FROM competence_instrument")}
    assert kinds == {
        "statute", "governing_statute", "committee_delegation", "internal_delegation",
        "dispensation", "substitution",
    }  # fmt: skip


@pytest.mark.requirement("O4")
def test_every_matter_can_be_decided_by_somebody_in_the_unit_that_answers(today: date) -> None:
    org = organisation(today)
    for what in services().values():
        responsible = {unit.key for unit in org.units_for(what.kle, "ansvarlig")}
        assert responsible, what.code
        homes = {org.administration_of(org.by_key[key].unit_id) for key in responsible}
        assert {home.key for home in homes if home} == {what.administration}, what.code
        if not what.by_municipality:
            assert units_that_may("decide", Matter(what.kle), today) == (), what.code
            continue
        units = units_that_may("decide", Matter(what.kle), today)
        own = {org.unit(unit.unit_id).key for unit in units if not unit.by_dispensation}
        assert own == responsible, what.code
        for key in responsible:
            deciders = [
                post.function
                for who in staff_of(org.by_key[key].unit_id, today)
                for post in who.posts
                if verdict(who.person_id, "decide", Matter(what.kle), today, posts=(post,)).allowed
            ]
            assert "leader" in deciders, what.code
            assert len(deciders) > 1, what.code


@pytest.mark.requirement("O4")
def test_the_chain_goes_from_council_to_the_caseworker(today: date) -> None:
    org = organisation(today)
    kle = services()["kontanthjaelp"].kle
    answer = verdict(person("amina-osman"), "decide", Matter(kle), today)
    assert answer.allowed
    assert [(org.unit(g.holder_id).key, g.function) for g in answer.chain] == [
        ("ydelses-og-pensionsafdelingen", "caseworker"),
        ("ydelses-og-pensionsafdelingen", "leader"),
        ("ssf", ""),
        ("social-og-sundhedsudvalget", ""),
        ("kommunalbestyrelsen", ""),
    ]


@pytest.mark.requirement("O4")
@pytest.mark.parametrize(("amount", "reason"), [(5_000, Reason.ALLOWED), (5_001, Reason.AMOUNT)])
def test_the_counter_has_a_dispensation(today: date, amount: int, reason: Reason) -> None:
    kle = services()["personligt-tillaeg"].kle
    answer = verdict(person("malene-post"), "decide", Matter(kle, amount), today)
    assert answer.reason is reason
    assert answer.by_dispensation


@pytest.mark.requirement("O1")
def test_only_the_chief_executive_may_decide_how_the_municipality_is_organised(
    today: date,
) -> None:
    matter = Matter("00.15.01")
    may = [
        key
        for key, person_id in rows("SELECT key, id FROM organisation_person")
        if verdict(person_id, "decide", matter, today).allowed
    ]
    assert may == ["henriette-skovgaard"]


@pytest.mark.requirement("O4")
def test_a_substitute_has_the_agreement_and_colleagues_have_not(today: date) -> None:
    matter = Matter(services()["ungdomsvejledning"].kle)
    assert verdict(person("yusuf-aydin"), "decide", matter, today).allowed
    assert not verdict(person("malene-post"), "decide", matter, today).allowed


@pytest.mark.requirement("O3")
def test_the_house_in_virum_is_steered_together_by_those_who_receive_there(today: date) -> None:
    found = rows(
        "SELECT m.unit_id, EXISTS (SELECT 1 FROM places_entrance e "
        "WHERE e.site_id = j.site_id AND e.unit_id = m.unit_id) FROM places_jointmember m "
        "JOIN places_jointmanagement j ON j.id = m.management_id"
    )
    assert len(found) == 4
    assert all(receives for _, receives in found)
    assert one("SELECT count(*) FROM places_room WHERE unit_id IS NULL") == 3


@pytest.mark.requirement("O8")
def test_ways_are_in_use_or_on_their_way_and_tasks_have_criteria(today: date) -> None:
    begun, to_come = rows(
        "SELECT count(*) FILTER (WHERE lower(validity) <= %s), "
        "count(*) FILTER (WHERE lower(validity) > %s) FROM ways_uptake",
        today,
        today,
    )[0]
    assert (begun, to_come) == (8, 2)
    assert one("SELECT count(*) FROM ways_training") > 50
    assert one("SELECT count(DISTINCT kle) FROM competence_readiness") == 6
    assert one("SELECT count(*) FROM competence_boundaryagreement") == 1


def test_everything_invented_is_marked(today: date) -> None:
    for table in (
        "organisation_unit", "organisation_person", "places_site", "citizens_citizen",
        "places_jointmanagement", "ways_wayofworking", "competence_boundaryagreement",
    ):  # fmt: skip
        assert one(f"SELECT count(*) FROM {table} WHERE NOT synthetic") == 0, table
        assert one(f"SELECT count(*) FROM {table}") > 0, table
    given = {line["key"]: line["given"] for line in files_of(LYNGBY_TAARBAEK).table("units")}
    assert sorted(key for key, word in given.items() if word == "yes") == ["kommunalbestyrelsen"]
    assert sum(word == "number" for word in given.values()) == 4 + 19


@pytest.mark.requirement("K10")
def test_every_cpr_number_is_of_the_scheme_and_its_own(today: date) -> None:
    numbers = set()
    for encrypted, born in rows(
        "SELECT cpr_encrypted, born FROM citizens_citizen WHERE kind = 'person'"
    ):
        cpr = parse_cpr(reveal_cpr(encrypted), at=today)
        assert is_demonstration_cpr(cpr)
        assert (cpr.born.day, cpr.born.month) == (born.day, born.month)
        numbers.add(cpr.digits)
    assert len(numbers) == one("SELECT count(*) FROM citizens_citizen WHERE kind = 'person'")
    assert one("SELECT count(*) FROM citizens_citizen") == 30_000


def test_everybody_on_the_sign_in_page_has_an_account(today: date) -> None:
    accounts = dict(rows("SELECT subject, name FROM access_account"))
    people = demonstration_people(LYNGBY_TAARBAEK)
    assert demonstration_people() == people
    assert len(people) > 20
    assert [who.key for who in people if accounts[who.subject] != who.name] == []


def test_the_leader_can_download_the_example_and_a_caseworker_cannot(
    lyngby_taarbaek_town: Urls, today: date
) -> None:
    sheet = example_sheet()
    assert sheet is not None
    client = Client()
    with override_settings(ROOT_URLCONF="indgang.demo.tests.example_urls", DEMONSTRATION=True):
        for who, status in (("henriette-skovgaard", 200), ("amina-osman", 403)):
            session = client.session
            session["account"] = str(account_by_identity(ISSUER, who))
            session.save()
            client.cookies["sessionid"] = session.session_key or ""
            answer = client.get("/eksempel/")
            assert answer.status_code == status
            if status == 200:
                assert answer.content.decode("utf-8-sig").encode() == sheet.content
                assert sheet.name in answer.headers["Content-Disposition"]
