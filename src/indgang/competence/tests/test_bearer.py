"""A reorganisation carries authority over in the database, and can be taken back before its day."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from indgang.catalogue.public import load_services
from indgang.competence.agreed import boundaries
from indgang.competence.bearer import CompetenceBearer
from indgang.competence.granting import give_grant
from indgang.competence.models import Grant
from indgang.competence.preparing import agree_boundary
from indgang.competence.queries import authority
from indgang.competence.revoking import revoke_grant
from indgang.competence.robust import robustness
from indgang.competence.rules import Matter, Verdict, verdict
from indgang.competence.tests.town import NOW, ON, SUPPLEMENT, TODAY, Town, change, stored
from indgang.organisation.models import Unit
from indgang.organisation.public import Change, organisation
from indgang.shared.actor import SYSTEM
from indgang.shared.dated import ChangedSinceError, DatedWriter, take_back
from indgang.shared.validity import Days

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.requirement("O4")]
BEARER = CompetenceBearer()
EVE = ON - timedelta(1)


def may(town: Town, unit: str, amount: int | None = None, **more: Any) -> Verdict:
    at, function = more.get("at", ON), more.get("function", "caseworker")
    return verdict(
        posts=[town.post(unit, function)],
        authority=authority(organisation(at)),
        action="decide",
        matter=Matter(more.get("kle", SUPPLEMENT), amount),
        at=at,
    )


def sign(plan: Change) -> None:
    """Sign as a reorganisation does: it writes units too, and that is how it is known."""
    writer = DatedWriter(plan.cause, NOW)
    writer.begin([Unit(id=uuid4(), key=f"made-{plan.cause}")])
    writer.close()
    BEARER.sign(plan, by=SYSTEM, at=NOW)


def rows(town: Town, holder: str) -> list[Any]:
    """The grants that the unit ever has."""
    stored_grants: Any = Grant.objects
    return list(stored_grants.filter(holder_id=town.units[holder]))


def merged(town: Town) -> Change:
    """Both P/O offices become one new office."""
    town.unit("po-samlet", "office", "po", Days(ON))
    return change(
        town, [("po-nord", "", "po-samlet"), ("po-syd", "", "po-samlet")],
        closed=["po-nord", "po-syd"],
    )  # fmt: skip


def test_a_merge_carries_both_grants_as_one(town: Town) -> None:
    plan = merged(town)
    before = may(town, "po-nord", 25_000, at=EVE)
    carried = BEARER.carried(plan)
    assert sorted((line.kind, line.count) for line in carried) == [("grant", 1), ("grant", 1)]
    assert not [trouble for trouble in BEARER.troubles(plan) if trouble.must]
    sign(plan)
    [new] = rows(town, "po-samlet")
    now = may(town, "po-samlet", 25_000)
    assert now.allowed and now.limit == 25_000
    assert not may(town, "po-samlet", 25_001).allowed
    assert not may(town, "po-nord", 1).allowed
    past = may(town, "po-nord", 25_000, at=EVE)
    assert (past.allowed, past.limit) == (before.allowed, before.limit) == (True, 25_000)
    assert [link.grant_id for link in past.chain] == [link.grant_id for link in before.chain]
    assert new.origin_id in (town.grants["po-nord"], town.grants["po-syd"])


def test_signing_is_taken_back_to_the_letter(town: Town) -> None:
    before = stored()
    plan = merged(town)
    sign(plan)
    assert stored() != before
    assert take_back(plan.cause) > 0
    assert stored() == before


def test_when_the_giver_is_split_each_part_rests_on_its_own(town: Town) -> None:
    """P/O is parted by subject: 32.03 to a new department; the offices' chains follow."""
    town.unit("pension", "department", "suf", Days(ON))
    plan = change(
        town, [("po", "32.03", "pension")], moved={"po-nord": "pension", "po-syd": "pension"}
    )
    assert not [trouble for trouble in BEARER.troubles(plan) if trouble.must]
    sign(plan)
    answer = may(town, "po-nord", 25_000)
    assert answer.allowed
    assert [link.holder_id for link in answer.chain] == [
        town.units[key] for key in ("po-nord", "pension", "suf", "udvalg", "raad")
    ]
    kept = may(town, "po", kle="32.24.04", function="leader")
    assert kept.allowed and kept.chain[0].without == {"32.03"}
    assert not may(town, "po", function="leader").allowed
    past = may(town, "po-nord", 25_000, at=EVE)
    assert [link.grant_id for link in past.chain][:2] == [town.grants["po-nord"], town.grants["po"]]


def test_a_unit_that_leaves_its_superior_loses_what_only_that_one_could_give(town: Town) -> None:
    plan = change(town, [], moved={"po-nord": "bs"})
    [trouble] = [each for each in BEARER.troubles(plan) if each.code == "grant_without_chain"]
    assert trouble.must and trouble.subject == f"grant:{town.grants['po-nord']}:32.03"
    assert "po" in trouble.choices and "suf" in trouble.choices
    sign(plan)
    assert not may(town, "po-nord", 1).allowed
    assert may(town, "po-nord", 1, at=EVE).allowed


