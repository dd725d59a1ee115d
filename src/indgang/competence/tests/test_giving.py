"""Authority is given and taken back by those who hold it, and never wider than it is held."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from indgang.competence.actions import record_verdict
from indgang.competence.agreed import CRITERIA, TaskReadiness, readiness
from indgang.competence.granting import add_instrument, give_grant
from indgang.competence.models import Grant, Readiness
from indgang.competence.preparing import agree_boundary, record_readiness
from indgang.competence.queries import authority
from indgang.competence.revoking import revoke_grant
from indgang.competence.rules import Matter, Verdict, verdict
from indgang.competence.tests.town import NOW, SUPPLEMENT, TODAY, Town, later, stored
from indgang.organisation.public import organisation
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput, NotAllowed, Refused
from indgang.shared.models import AuditEntry
from indgang.shared.validity import Days

pytestmark = [pytest.mark.requirement("O4")]


def give(town: Town, by: str, above: str = "po", **more: Any) -> UUID:
    """A grant out of P/O's to the northern office, unless something else is said."""
    named: dict[str, Any] = {
        "instrument_id": town.instruments[more.pop("instrument", "internal_delegation")],
        "holder_id": town.units[more.pop("holder", "po-nord")],
        "above_id": town.grants[above] if above else None,
        "action": "decide",
        "kle": "32.24",
        "begins": TODAY,
    }
    actor = SYSTEM if by == "system" else town.actor(by)
    return give_grant(**{**named, **more}, by=actor, at=NOW)


def may(town: Town, unit: str, kle: str = "32.24.04", **more: Any) -> Verdict:
    at = more.get("at", TODAY)
    return verdict(
        posts=[town.post(unit, more.get("function", "caseworker"))],
        authority=authority(organisation(at)),
        action=more.get("action", "decide"),
        matter=Matter(kle, more.get("amount")),
        at=at,
        person_id=more.get("person"),
    )


@pytest.mark.parametrize("giver", ["chef", "direktør"])
def test_the_leader_of_the_unit_above_gives_and_takes_back(town: Town, giver: str) -> None:
    assert not may(town, "po-nord").allowed
    given = give(town, giver, amount_limit=9_000)
    answer = may(town, "po-nord", amount=9_000)
    assert answer.allowed and answer.chain[0].grant_id == given
    revoke_grant(grant_id=given, ends=later(3), by=town.actor(giver), at=NOW)
    assert may(town, "po-nord", at=later(2)).allowed
    assert not may(town, "po-nord", at=later(3)).allowed
    verbs = list(AuditEntry.objects.filter(object_id=given).values_list("verb", flat=True))
    assert verbs == ["competence.give_grant", "competence.revoke_grant"]


@pytest.mark.parametrize("stranger", ["anna", "nora", "kulturdirektør", "sekretær"])
def test_nobody_else_gives_or_takes_back(town: Town, stranger: str) -> None:
    before = stored()
    with pytest.raises(NotAllowed):
        give(town, stranger)
    with pytest.raises(NotAllowed):
        revoke_grant(grant_id=town.grants["po-nord"], ends=TODAY, by=town.actor(stranger), at=NOW)
    assert stored() == before


def test_the_secretary_speaks_for_council_and_committees(town: Town) -> None:
    with pytest.raises(NotAllowed):
        revoke_grant(grant_id=town.grants["suf"], ends=TODAY, by=town.actor("direktør"), at=NOW)
    revoke_grant(grant_id=town.grants["suf"], ends=TODAY, by=town.actor("sekretær"), at=NOW)
    assert not may(town, "po-nord", SUPPLEMENT).allowed
    revoke_grant(grant_id=town.grants["root"], ends=TODAY, by=town.actor("sekretær"), at=NOW)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kle": "27"}, "kle"),
        ({"kle": ""}, "kle"),
        ({"kle": "3224"}, "kle"),
        ({"without": ["27.03"]}, "without"),
        ({"without": ["32.24"]}, "without"),
        ({"action": "rule"}, "action"),
        ({"action": "approve"}, "action"),
        ({"outcomes": ["maybe"]}, "outcomes"),
        ({"function": "minister"}, "function"),
        ({"way_id": UUID(int=6)}, "way"),
        ({"amount_limit": -1}, "amount_limit"),
        ({"amount_limit": 2**31}, "amount_limit"),
        ({"complexity": 4}, "complexity"),
        ({"begins": TODAY - timedelta(1)}, "begins"),
        ({"ends": TODAY}, "ends"),
        ({"holder": "nowhere"}, "holder"),
        ({"above": "po-nord"}, "above"),
        ({"above": ""}, "above"),
    ],
)
def test_what_cannot_be_given_is_told_at_its_field(
    town: Town, more: dict[str, Any], field: str
) -> None:
    town.units["nowhere"] = UUID(int=5)
    before = stored()
    with pytest.raises(BadInput) as refused:
        give(town, "system", **more)
    assert field in refused.value.fields
    assert stored() == before


