"""The past reads as it was; and what is taken back is as if it had never been."""

from datetime import date, timedelta
from typing import Any

import pytest

from indgang.competence.public import Matter, record_verdict, recorded_chain
from indgang.journey.coordination.public import picture
from indgang.journey.coordination.rules import Level
from indgang.journey.decision.public import decision
from indgang.journey.triage.queries import offices
from indgang.organisation.public import unit_as_known
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import (
    Close,
    Create,
    Gather,
    Merge,
    Move,
    MovePost,
    Part,
    Rename,
    Split,
    Step,
    TransferTask,
)
from indgang.reorganisation.tests.acts import draft, enact, enacted, sign_all, undo
from indgang.reorganisation.tests.questions import answers
from indgang.reorganisation.tests.stored import ON, ON_THE_DAY, TODAY, House, dump, table
from indgang.shared.dated import ChangedSinceError
from indgang.shared.errors import Refused
from indgang.shared.rowsecurity import acting, as_system
from indgang.shared.validity import Days
from indgang.shared.validity_fields import to_range

pytestmark = [pytest.mark.requirement("O1")]

#: One of every kind of step.
ALL: tuple[Step, ...] = (
    Create("centret", "Center for Familie og Handicap", "centre", "raad", "22 22 22 22"),
    Create("botilbud", "Center for Botilbud", "centre", "raad"),
    Create("oekonomi", "Center for Økonomi", "centre", "raad"),
    Split("handicap", (Part("botilbud", ("27.54",)),)),
    Move("team-unge", "centret"),
    Merge(("familie", "handicap"), "centret"),
    Rename("job", "Center for Job", "33 33 33 33"),
    TransferTask("15.20", "job", "borger"),
    MovePost("jonas", "job", "caseworker", "borger", new_title="Jobvejleder"),
    Gather("oekonomi", kle="32"),
    Close("team-unge", "centret"),
)
DAYS = [TODAY - timedelta(days=400), TODAY, TODAY + timedelta(days=20), ON - timedelta(days=1)]


def test_every_answer_about_a_day_before_is_unchanged(furnished: House) -> None:
    before = answers(furnished, DAYS)
    assert len(before) > 400
    id_ = enacted(furnished, *ALL)
    signed = answers(furnished, DAYS)
    room.take_effect_of_due(at=ON_THE_DAY)
    after = answers(furnished, DAYS)
    assert room.reorganisation(id_).state == "in_effect"
    for question, answer in before.items():
        assert signed[question] == answer, question
        assert after[question] == answer, question
    # and the day itself is another: the comparison can fail
    [today], [tomorrow] = [ON - timedelta(days=1)], [ON]
    one, other = answers(furnished, [today]), answers(furnished, [tomorrow])
    assert one[f"{today} tree"] != other[f"{tomorrow} tree"]
    assert one[f"{today} cases"] != other[f"{tomorrow} cases"]
    seen = [q for q in one if "sees" in q]
    assert any(one[q] != other[q.replace(str(today), str(tomorrow))] for q in seen)


def test_undone_is_as_if_it_had_never_been(furnished: House) -> None:
    before = dump()
    id_ = enacted(furnished, *ALL)
    signed = dump()
    changed = {name for name in before if before[name] != signed[name]}
    assert {"organisation_unitstate", "organisation_post", "places_entrance"} <= changed
    undo(furnished, id_)
    after = dump()
    for name, rows in before.items():
        assert after[name] == rows, name
    assert room.reorganisation(id_).state == "undone"
    assert not table("shared.DatedWrite").objects.filter(cause=id_).exists()


def test_the_later_of_two_goes_first(furnished: House) -> None:
    before = dump()
    first = enacted(furnished, *ALL[:6])
    between = dump()
    second = enacted(furnished, Rename("centret", "Familiecentret"))
    with pytest.raises(ChangedSinceError):
        undo(furnished, first)
    undo(furnished, second)
    assert dump() == between
    undo(furnished, first)
    assert dump() == before


def _end_post(house: House) -> None:
    row = table("organisation.Post").objects.valid_at(ON).get(person_id=house.people["fie"])
    row.validity = to_range(Days(row.days.begins, date(2026, 9, 1)))
    row.save()


def _hire(house: House) -> None:
    person = table("organisation.Person").objects.create(key="ny", name="Ny")
    table("organisation.Post").objects.create(
        person=person, unit_id=house.unit("centret"), function="caseworker", title="Ny",
        validity=to_range(Days(ON)),
    )  # fmt: skip


def _reopen(house: House) -> None:
    table("organisation.UnitTask").objects.create(
        unit_id=house.units["familie"], kle="27.24", role="ansvarlig", validity=to_range(Days(ON))
    )


def _take_a_room(house: House) -> None:
    row = table("places.Room").objects.valid_at(ON).get(key="rum-familie")
    row.unit_id = None
    row.save()


@pytest.mark.parametrize("meddle", [_end_post, _hire, _reopen, _take_a_room])
def test_what_somebody_did_since_is_not_undone_along(furnished: House, meddle: Any) -> None:
    id_ = enacted(furnished, *ALL[:6])
    with as_system("test"):
        meddle(furnished)
    before = dump()
    with pytest.raises(ChangedSinceError):
        undo(furnished, id_)
    assert dump() == before
    assert room.reorganisation(id_).state == "enacted"