def test_the_nearest_unit_above_that_may_takes_the_place(town: Town) -> None:
    """The culture administration has care too; the office that moves there rests on it."""
    town.grant("kff-32", "kff", "root", "32", "committee_delegation", further=True,
               amount_limit=90_000)  # fmt: skip
    plan = change(town, [], moved={"po-nord": "bs"})
    assert not [trouble for trouble in BEARER.troubles(plan) if trouble.must]
    sign(plan)
    answer = may(town, "po-nord", 25_000)
    assert [link.holder_id for link in answer.chain] == [
        town.units[key] for key in ("po-nord", "kff", "raad")
    ]
    assert answer.limit == 25_000


def test_a_dispensation_rests_on_what_became_of_the_committees_grant(town: Town) -> None:
    town.unit("velfaerd", "committee", "raad", Days(ON))
    plan = change(town, [("udvalg", "", "velfaerd")], closed=["udvalg"], moved={"suf": "velfaerd"})
    assert not [trouble for trouble in BEARER.troubles(plan) if trouble.must]
    town.units["udvalg-closed"] = town.units["udvalg"]
    sign(plan)
    answer = may(town, "bs-nord", 5_000, function="front_desk")
    assert answer.allowed and answer.by_dispensation
    assert answer.chain[1].holder_id == town.units["velfaerd"]
    assert not may(town, "bs-nord", 5_001, function="front_desk").allowed


def test_what_is_given_after_signing_goes_along_on_the_day(town: Town) -> None:
    plan = merged(town)
    sign(plan)
    given = give_grant(
        instrument_id=town.instruments["internal_delegation"],
        holder_id=town.units["po-nord"],
        above_id=town.grants["po"],
        action="decide",
        kle="32.24",
        begins=TODAY,
        by=SYSTEM,
        at=NOW,
    )
    assert not may(town, "po-samlet", kle="32.24.04").allowed
    count = Grant.objects.count()
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert Grant.objects.count() == count + 1
    answer = may(town, "po-samlet", kle="32.24.04")
    assert answer.allowed and answer.chain[0].origin_id == given
    assert may(town, "po-nord", kle="32.24.04", at=EVE).allowed
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert Grant.objects.count() == count + 1, "once is enough"


def test_what_is_given_under_a_grant_that_ends_rests_on_its_successor(town: Town) -> None:
    town.unit("pension", "department", "suf", Days(ON))
    plan = change(town, [("po", "", "pension")], closed=["po"],
                  moved={"po-nord": "pension", "po-syd": "pension"})  # fmt: skip
    sign(plan)
    give_grant(
        instrument_id=town.instruments["internal_delegation"],
        holder_id=town.units["po-syd"],
        above_id=town.grants["po"],
        action="decide",
        kle="32.24",
        begins=TODAY,
        by=SYSTEM,
        at=NOW,
    )
    assert not may(town, "po-syd", kle="32.24.04").allowed
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    answer = may(town, "po-syd", kle="32.24.04")
    assert [link.holder_id for link in answer.chain[:2]] == [
        town.units["po-syd"], town.units["pension"],
    ]  # fmt: skip


@pytest.mark.parametrize("office", ["po-nord", "po-syd"])
def test_after_a_merge_both_lead_to_the_one(town: Town, office: str) -> None:
    """Each office may give on; what is given after signing hangs on the one that is left."""
    for each in ("po-nord", "po-syd"):
        town.grant(f"{each}-more", each, "po", "32.24", "internal_delegation", further=True)
    town.unit("team", "team", office)
    plan = merged(town)
    team = plan.after.units[town.units["team"]]
    units = {**plan.after.units, team.unit_id: replace(team, parent_id=town.units["po-samlet"])}
    plan = replace(plan, after=replace(plan.after, units=units))
    sign(plan)
    give_grant(
        instrument_id=town.instruments["internal_delegation"],
        holder_id=town.units["team"],
        above_id=town.grants[f"{office}-more"],
        action="decide",
        kle="32.24.04",
        begins=TODAY,
        by=SYSTEM,
        at=NOW,
    )
    assert not may(town, "team", kle="32.24.04").allowed
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    answer = may(town, "team", kle="32.24.04")
    assert answer.allowed and answer.chain[1].holder_id == town.units["po-samlet"]


def test_a_grant_cut_short_after_signing_is_not_made_whole_on_the_day(town: Town) -> None:
    plan = merged(town)
    sign(plan)
    at = ON + timedelta(60)
    for office in ("po-nord", "po-syd"):
        revoke_grant(grant_id=town.grants[office], ends=at, by=SYSTEM, at=NOW)
    assert may(town, "po-samlet", 1).allowed and not may(town, "po-samlet", 1, at=at).allowed
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert may(town, "po-samlet", 1).allowed and not may(town, "po-samlet", 1, at=at).allowed


