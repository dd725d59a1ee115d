"""Old names, numbers and addresses lead to the new place, and each time is counted."""

from datetime import date, timedelta

import pytest

from indgang.organisation.public import numbers_in
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Create, Merge, Move, Rename, TransferTask
from indgang.reorganisation.tests.acts import enacted
from indgang.reorganisation.tests.stored import ALWAYS, NOW, ON, ON_THE_DAY, TODAY, House, table
from indgang.shared.actor import ANONYMOUS
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.requirement("O7"), pytest.mark.usefixtures("furnished")]
EVE = ON - timedelta(days=1)
FAMILY_PHONE = "11 11 11 04"


@pytest.fixture
def moved(furnished: House) -> House:
    """Two departments are one centre; the job centre has another name and number."""
    enacted(
        furnished,
        Create("centret", "Center for Familie", "centre", "raad", "22 22 22 22"),
        Move("team-unge", "centret"),
        TransferTask("27.54", "handicap", "job"),
        Merge(("familie", "handicap"), "centret"),
        Rename("job", "Jobhuset", "33 33 33 33"),
    )
    return furnished


def test_a_former_name_in_a_sentence_leads_on(moved: House) -> None:
    [lead] = room.leads_in("Hvor er FAMILIEAFDELINGEN, som jeg plejer at skrive til?", ON)
    assert (lead.by, lead.was, lead.until) == ("name", "Familieafdelingen", ON)
    assert [(one.name, one.phone) for one in lead.now] == [("Center for Familie", "22 22 22 22")]
    assert not lead.same_unit


def test_before_the_day_nothing_is_old(moved: House) -> None:
    assert room.leads_in("Familieafdelingen", EVE) == ()
    assert room.lead_for_number(FAMILY_PHONE, EVE) is None


def test_a_part_of_a_word_is_no_name(moved: House) -> None:
    assert room.leads_in("Storfamilieafdelingens fest", ON) == ()


def test_a_unit_whose_things_were_parted_leads_to_each(moved: House) -> None:
    [lead] = room.leads_in("Handicapafdelingen", ON)
    assert [(one.kle, one.name) for one in lead.now] == [
        ("", "Center for Familie"),
        ("27.54", "Jobhuset"),
    ]


def test_another_name_is_the_same_unit(moved: House) -> None:
    [lead] = room.leads_in("jobcentret", ON)
    assert lead.same_unit
    assert lead.now[0].name == "Jobhuset"


@pytest.mark.parametrize("written", ["11111104", "11 11 11 04", "+45 11 11 11 04", "11.11.11.04"])
def test_a_former_number_leads_on_however_it_is_written(moved: House, written: str) -> None:
    lead = room.lead_for_number(written, ON)
    assert lead is not None
    assert lead.now[0].phone == "22 22 22 22"
    assert room.leads_in(f"Jeg ringede på {written} i går", ON)[0].from_unit == lead.from_unit


def test_numbers_that_are_in_use_or_nobodys_lead_nowhere(moved: House) -> None:
    assert room.lead_for_number("22 22 22 22", ON) is None
    assert room.lead_for_number("99 99 99 99", ON) is None
    assert numbers_in("sag 111111042 af 12. marts") == ()


def test_an_address_where_nobody_is_any_more_leads_to_who_was_there(furnished: House) -> None:
    with as_system("test"):
        site = table("places.Site").objects.create(
            key="gl-vej", name="Gl. Vej", address="Gamle Vej 7, 2800 Lyngby", district="Midt",
            validity=ALWAYS,
        )  # fmt: skip
        table("places.Entrance").objects.create(
            site=site, unit_id=furnished.units["familie"], kind="cases",
            validity=f"[2020-01-01,{ON})",
        )  # fmt: skip
    assert room.leads_in("Jeg står på Gamle Vej 7, og der er lukket", EVE) == ()
    [lead] = room.leads_in("Jeg står på Gamle Vej 7, og der er lukket", ON)
    assert lead.by == "address"
    assert lead.now[0].name == "Familieafdelingen"
    assert room.leads_in("Jeg bor på Gamle Vej 71", ON) == ()


def test_the_page_of_a_unit_that_is_gone(moved: House) -> None:
    lead = room.lead_for_unit(moved.units["familie"], ON)
    assert lead is not None
    assert lead.now[0].key == "centret"
    assert room.lead_for_unit(moved.units["familie"], EVE) is None
    assert room.lead_for_unit(moved.unit("centret"), EVE) is None  # not there yet, not gone
    assert room.lead_for_unit(moved.units["borger"], ON) is None


def test_one_who_is_led_on_is_counted_without_a_name(moved: House) -> None:
    leads = room.leads_in("Familieafdelingen eller Handicapafdelingen", ON)
    assert len(leads) == 2
    room.count_wrong_turns(leads, "search", by=ANONYMOUS, at=ON_THE_DAY)
    rows = list(table("reorganisation.WrongTurn").objects.values_list("channel", "to_unit__key"))
    assert rows == [("search", "centret")] * 2
    fields = {field.name for field in table("reorganisation.WrongTurn")._meta.fields}
    assert fields == {"id", "at", "channel", "from_unit", "to_unit"}


def test_other_systems_can_ask_what_went_where(moved: House) -> None:
    found = room.moved_units(TODAY, NOW)  # signed, and not here yet
    assert ("familie", "", "centret") in [(one.from_key, one.kle, one.to_key) for one in found]
    family = next(one for one in found if one.from_key == "familie")
    assert (family.from_name, family.from_phone) == ("Familieafdelingen", FAMILY_PHONE)
    assert (family.to_name, family.to_phone) == ("Center for Familie", "22 22 22 22")
    assert ("handicap", "27.54", "job") in [(one.from_key, one.kle, one.to_key) for one in found]
    assert room.moved_units(date(2030, 1, 1), NOW) == ()


def test_two_reorganisations_lead_all_the_way(moved: House) -> None:
    later = ON + timedelta(days=30)
    room.take_effect_of_due(at=ON_THE_DAY)
    enacted(
        moved,
        Create("huset", "Borgerhuset", "centre", "raad", "44 44 44 44"),
        Move("team-unge", "huset"),
        Merge(("centret",), "huset"),
        on=later, at=ON_THE_DAY,
    )  # fmt: skip
    [lead] = room.leads_in("Familieafdelingen", later)
    assert lead.now[0].name == "Borgerhuset"
