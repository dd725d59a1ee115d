"""Who may and what may, gaps and overlaps, levels, the picture, and what falls away."""

from uuid import UUID

import pytest

from indgang.catalogue.public import load_services
from indgang.competence.asking import gaps, overlaps, what_may, who_may
from indgang.competence.drawing import picture, picture_of
from indgang.competence.falling import falls_away, under
from indgang.competence.levels import Level, level_of, levels
from indgang.competence.listing import grants, instrument, instruments
from indgang.competence.models import Instrument
from indgang.competence.preparing import agree_boundary
from indgang.competence.queries import may, may_each, units_that_may
from indgang.competence.revoking import revoke_grant
from indgang.competence.rules import Matter
from indgang.competence.tests.town import NOW, SUPPLEMENT, TODAY, Town, later
from indgang.organisation.models import UnitTask
from indgang.places.models import Entrance, Site
from indgang.shared.actor import SYSTEM
from indgang.shared.identifiers import uuid7
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.requirement("O4")]
ALWAYS = to_range(Days(TODAY.replace(year=2020)))


def test_who_may_names_units_people_and_the_chain(town: Town) -> None:
    found = {one.unit_id: one for one in who_may("decide", Matter(SUPPLEMENT, 4_000), TODAY)}
    assert set(found) == {town.units[key] for key in ("po", "po-nord", "po-syd", "bs-nord")}
    nord = found[town.units["po-nord"]]
    assert [person.name for person in nord.people] == ["Anna", "Bo", "Carl"]
    assert nord.function == "caseworker" and nord.limit == 25_000
    assert [link.holder_id for link in nord.chain] == [
        town.units[key] for key in ("po-nord", "po", "suf", "udvalg", "raad")
    ]
    desk = found[town.units["bs-nord"]]
    assert desk.by_dispensation and {person.name for person in desk.people} == {"Nora", "Dina"}
    assert who_may("decide", Matter(SUPPLEMENT, 30_000), TODAY)[0].unit_id == town.units["po"]


def test_what_may_tells_each_grant_of_the_person(town: Town) -> None:
    [mine] = what_may(town.people["anna"], TODAY)
    assert (mine.action, mine.kle, mine.limit, mine.by_dispensation) == (
        "decide", "32.03", 25_000, False,
    )  # fmt: skip
    assert mine.taken_up and mine.outcomes is None
    assert what_may(town.people["direktør"], TODAY)[0].unit_name == "Suf"
    assert what_may(UUID(int=1), TODAY) == ()


def test_each_answer_is_the_answer_of_the_rules(town: Town) -> None:
    """What is listed as units that may, may; what is not, may not."""
    units = {unit.unit_id for unit in units_that_may("decide", Matter(SUPPLEMENT, 9_000), TODAY)}
    for key, unit_id in town.units.items():
        for function in ("caseworker", "leader", "front_desk"):
            [answer] = may_each(
                (town.post(key, function),), "decide", [Matter(SUPPLEMENT, 9_000)], TODAY
            )
            if answer.allowed and key not in ("raad", "udvalg", "suf"):
                assert unit_id in units
    assert town.units["bs-nord"] not in units


def test_gaps_are_what_nobody_may_decide(town: Town) -> None:
    asked = [SUPPLEMENT, "32.24.04", "23.09.02", "54.00.01"]
    found = {gap.kle: gap for gap in gaps(TODAY, asked)}
    assert set(found) == {"23.09.02", "54.00.01"}, "P/O itself may decide 32.24 by its leader"
    town.unit("empty", "office", "kff")
    town.grant("empty", "empty", "kff", "23", "internal_delegation", function="specialist")
    [nobody] = [gap for gap in gaps(TODAY, asked) if gap.kle == "23.09.02"]
    assert [unit.key for unit in nobody.units] == ["empty"]


@pytest.mark.requirement("K8")
def test_overlaps_are_between_branches_and_settled_by_an_agreement(town: Town) -> None:
    [found] = overlaps(TODAY, [SUPPLEMENT, "32.24.04"])
    assert (found.kle, found.first.branch.key, found.other.branch.key) == (SUPPLEMENT, "suf", "kff")
    assert found.other.stands_in == "dispensation" and found.settled and found.agreement is None
    town.grant("kff-own", "kff", "root", "32.24", "committee_delegation", further=True)
    town.grant("bs-own", "bs-nord", "kff-own", "32.24", "internal_delegation")
    first = overlaps(TODAY, [SUPPLEMENT, "32.24.04"])[0]
    assert first.kle == "32.24.04" and not first.settled
    agree_boundary(
        kle="32.24", first_unit_id=town.units["bs"], other_unit_id=town.units["po"],
        condition_da="Når borgeren står ved skranken", by=SYSTEM, at=NOW,
    )  # fmt: skip
    settled = {one.kle: one for one in overlaps(TODAY, ["32.24.04"])}["32.24.04"]
    assert settled.settled and settled.agreement is not None
    assert settled.agreement.first_id == town.units["bs"]