def test_taking_effect_after_signing_writes_nothing_more(town: Town) -> None:
    plan = merged(town)
    sign(plan)
    before = stored()
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert stored() == before
    assert sum(line.count for line in BEARER.carried(plan)) == 2


def test_a_revocation_after_signing_holds_past_the_day_and_is_not_undone(town: Town) -> None:
    plan = merged(town)
    sign(plan)
    for office in ("po-nord", "po-syd"):
        revoke_grant(grant_id=town.grants[office], ends=TODAY, by=SYSTEM, at=NOW)
    assert not may(town, "po-nord", 1, at=TODAY).allowed
    assert not may(town, "po-samlet", 1).allowed, "what goes on from it ends too"
    with pytest.raises(ChangedSinceError):
        take_back(plan.cause)


def test_a_revocation_from_the_day_itself_is_not_undone_by_it(town: Town) -> None:
    plan = merged(town)
    sign(plan)
    revoke_grant(grant_id=town.grants["suf"], ends=ON, by=SYSTEM, at=NOW)
    give_grant(
        instrument_id=town.instruments["internal_delegation"],
        holder_id=town.units["po-nord"],
        above_id=town.grants["po"],
        action="decide",
        kle="32.24",
        begins=TODAY,
        by=SYSTEM,
        at=NOW,
    )
    before = stored()
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert stored() == before
    assert not may(town, "po-samlet", 1).allowed


def test_what_begins_only_after_the_day_is_carried_over_too(town: Town) -> None:
    later = Days(ON + timedelta(30))
    town.grant("new", "po-nord", "po", "32.24", "internal_delegation", days=later)
    plan = merged(town)
    before = stored()
    sign(plan)
    assert not Grant.objects.filter(pk=town.grants["new"]).exists()
    at = ON + timedelta(31)
    assert may(town, "po-samlet", kle="32.24.04", at=at).allowed
    assert not may(town, "po-samlet", kle="32.24.04", at=ON).allowed
    BEARER.take_effect(plan, by=SYSTEM, at=NOW)
    assert len(rows(town, "po-samlet")) == 2
    take_back(plan.cause)
    assert stored() == before


def test_a_substitutes_authority_follows_the_post(town: Town) -> None:
    town.grant(
        "siv", "po-syd", "po", "32.24", "substitution", person_id=town.people["siv"],
    )  # fmt: skip
    plan = change(town, [], posts={"siv": "bs-nord"})
    sign(plan)
    [row] = Grant.objects.valid_at(ON).filter(person_id=town.people["siv"])
    assert row.holder_id == town.units["bs-nord"]


@pytest.mark.requirement("K8")
def test_boundary_agreements_follow_the_units(town: Town) -> None:
    agree_boundary(
        kle=SUPPLEMENT, first_unit_id=town.units["bs-nord"], other_unit_id=town.units["po-nord"],
        condition_da="Under 5.000 kr.", by=SYSTEM, at=NOW,
    )  # fmt: skip
    plan = merged(town)
    sign(plan)
    [old] = boundaries(at=EVE)
    [new] = boundaries(at=ON)
    assert (old.other_id, new.other_id) == (town.units["po-nord"], town.units["po-samlet"])
    assert new.first_id == town.units["bs-nord"]
    take_back(plan.cause)
    assert [line.other_id for line in boundaries(at=ON)] == [town.units["po-nord"]]


def test_a_task_that_nobody_may_decide_afterwards_is_told(town: Town) -> None:
    load_services(at=TODAY)
    town.unit("tom", "office", "kff", Days(ON))
    revoke_grant(grant_id=town.grants["bs-nord"], ends=TODAY, by=SYSTEM, at=NOW)
    plan = change(
        town, [("po-nord", "", "tom"), ("po-syd", "", "tom"), ("po", "", "tom")],
        closed=["po-nord", "po-syd", "po"],
    )  # fmt: skip
    found = [each for each in BEARER.troubles(plan) if each.code == "task_without_competence"]
    assert "personligt-tillaeg" in {each.subject for each in found}
    assert all(each.must and each.choices == ("tom",) for each in found)


def test_units_too_small_are_told_when_the_change_makes_them_so(town: Town) -> None:
    """Three caseworkers may decide; one of them goes to the desk."""
    load_services(at=TODAY)
    plan = change(town, [], posts={"carl": "bs-nord"})
    found = [each for each in BEARER.troubles(plan) if each.code == "unit_too_small"]
    assert {each.subject.split(":")[0] for each in found} == {"po-nord"}
    assert not any(each.must for each in found)
    lines = {(line.unit_id, line.kle): line for line in robustness(plan)}
    line = lines[town.units["po-nord"], SUPPLEMENT]
    assert (line.before, line.after, line.minimum) == (3, 2, 3)
    merged_line = _line(robustness(merged(town)), town.units["po-samlet"])
    assert (merged_line.before, merged_line.after) == (3, 4)
    assert not merged_line.too_small


def _line(lines: Any, unit_id: UUID) -> Any:
    return next(line for line in lines if line.unit_id == unit_id and line.kle == SUPPLEMENT)
