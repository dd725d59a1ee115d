"""Each matter can be decided somewhere, and the dispensation reaches as far as it says (O4)."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from indgang.catalogue.public import service, services
from indgang.competence.public import Matter, Reason, units_that_may, verdict
from indgang.demo.tests.ask import citizen, one, person, rows
from indgang.organisation.public import organisation, staff_of

SUPPLEMENT = "32.03.12"


def ask(who: str, kle: str, at: date, amount: int | None = None, **more: Any) -> Any:
    return verdict(person(who), "decide", Matter(kle, amount, more.pop("outcome", "")), at, **more)


@pytest.mark.requirement("O4")
def test_every_matter_of_the_municipality_can_be_decided_by_somebody(loaded: date) -> None:
    org = organisation(loaded)
    for what in services().values():
        if not what.by_municipality:
            continue
        units = units_that_may("decide", Matter(what.kle), loaded)
        homes = [org.administration_of(unit.unit_id) for unit in units if not unit.by_dispensation]
        assert {home.key for home in homes if home} == {what.administration}, what.code
        somebody = [
            employee
            for unit in units
            for employee in staff_of(unit.unit_id, loaded)
            if verdict(employee.person_id, "decide", Matter(what.kle), loaded).allowed
        ]
        assert somebody, what.code


def test_what_others_decide_is_decided_by_nobody_here(loaded: date) -> None:
    outside = [what for what in services().values() if not what.by_municipality]
    assert len(outside) >= 8
    for what in outside:
        assert units_that_may("decide", Matter(what.kle), loaded) == (), what.code
        assert units_that_may("prepare", Matter(what.kle), loaded), what.code


@pytest.mark.requirement("O4")
@pytest.mark.parametrize(
    ("amount", "allowed", "reason"),
    [
        (3_200, True, Reason.ALLOWED),
        (5_000, True, Reason.ALLOWED),
        (5_001, False, Reason.AMOUNT),
        (14_500, False, Reason.AMOUNT),
    ],
)
def test_the_counter_decides_supplements_up_to_5000_kroner(
    loaded: date, amount: int, allowed: bool, reason: Reason
) -> None:
    answer = ask("mette-juhl", SUPPLEMENT, loaded, amount)
    assert (answer.allowed, answer.reason) == (allowed, reason)
    assert answer.by_dispensation
    assert answer.limit == 5_000
    org = organisation(loaded)
    assert [org.unit(grant.holder_id).key for grant in answer.chain] == [
        "borgerservice-bispebjerg", "sundheds-og-omsorgsudvalget", "borgerrepraesentationen",
    ]  # fmt: skip


def test_above_the_limit_the_pension_offices_may(loaded: date) -> None:
    found = units_that_may("decide", Matter(SUPPLEMENT, 14_500), loaded)
    assert len(found) == 7
    assert all(unit.name.startswith("P/O-kontor") for unit in found)
    low = units_that_may("decide", Matter(SUPPLEMENT, 3_200), loaded)
    assert sum(unit.by_dispensation for unit in low) == 3


@pytest.mark.requirement("O4")
@pytest.mark.parametrize(
    "code", ["personligt-tillaeg", "tandtilskud", "friplads", "handicapkoersel", "parkering"]
)
def test_one_office_has_the_dispensation_only_from_next_month(loaded: date, code: str) -> None:
    kle = service(code).kle
    refused = ask("jonas-krogh", kle, loaded)
    assert (refused.allowed, refused.reason) == (False, Reason.ACTION)
    assert ask("mette-juhl", kle, loaded).allowed
    first = (loaded.replace(day=1) + timedelta(days=32)).replace(day=1)
    assert not ask("jonas-krogh", kle, first - timedelta(days=1)).allowed
    assert ask("jonas-krogh", kle, first).allowed


def test_the_counters_own_tasks_need_no_dispensation(loaded: date) -> None:
    for who in ("mette-juhl", "jonas-krogh"):
        answer = ask(who, service("pas").kle, loaded)
        assert answer.allowed
        assert not answer.by_dispensation
        assert not ask(who, service("kontanthjaelp").kle, loaded).allowed
        receive = verdict(person(who), "receive", Matter(service("kontanthjaelp").kle), loaded)
        assert receive.allowed


def test_the_dispensation_for_transport_is_for_a_yes_only(loaded: date) -> None:
    kle = service("handicapkoersel").kle
    assert ask("mette-juhl", kle, loaded, outcome="granted").allowed
    assert ask("mette-juhl", kle, loaded, outcome="refused").reason is Reason.OUTCOME


@pytest.mark.requirement("E10")
def test_libraries_inform_and_no_more(loaded: date) -> None:
    reader = person("ellen-brink")
    for what in services().values():
        matter = Matter(what.kle)
        assert verdict(reader, "inform", matter, loaded).allowed
        if what.code != "bibliotek":
            assert not verdict(reader, "receive", matter, loaded).allowed, what.code


def test_caseworkers_have_a_limit_and_leaders_go_beyond_it(loaded: date) -> None:
    kle = service("enkeltudgifter").kle
    assert ask("peter-vang", kle, loaded, 25_000).allowed
    assert ask("peter-vang", kle, loaded, 25_001).reason is Reason.AMOUNT
    assert ask("kirsten-lindholm", kle, loaded, 25_001).allowed


@pytest.mark.requirement("O6")
def test_a_daughter_may_not_act_for_her_mother(loaded: date) -> None:
    kle = service("hjemmehjaelp").kle
    mother = citizen("Gudrun Bruun")
    assert ask("tove-bruun", kle, loaded, subject_id=mother).reason is Reason.CONFLICT
    assert ask("birgit-holm", kle, loaded, subject_id=mother).allowed


@pytest.mark.requirement("O4")
def test_kept_verdicts_are_what_competence_answers(loaded: date) -> None:
    """Every verdict that was piled up, asked again of the real rules."""
    kept = rows(
        "SELECT person_id, kle, amount, outcome, chain, subject_id FROM competence_verdictrecord"
    )
    assert len(kept) >= 200
    for who, kle, amount, outcome, chain, subject in kept:
        links = chain if isinstance(chain, list) else json.loads(chain)
        answer = verdict(who, "decide", Matter(kle, amount, outcome), loaded, subject_id=subject)
        assert answer.allowed
        assert [str(grant.grant_id) for grant in answer.chain] == [link["grant"] for link in links]


def test_instruments_name_their_source(loaded: date) -> None:
    assert one("SELECT count(*) FROM competence_instrument WHERE length(source) < 20") == 0
    kinds = {row[0] for row in rows("SELECT DISTINCT kind FROM competence_instrument")}
    assert kinds == {
        "statute", "governing_statute", "committee_delegation", "internal_delegation",
        "dispensation", "substitution",
    }  # fmt: skip