def test_nobody_gives_more_than_the_chain_has(town: Town) -> None:
    narrow = give(
        town, "chef", may_sub_delegate=True, amount_limit=1_000, outcomes=["granted"],
        complexity=1, without=["32.24.08"],
    )  # fmt: skip
    town.grants["narrow"] = narrow
    for wider, field in (
        ({"kle": "32.24.04", "amount_limit": 1_001}, "amount_limit"),
        ({"kle": "32.24.04", "outcomes": ["granted", "refused"]}, "outcomes"),
        ({"kle": "32.24.04", "complexity": 2}, "complexity"),
        ({"kle": "32.24.08"}, "kle"),
        ({"kle": "32.24"}, "kle"),
    ):
        with pytest.raises(BadInput) as refused:
            give(town, "system", "narrow", **wider)
        assert set(refused.value.fields) == {field}
    town.unit("team", "team", "po-nord")
    give(town, "system", "narrow", holder="team", kle="32.24.04", without=[])
    answer = may(town, "team")
    assert answer.allowed and answer.limit == 1_000 and answer.complexity == 1


def test_the_chain_must_hold_from_the_first_day(town: Town) -> None:
    revoke_grant(grant_id=town.grants["po"], ends=later(10), by=SYSTEM, at=NOW)
    give(town, "chef", begins=later(9))
    with pytest.raises(BadInput) as refused:
        give(town, "chef", begins=later(10))
    assert set(refused.value.fields) == {"above"}


def test_a_substitutes_grant_is_for_one_person_and_not_given_on(town: Town) -> None:
    siv = town.people["siv"]
    with pytest.raises(BadInput) as refused:
        give(town, "chef", instrument="substitution", person_id=siv)
    assert set(refused.value.fields) == {"person"}
    given = give(town, "chef", instrument="substitution", holder="po-syd", person_id=siv,
                 may_sub_delegate=True)  # fmt: skip
    assert may(town, "po-syd", person=siv).allowed
    assert not may(town, "po-syd", person=town.people["anna"]).allowed
    assert not may(town, "po-syd").allowed
    town.grants["siv"] = given
    town.unit("team", "team", "po-syd")
    with pytest.raises(BadInput):
        give(town, "system", "siv", holder="team")


@pytest.mark.requirement("E11")
def test_the_desk_gets_a_task_only_when_it_is_ready(town: Town) -> None:
    def dispense() -> UUID:
        return give(town, "sekretær", "udvalg", instrument="dispensation", holder="bs-nord",
                    kle="32.24.04", amount_limit=3_000)  # fmt: skip

    with pytest.raises(Refused) as refused:
        dispense()
    assert refused.value.code == "not_ready" and "oplært" in refused.value.message
    for criterion in CRITERIA:
        who = "chef" if criterion == "agreed" else "nora"
        record_readiness(kle="32.24", criterion=criterion, met=True, by=town.actor(who), at=NOW)
    assert readiness("32.24.04", TODAY).ready
    record_readiness(kle="32.24.04", criterion="trained", met=False, by=town.actor("nora"), at=NOW)
    assert readiness("32.24.04", TODAY).missing == ("trained",)
    with pytest.raises(Refused) as refused:
        dispense()
    assert refused.value.message.count(",") == 0
    record_readiness(kle="32.24.04", criterion="trained", met=True, by=town.actor("nora"), at=NOW)
    dispense()
    assert may(town, "bs-nord", function="front_desk", amount=3_000).allowed


@pytest.mark.requirement("E11")
def test_readiness_is_kept_in_its_days_and_said_by_those_who_answer(town: Town) -> None:
    with pytest.raises(NotAllowed):
        record_readiness(kle="32.24", criterion="stable", met=True, by=town.actor("dina"), at=NOW)
    with pytest.raises(NotAllowed):  # a leader, and not of the line that has the task
        record_readiness(kle="32.24", criterion="agreed", met=True, by=town.actor("nora"), at=NOW)
    for begins, met in ((TODAY, False), (later(10), True)):
        record_readiness(kle="32.24", criterion="stable", met=met, begins=begins, by=SYSTEM, at=NOW)
    told = [_stable(readiness("32.24", at)) for at in (TODAY, later(9), later(10))]
    assert told == [False, False, True]
    with pytest.raises(Refused):
        record_readiness(
            kle="32.24", criterion="stable", met=True, begins=later(5), by=SYSTEM, at=NOW
        )
    record_readiness(
        kle="32.24", criterion="stable", met=False, begins=later(10), by=SYSTEM, at=NOW
    )
    assert _stable(readiness("32.24", later(11))) is False
    assert Readiness.objects.count() == 2


def _stable(found: TaskReadiness) -> bool | None:
    return next(each.met for each in found.criteria if each.criterion == "stable")