def test_the_picture_shares_the_upper_links(town: Town) -> None:
    drawn = picture(Matter(SUPPLEMENT, 4_000), TODAY, unit_ids=frozenset(
        {town.units["po-nord"], town.units["po-syd"], town.units["bs-nord"]}
    ))  # fmt: skip
    holders = [node.holder_id for node in drawn.nodes]
    assert len(holders) == len(set(holders)) == 7
    assert drawn.levels == 5 and drawn.nodes[0].holder_id == town.units["raad"]
    assert sum(node.leaf for node in drawn.nodes) == 3
    ids = {node.grant_id for node in drawn.nodes}
    assert len(drawn.edges) == 6
    assert all({edge.from_id, edge.to_id} <= ids for edge in drawn.edges)
    answer = may(town.people["anna"], "decide", Matter(SUPPLEMENT), TODAY)
    one = picture_of(answer, language="en")
    assert [node.holder_id for node in one.nodes] == [
        link.holder_id for link in reversed(answer.chain)
    ]
    assert one.nodes[0].instrument == "statute"


def test_what_falls_away_names_the_cause_and_all_under_it(town: Town) -> None:
    load_services(at=TODAY)
    revoke_grant(grant_id=town.grants["udvalg"], ends=later(5), by=SYSTEM, at=NOW)
    assert falls_away(later(4)).grants == ()
    found = falls_away(later(5))
    gone = {one.line.grant_id for one in found.grants}
    assert gone == {
        town.grants[key] for key in ("udvalg", "suf", "po", "po-nord", "po-syd", "bs-nord")
    }
    assert {one.because_of for one in found.grants} == {town.grants["udvalg"]}
    assert len(under(found, town.grants["udvalg"])) == 5
    assert SUPPLEMENT in found.subjects
    assert not any(one.carried_on for one in found.grants)


def test_an_instrument_and_a_task_that_end_are_told(town: Town) -> None:
    Instrument.objects.filter(pk=town.instruments["dispensation"]).update(
        validity=to_range(Days(TODAY.replace(year=2020), later(3)))
    )
    UnitTask.objects.update(validity=to_range(Days(TODAY.replace(year=2020), later(3))))
    found = falls_away(later(3))
    assert [one.key for one in found.instruments] == ["dispensation"]
    assert [(one.line.grant_id, one.why) for one in found.grants] == [
        (town.grants["bs-nord"], "instrument")
    ]
    assert [task.kle for task in found.tasks] == ["32"]


def test_lists_are_narrowed(town: Town) -> None:
    assert len(grants(TODAY)) == 9
    held = grants(TODAY, holder_ids=[town.units["po-nord"]])
    assert [line.kle for line in held] == ["32.03"] and held[0].in_force
    assert {line.holder for line in grants(TODAY, kle="23")} == {"Raad", "Kulturudvalg", "Kff"}
    assert len(grants(TODAY, kind="dispensation")) == 1
    assert len(instruments()) == 6
    assert [line.kind for line in instruments(words="DISPENS")] == ["dispensation"]
    assert instrument(town.instruments["dispensation"]).kles == (SUPPLEMENT,)
    revoke_grant(grant_id=town.grants["po"], ends=TODAY, by=SYSTEM, at=NOW)
    [broken] = grants(TODAY, holder_ids=[town.units["po-nord"]])
    assert not broken.in_force


@pytest.mark.requirement("O5")
def test_levels_and_who_steers_whom(town: Town) -> None:
    for number, (unit, district) in enumerate(
        [("po-nord", "Nord"), ("po-syd", "Syd"), ("bs-nord", "Nord"), ("bs-nord", "Syd")]
    ):
        site = Site(id=uuid7(), key=f"s-{number}", name=f"Hus {number}", address="Vej 1",
                    district=district, validity=ALWAYS)  # fmt: skip
        site.save(force_insert=True)
        Entrance(
            site=site, unit_id=town.units[unit], kind="services", validity=ALWAYS
        ).save(force_insert=True)  # fmt: skip
    found = levels([SUPPLEMENT], TODAY)
    [row] = found.rows
    assert {one.name for one in row.district} == {"Po-Nord", "Po-Syd"}
    assert {one.name for one in row.city} == {"Suf", "Po", "Bs-Nord"}
    steering = {(one.from_name, one.to_name): one for one in found.steering}
    assert steering["Po", "Po-Nord"].instrument_kind == "internal_delegation"
    assert steering["Po", "Po-Nord"].to_level is Level.DISTRICT
    assert steering["Udvalg", "Bs-Nord"].instrument_kind == "dispensation"
    south = levels([SUPPLEMENT], TODAY, district="Syd")
    assert {one.name for one in south.rows[0].district} == {"Po-Syd"}


@pytest.mark.requirement("O5")
@pytest.mark.parametrize(
    ("kind", "doors", "beside", "level"),
    [
        ("committee", ["Nord"], [], Level.CITY),
        ("office", [], [], Level.CITY),
        ("office", ["Nord", "Syd"], [], Level.CITY),
        ("office", ["Nord"], ["Syd"], Level.DISTRICT),
        ("office", ["Nord"], ["Nord"], Level.SITE),
        ("joint_centre", ["Nord"], [], Level.SITE),
    ],
)
def test_a_units_level_follows_its_doors(
    kind: str, doors: list[str], beside: list[str], level: Level
) -> None:
    assert level_of(kind, [(each, UUID(int=n)) for n, each in enumerate(doors)], beside) is level
