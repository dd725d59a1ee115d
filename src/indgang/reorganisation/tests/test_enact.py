"""Enacting: everything of every kind goes where its subject goes, on the real database."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from indgang.access.public import consents
from indgang.appointments.public import free_times
from indgang.journey.case.public import unit_of_case_at
from indgang.organisation.public import organisation
from indgang.places.public import entrances
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import (
    Create,
    Merge,
    Move,
    MovePost,
    Part,
    PostRef,
    Split,
    Step,
    TransferTask,
)
from indgang.reorganisation.tests.acts import draft, enact, enacted, sign_all
from indgang.reorganisation.tests.stored import NOW, ON, ON_THE_DAY, TODAY, House, table
from indgang.shared.errors import Refused
from indgang.shared.rowsecurity import as_system
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.requirement("O1"), pytest.mark.usefixtures("furnished")]

#: Two departments become one centre; a team below one of them goes along.
MERGER: tuple[Step, ...] = (
    Create("centret", "Center for Familie og Handicap", "centre", "raad", "22 22 22 22"),
    Move("team-unge", "centret"),
    Merge(("familie", "handicap"), "centret"),
)


def _count(label: str, **where: Any) -> int:
    with as_system("test"):
        found: int = table(label).objects.filter(**where).count()
    return found


def test_nothing_that_is_not_dated_moves_before_the_day(furnished: House) -> None:
    id_ = enacted(furnished, *MERGER)
    assert _count("case.Case", responsible_unit_id=furnished.units["familie"]) == 13
    assert _count("enquiry.Enquiry", responsible_unit_id=furnished.units["familie"]) == 2
    assert room.reorganisation(id_).state == "enacted"
    assert "centret" not in organisation(ON - timedelta(days=1)).by_key
    assert "familie" not in organisation(ON).by_key
    assert organisation(ON).by_key["team-unge"].parent_id == furnished.unit("centret")


def test_on_the_day_every_case_is_in_the_new_unit_with_its_caseworker(furnished: House) -> None:
    id_ = enacted(furnished, *MERGER)
    before = {line.kind: line.count for line in room.preview(id_).carried if line.kind == "case"}
    assert room.take_effect_of_due(at=ON_THE_DAY) == 1
    centre = furnished.unit("centret")
    assert _count("case.Case", responsible_unit_id=centre) == 37
    assert _count("case.Case", responsible_unit_id=centre, caseworker=None) == 4  # as before
    assert _count("case.CaseMove", cause=id_, to_unit_id=centre) == 37
    assert _count("case.CaseMove", cause=id_, from_unit_id=furnished.units["familie"]) == 13
    assert room.reorganisation(id_).counted["signed"]["case"] == 36  # the open ones
    assert before
    with as_system("test"):
        moved = table("case.CaseMove").objects.filter(cause=id_).first()
        case_id = moved.case_id
        assert unit_of_case_at(case_id, ON - timedelta(days=1)) == moved.from_unit_id
        assert unit_of_case_at(case_id, ON) == centre


def test_the_day_comes_once(furnished: House) -> None:
    id_ = enacted(furnished, *MERGER)
    assert room.take_effect_of_due(at=ON_THE_DAY - timedelta(days=1)) == 0
    assert room.take_effect_of_due(at=ON_THE_DAY) == 1
    assert room.take_effect_of_due(at=ON_THE_DAY) == 0
    assert _count("case.CaseMove", cause=id_) == 37
    assert room.carry_stragglers(at=ON_THE_DAY + timedelta(minutes=5)) == 1
    assert _count("case.CaseMove", cause=id_) == 37


def test_what_is_made_between_signing_and_the_day_follows(furnished: House) -> None:
    enacted(furnished, *MERGER)
    with as_system("test"):
        later = furnished.case("familie", "familiestoette", "fie")
        closed = furnished.case("handicap", "botilbud", "helle", state="afsluttet")
    room.take_effect_of_due(at=ON_THE_DAY)
    with as_system("test"):
        for case_id, who in ((later, "fie"), (closed, "helle")):
            row = table("case.Case").objects.get(pk=case_id)
            assert row.responsible_unit_id == furnished.unit("centret")
            assert row.caseworker_id == furnished.people[who]
            assert row.version == 2  # whoever had it open is told


def test_what_an_old_transaction_wrote_after_the_move_is_carried_too(furnished: House) -> None:
    enacted(furnished, *MERGER)
    room.take_effect_of_due(at=ON_THE_DAY)
    with as_system("test"):
        late = furnished.case("familie", "familiestoette", "fie")
    assert room.carry_stragglers(at=ON_THE_DAY + timedelta(minutes=5)) == 1
    with as_system("test"):
        row = table("case.Case").objects.get(pk=late)
        assert row.responsible_unit_id == furnished.unit("centret")
    assert room.carry_stragglers(at=ON_THE_DAY + timedelta(hours=2)) == 0


def test_todays_date_takes_effect_in_the_same_act(furnished: House) -> None:
    id_ = enacted(furnished, *MERGER, on=TODAY)
    assert room.reorganisation(id_).state == "in_effect"
    assert _count("case.Case", responsible_unit_id=furnished.unit("centret")) == 37
    assert "familie" not in organisation(TODAY).by_key


def test_a_day_that_came_while_nothing_ran(furnished: House) -> None:
    id_ = enacted(furnished, *MERGER)
    assert room.take_effect_of_due(at=ON_THE_DAY + timedelta(days=3)) == 1
    with as_system("test"):
        assert {row.on for row in table("case.CaseMove").objects.filter(cause=id_)} == {ON}


def test_a_caseworker_who_is_not_there_leaves_an_empty_place(furnished: House) -> None:
    """Fie goes with the team, the cases with the subject: they part."""
    with as_system("test"):
        closed = furnished.case("familie", "familiestoette", "fie", state="afsluttet")
    found = draft(furnished, MovePost("fie", "familie", "caseworker", "job"))
    told = [line for line in room.troubles(found.id) if line.code == "cases_without_caseworker"]
    assert [line.must for line in told] == [False]
    assert told[0].text.startswith("Åbne sager fra Familieafdelingen uden en sagsbehandler")
    sign_all(furnished, found.id)
    enact(furnished, found.id)
    room.take_effect_of_due(at=ON_THE_DAY)
    fie = furnished.people["fie"]
    assert _count("case.Case", caseworker_id=fie, state="opstaaet") == 0
    assert _count("case.CaseMove", cause=found.id, from_caseworker_id=fie) == 4
    assert _count("case.Case", pk=closed, caseworker_id=fie) == 1  # it says who handled it


def test_a_citizen_who_would_lose_the_coordinator_stops_it(furnished: House) -> None:
    with as_system("test"):
        parent = furnished.case("familie", "familiestoette", "fie")
        furnished.case("handicap", "handicaphjaelp", "helle", parent_id=parent)
    found = draft(furnished, MovePost("fie", "familie", "caseworker", "job"))
    [told] = [x for x in room.troubles(found.id) if x.code == "citizen_without_coordinator"]
    assert told.stops and told.text.startswith("Borgere, der mister deres tovholder")
    with pytest.raises(Refused) as no:
        enact(furnished, found.id)
    assert no.value.code == "troubles"


def test_enquiries_and_handovers_go_by_what_they_are_about(furnished: House) -> None:
    enacted(furnished, *MERGER)
    room.take_effect_of_due(at=ON_THE_DAY)
    centre = furnished.unit("centret")
    assert _count("enquiry.Enquiry", responsible_unit_id=centre) == 3
    assert _count("enquiry.EnquiryStep", verb="moved", unit_id=centre) == 3
    # two offers of the same to what is now one unit are one offer
    assert _count("enquiry.Handover", to_unit_id=centre, state="offered") == 1
    assert _count("enquiry.Handover", state="returned") == 1
    assert _count("enquiry.Enquiry", number="H-9", state="offered") == 1


def test_a_task_that_moves_takes_its_cases_along_and_no_others(furnished: House) -> None:
    id_ = enacted(furnished, TransferTask("27.54", "handicap", "familie"))
    room.take_effect_of_due(at=ON_THE_DAY)
    assert _count("case.CaseMove", cause=id_) == 12
    assert _count("case.Case", kle="27.54.08", responsible_unit_id=furnished.units["familie"]) == 12
    assert (
        _count("case.Case", kle="27.36.04", responsible_unit_id=furnished.units["handicap"]) == 12
    )
    # Finn has a post in both, so he keeps his cases
    assert _count("case.Case", kle="27.54.08", caseworker_id=furnished.people["finn"]) == 12


def test_two_posts_that_come_together_are_one(furnished: House) -> None:
    enacted(furnished, *MERGER)
    with as_system("test"):
        rows = table("organisation.Post").objects.valid_at(ON)
        [finn] = rows.filter(person_id=furnished.people["finn"])
        assert (finn.unit_id, finn.share) == (furnished.unit("centret"), Decimal("1.00"))
        before = table("organisation.Post").objects.valid_at(ON - timedelta(days=1))
        shares = before.filter(person_id=furnished.people["finn"]).values_list("share", flat=True)
        assert sorted(shares) == [Decimal("0.40"), Decimal("0.60")]


def test_doors_rooms_seats_and_ways_go_to_the_successor(furnished: House) -> None:
    enacted(furnished, *MERGER)
    centre = furnished.unit("centret")
    day = datetime.combine(ON, time(10), NOW.tzinfo)
    assert {view.unit_name for view in entrances(day)} == {
        "Center for Familie og Handicap",
        "Ydelsesafdelingen",
    }
    [door] = entrances(day, unit_ids=frozenset({centre}))
    assert {(line.weekday, line.opens) for line in door.hours} == {(d, time(9)) for d in range(5)}
    yesterday = datetime.combine(ON - timedelta(days=1), time(10), NOW.tzinfo)
    assert len(entrances(yesterday)) == 3
    with as_system("test"):
        for label in ("places.Room", "places.JointMember", "ways.Uptake"):
            rows = table(label).objects.valid_at(ON).filter(unit_id=centre)
            assert rows.count() == {"places.Room": 2}.get(label, 1), label
        [steering] = table("places.JointManagement").objects.valid_at(ON)
        assert steering.chair_unit_id == centre
        assert steering.members.filter(validity__contains=ON).count() == 2


def test_times_to_come_are_the_successors_and_times_gone_stay(furnished: House) -> None:
    enacted(furnished, *MERGER)
    room.take_effect_of_due(at=ON_THE_DAY)
    centre, old = furnished.unit("centret"), furnished.units["familie"]
    assert _count("appointments.Booking", calendar__unit_id=centre) == 2
    assert _count("appointments.Booking", calendar__unit_id=old) == 1
    monday = datetime.combine(ON, time(6), NOW.tzinfo) + timedelta(days=3)
    with as_system("test"):
        until = monday + timedelta(days=9)
        free = free_times(unit_id=centre, minutes=20, from_=monday, until=until)
        assert free and {time_.unit_name for time_ in free} == {"Center for Familie og Handicap"}
        assert not free_times(unit_id=old, minutes=20, from_=monday, until=until)


def test_papers_and_letters_under_way_follow_and_what_arrived_stays(furnished: House) -> None:
    enacted(furnished, *MERGER)
    room.take_effect_of_due(at=ON_THE_DAY)
    centre, old = furnished.unit("centret"), furnished.units["familie"]
    assert _count("documents.Document", unit_id=centre) == 3
    assert _count("messages.Message", unit_id=centre) == 2
    assert _count("messages.Message", unit_id=old, state="delivered") == 1


def test_a_split_parts_by_subject_and_by_name(furnished: House) -> None:
    id_ = enacted(
        furnished,
        Create("botilbud", "Center for Botilbud", "centre", "raad"),
        Split("handicap", (Part("botilbud", ("27.54",), (PostRef("finn", "caseworker"),)),)),
    )
    room.take_effect_of_due(at=ON_THE_DAY)
    new = furnished.unit("botilbud")
    assert _count("case.Case", responsible_unit_id=new) == 12
    assert _count("case.Case", responsible_unit_id=new, caseworker=None) == 0
    assert _count("case.Case", responsible_unit_id=furnished.units["handicap"]) == 12
    assert room.preview(id_).totals.moved["case"] == 12


def test_two_signed_for_one_day_are_one_move(furnished: House) -> None:
    """The second gives on what the first gave; whoever goes all the way keeps the cases."""
    enacted(furnished, *MERGER)
    second = enacted(furnished, Merge(("centret",), "job"))
    assert room.take_effect_of_due(at=ON_THE_DAY) == 2
    job = furnished.units["job"]
    assert _count("case.Case", responsible_unit_id=job) == 38
    assert _count("case.Case", responsible_unit_id=job, caseworker=None) == 4
    assert _count("case.CaseMove", to_unit_id=job) == 37
    assert _count("case.CaseMove", cause=second) == 37
    assert room.reorganisation(second).state == "in_effect"


def test_what_begins_later_is_carried_along(furnished: House) -> None:
    """A new colleague, a new name and a new task, all planned for after the day."""
    later = date(2026, 8, 1)
    with as_system("test"):
        person = table("organisation.Person").objects.create(key="ny", name="Ny")
        for unit in ("familie", "handicap"):
            table("organisation.Post").objects.create(
                person=person, unit_id=furnished.units[unit], function="caseworker",
                title="Ny", share=Decimal("0.5"), validity=to_range(Days(later)),
            )  # fmt: skip
        table("organisation.UnitTask").objects.create(
            unit_id=furnished.units["familie"], kle="27.27", role="ansvarlig",
            validity=to_range(Days(later)),
        )  # fmt: skip
        state = table("organisation.UnitState").objects.get(unit_id=furnished.units["team-unge"])
        state.validity = to_range(Days(state.days.begins, later))
        state.save()
        table("organisation.UnitState").objects.create(
            unit_id=furnished.units["team-unge"], kind="team", name="Team Ung og Voksen",
            parent_id=furnished.units["familie"], validity=to_range(Days(later)),
        )  # fmt: skip
    enacted(furnished, *MERGER)
    centre = furnished.unit("centret")
    with as_system("test"):
        [post] = table("organisation.Post").objects.valid_at(later).filter(person=person)
        assert (post.unit_id, post.share) == (centre, Decimal("1.00"))
        assert not table("organisation.Post").objects.valid_at(ON).filter(person=person)
    after = organisation(later)
    assert after.units_for("27.27.01", "ansvarlig")[0].key == "centret"
    assert after.by_key["team-unge"].name == "Team Ung og Voksen"
    assert after.by_key["team-unge"].parent_id == centre
    assert organisation(ON).by_key["team-unge"].name == "Team Unge"


def test_consents_follow_an_administration_that_goes_over_whole(furnished: House) -> None:
    def given(at: datetime) -> list[tuple[str, str]]:
        with as_system("test"):
            found = consents(furnished.citizens[0], at)
        keys = [(furnished.key(c.from_administration), furnished.key(c.to_administration))
                for c in found]  # fmt: skip
        return sorted(keys)

    enacted(furnished, *MERGER)
    second = draft(
        furnished,
        Create("velfaerd", "Velfærdsforvaltningen", "administration", "raad"),
        Merge(("soc",), "velfaerd"),
    )
    told = {line.code for line in room.troubles(second.id)}
    assert "consents_to_renew" not in told
    sign_all(furnished, second.id)
    enact(furnished, second.id)
    assert given(NOW) == given(ON_THE_DAY - timedelta(days=1)) == [("bif", "soc"), ("soc", "bif")]
    assert given(ON_THE_DAY) == [("bif", "velfaerd"), ("velfaerd", "bif")]


def test_consents_that_do_not_follow_are_told(furnished: House) -> None:
    found = draft(furnished, *MERGER)  # the subject leaves the administration that was named
    told = [line for line in room.troubles(found.id) if line.code == "consents_to_renew"]
    assert [(line.subject, line.must) for line in told] == [("soc:bif", False)]


def test_the_shape_of_the_preview(furnished: House) -> None:
    found = draft(furnished, *MERGER)
    seen = room.preview(found.id)
    assert [node.key for node in seen.before] == ["raad"]
    after = {node.key: node for node in seen.after[0].children}
    assert (after["centret"].change, after["centret"].cases) == ("new", 36)
    assert [node.key for node in after["centret"].children] == ["team-unge"]
    assert {("familie", "centret"), ("handicap", "centret"), ("team-unge", "team-unge")} <= set(
        seen.lines
    )
    assert seen.totals.moved["case"] == 36 and not seen.totals.homeless
    assert seen.totals.kinds_after["centre"] == 1
    enacted_id = found.id
    sign_all(furnished, enacted_id)
    enact(furnished, enacted_id)
    signed = room.preview(enacted_id)
    assert signed.totals.moved == seen.totals.moved
    assert signed.lines == seen.lines and signed.carried == seen.carried