def test_on_the_day_there_is_no_way_back(furnished: House) -> None:
    id_ = enacted(furnished, *ALL[:6])
    with pytest.raises(Refused) as no:
        undo(furnished, id_, at=ON_THE_DAY)  # nobody has let it take effect yet
    assert no.value.code == "day_has_come"
    room.take_effect_of_due(at=ON_THE_DAY)
    with pytest.raises(Refused) as no:
        undo(furnished, id_, at=ON_THE_DAY)
    assert no.value.code == "wrong_state"


def test_a_decision_of_the_day_before_shows_the_chain_and_the_names_of_then(
    furnished: House,
) -> None:
    fie = furnished.actor("fie")
    with as_system("test"):
        case_id = table("case.Case").objects.filter(caseworker_id=fie.person_id).first().id
    yesterday = ON_THE_DAY - timedelta(days=1)
    with acting(fie, purpose="casework"):
        verdict, record = record_verdict(
            by=fie, action="decide", matter=Matter("27.24.04"), subject_id=None, at=yesterday,
            unit_id=furnished.units["familie"],
        )  # fmt: skip
        assert verdict.allowed
        table("decision.Decision").objects.create(
            case_id=case_id, outcome="granted", facts="f", rules="r", considerations="c",
            complaint="", verdict_id=record, decided_at=yesterday, decided_by_id=fie.person_id,
            unit_id=furnished.units["familie"],
        )  # fmt: skip
    enacted(
        furnished,
        *ALL[:6],
        MovePost("yann", "ydelse", "caseworker", "centret"),
        Rename("raad", "Kommunalbestyrelsen"),
    )
    room.take_effect_of_due(at=ON_THE_DAY)
    newcomer = furnished.actor("yann", ON)  # was in another department when it was decided
    assert newcomer.unit_ids == {furnished.unit("centret")}
    with acting(newcomer, purpose="casework"):
        found = decision(case_id)
        assert found is not None
        chain = recorded_chain(found.verdict_id)
        assert [link.holder for link in chain] == ["Familieafdelingen", "Byrådet"]
        unit = unit_as_known(found.unit_id, ON - timedelta(days=1))
        assert unit is not None and unit.name == "Familieafdelingen"
    stranger = furnished.actor("birthe", ON)
    with acting(stranger, purpose="casework"):
        assert decision(case_id) is None
        assert recorded_chain(record) == ()


def test_a_revoked_grant_is_not_given_back_by_an_undo(furnished: House) -> None:
    """What competence carried over is guarded the same way, whoever wrote to it since."""
    id_ = enacted(furnished, *ALL[:6])
    with as_system("test"):
        grants = table("competence.Grant").objects.filter(kle="27.24", validity__contains=ON)
        carried = grants.first()
        if carried.holder_id == furnished.units["familie"]:
            pytest.skip("competence carries nothing yet")
        row = table("competence.Grant").objects.get(pk=carried.id)
        row.validity = to_range(Days(row.days.begins, date(2026, 6, 1)))
        row.save()
    with pytest.raises(ChangedSinceError):
        undo(furnished, id_)


def test_signing_again_after_undoing_is_a_new_reorganisation(furnished: House) -> None:
    id_ = enacted(furnished, *ALL[:6])
    undo(furnished, id_)
    with pytest.raises(Refused) as no:
        enact(furnished, id_)
    assert no.value.code == "wrong_state"
    again = draft(furnished, *ALL[:6])
    sign_all(furnished, again.id)
    enact(furnished, again.id)
    assert room.reorganisation(again.id).state == "enacted"


def test_who_belongs_together_is_asked_of_the_day(furnished: House) -> None:
    """Two administrations become one: their people see each other's headlines from the day."""
    id_ = enacted(
        furnished,
        Create("velfaerd", "Velfærdsforvaltningen", "administration", "raad"),
        *(Move(key, "velfaerd") for key in ("familie", "handicap", "job", "ydelse", "borger")),
        Merge(("soc", "bif"), "velfaerd"),
    )
    room.take_effect_of_due(at=ON_THE_DAY)
    assert room.reorganisation(id_).state == "in_effect"
    eve = ON_THE_DAY - timedelta(days=1)
    seen = {}
    for at in (eve, ON_THE_DAY):
        viewer = furnished.actor("yann", at.date())
        with acting(viewer, purpose="casework"):
            found = [
                picture(one, viewer=viewer, purpose="casework", at=at).cases
                for one in furnished.citizens
            ]
        seen[at] = [case for cases in found for case in cases if case.level >= Level.HEADLINE]
    own = {"Ydelsesafdelingen", "Jobcentret"}
    assert {case.unit for case in seen[eve]} == own
    others = {"Familieafdelingen", "Handicapafdelingen"}
    assert {case.unit for case in seen[ON_THE_DAY]} == own | others
    before, after = offices(eve.date()), offices(ON)
    assert (before["kontanthjaelp"], after["kontanthjaelp"]) == ("bif", "velfaerd")