@pytest.mark.requirement("K8")
def test_who_acts_when_two_could_is_agreed_by_one_of_the_two(town: Town) -> None:
    def agree(by: str, first: str = "bs-nord", **more: Any) -> UUID:
        return agree_boundary(
            kle=SUPPLEMENT, first_unit_id=town.units[first],
            other_unit_id=town.units["po" if first != "po" else "bs-nord"],
            condition_da="Under 5.000 kr.", by=town.actor(by), at=NOW, **more,
        )  # fmt: skip

    agree("nora")
    with pytest.raises(NotAllowed):
        agree("dina")
    with pytest.raises(Refused):
        agree("chef")
    agree("chef", "po", begins=later(4))
    with pytest.raises(BadInput):
        agree("nora", begins=TODAY - timedelta(1))
    with pytest.raises(BadInput):
        agree("nora", ends=TODAY)


def test_leaders_and_secretaries_write_instruments_down(town: Town) -> None:
    def write(by: str, **more: Any) -> UUID:
        named = {"kind": "internal_delegation", "title_da": "Ny plan", "source": "Møde 3, punkt 7",
                 "begins": TODAY}  # fmt: skip
        return add_instrument(**{**named, **more}, by=town.actor(by), at=NOW)

    assert write("chef") != write("sekretær")
    with pytest.raises(NotAllowed):
        write("anna")
    for wrong, field in (
        ({"kind": "wish"}, "kind"),
        ({"title_da": " "}, "title_da"),
        ({"source": ""}, "source"),
        ({"ends": TODAY}, "ends"),
        ({"title_da": "x" * 201}, "title_da"),
    ):
        with pytest.raises(BadInput) as refused:
            write("chef", **wrong)
        assert set(refused.value.fields) == {field}


def test_a_grant_and_all_that_goes_on_from_it_end_together(town: Town) -> None:
    """The successor begins later; it never comes to hold, and what rests on it goes first."""
    rows: Any = Grant.objects
    ends = Days(TODAY, later(20))
    town.grant("first", "po-nord", "po", "32.24", "internal_delegation", days=ends, further=True)
    town.grant("second", "po-nord", "po", "32.24", "internal_delegation", days=Days(later(20)),
               further=True, origin_id=town.grants["first"])  # fmt: skip
    town.unit("team", "team", "po-nord")
    town.grant("under", "team", "second", "32.24.04", "internal_delegation",
               days=Days(later(20)))  # fmt: skip
    assert may(town, "team", at=later(21)).allowed
    revoke_grant(grant_id=town.grants["first"], ends=later(5), by=SYSTEM, at=NOW)
    assert not may(town, "po-nord", at=later(21)).allowed
    assert not may(town, "team", at=later(21)).allowed
    assert not rows.filter(pk__in=[town.grants["second"], town.grants["under"]]).exists()
    assert rows.get(pk=town.grants["first"]).days.ends == later(5)


def test_a_grant_that_was_not_used_is_taken_away_and_one_that_was_stays_its_day(
    town: Town,
) -> None:
    rows: Any = Grant.objects
    ahead = give(town, "chef", begins=later(30))
    revoke_grant(grant_id=ahead, ends=TODAY, by=town.actor("chef"), at=NOW)
    unused = give(town, "chef")
    revoke_grant(grant_id=unused, ends=TODAY, by=town.actor("chef"), at=NOW)
    assert not rows.filter(pk__in=[ahead, unused]).exists()
    assert not may(town, "po-nord").allowed
    used = give(town, "chef")
    record_verdict(
        by=town.actor("anna"), action="decide", matter=Matter("32.24.04"), subject_id=None, at=NOW
    )
    with pytest.raises(BadInput):
        revoke_grant(grant_id=used, ends=TODAY, by=town.actor("chef"), at=NOW)
    revoke_grant(grant_id=used, ends=later(1), by=town.actor("chef"), at=NOW)
    assert may(town, "po-nord").allowed and not may(town, "po-nord", at=later(1)).allowed


def test_approving_takes_a_second_pair_of_eyes(town: Town) -> None:
    """Whoever prepared a proposal does not approve it."""
    town.grant("approve", "udvalg", "root", "32", "governing_statute", action="approve",
               further=True)  # fmt: skip
    town.grant("chef", "po", "approve", "32", "committee_delegation", action="approve")
    assert not approve(town).allowed, "the root only decides: it gives no leave to approve"
    town.grant("root-approve", "udvalg", "", "32", "governing_statute", action="approve",
               further=True)  # fmt: skip
    town.grant("chef-2", "po", "root-approve", "32", "committee_delegation", action="approve")
    assert approve(town).allowed
    assert approve(town, own_proposal=True).reason == "own_proposal"
    assert approve(town, action="prepare", own_proposal=True).allowed


def approve(town: Town, *, action: str = "approve", own_proposal: bool = False) -> Verdict:
    return verdict(
        posts=[town.post("po", "leader")],
        authority=authority(organisation(TODAY)),
        action=action,
        matter=Matter("32.24.04"),
        at=TODAY,
        own_proposal=own_proposal,
    )
