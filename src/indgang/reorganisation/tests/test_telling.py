"""What those affected are told: the words, who has been told, and how far it has come."""

from typing import Any

import pytest

from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Create, Merge, Move
from indgang.reorganisation.tests.acts import draft, enacted
from indgang.reorganisation.tests.stored import NOW, ON_THE_DAY, House
from indgang.shared.errors import BadInput, NotAllowed, Refused
from indgang.shared.identifiers import uuid7
from indgang.shared.readability import Difficulty, readability
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.requirement("O7"), pytest.mark.usefixtures("house")]

WORDS = {
    "whom": "changed",
    "subject_da": "Nyt sted",
    "text_da": "Din sag er flyttet.\nDu skal ikke gøre noget.",
    "subject_en": "New place",
    "text_en": "Your case has moved.\nYou need do nothing.",
    "partners": ["Boligforeningen, mail", "", "Boligforeningen, mail", "Lægerne, telefon"],
}


def _change(house: House, id_: Any, who: str = "dagny", **other: Any) -> None:
    by = house.actor(who)
    room.change_telling(reorganisation_id=id_, **{**WORDS, **other}, by=by, at=NOW)


def test_the_house_has_words_that_are_easy_to_read(house: House) -> None:
    told = room.telling(draft(house).id)
    assert (told.whom, told.own_words, told.may_change) == ("changed", False, True)
    assert "1. maj 2026" in told.da.text
    found = readability(told.da.text)
    assert found.difficulty in (Difficulty.VERY_EASY, Difficulty.EASY), found


def test_a_leader_writes_others(house: House) -> None:
    id_ = draft(house).id
    _change(house, id_)
    told = room.telling(id_)
    assert told.own_words
    assert told.words("da").subject == "Nyt sted"
    assert told.words("en").subject == "New place"
    assert told.partners == ("Boligforeningen, mail", "Lægerne, telefon")


@pytest.mark.parametrize(
    ("field", "value"),
    [("whom", "all"), ("text_da", " \x00"), ("subject_en", "x" * 121), ("partners", ["p"] * 0 + [
        f"partner {number}" for number in range(201)])],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(house: House, field: str, value: Any) -> None:
    id_ = draft(house).id
    with pytest.raises(BadInput) as refused:
        _change(house, id_, **{field: value})
    assert list(refused.value.fields) == [field]
    assert not room.telling(id_).own_words


def test_only_a_leader_may_and_only_before_the_day(house: House) -> None:
    id_ = enacted(
        house,
        Create("centret", "Centret", "centre", "raad"),
        Move("team-unge", "centret"),
        Merge(("familie", "handicap"), "centret"),
    )
    with pytest.raises(NotAllowed):
        _change(house, id_, who="fie")
    _change(house, id_)  # signed, and the day is not here
    room.take_effect_of_due(at=ON_THE_DAY)
    with pytest.raises(Refused, match="letters_sent"):
        _change(house, id_)
    assert not room.telling(id_).may_change


def test_everybody_is_told_once_and_counted(house: House) -> None:
    id_ = draft(house).id
    with as_system("test"):
        room.add_affected(id_, [*house.citizens, house.citizens[0]])
        room.add_affected(id_, house.citizens[:2])
        room.all_gathered(id_, at=NOW)
        first = room.next_to_tell(id_, 4)
        assert len(first) == 4
        for one in first[:2]:
            room.note_told(one.notice_id, uuid7(), at=NOW)
        room.note_not_told(first[2].notice_id, "NotFound")
        room.note_not_told(first[3].notice_id, room.NOTHING_LEFT)
        counts = room.notice_counts(id_)
        assert (counts.told, counts.waiting, counts.problems, counts.total) == (2, 2, 1, 5)
        left = {one.citizen_id for one in room.next_to_tell(id_, 10)}
        assert left == set(house.citizens) - {one.citizen_id for one in first}
        assert room.try_again(reorganisation_id=id_, by=house.actor(), at=NOW) == 1
        assert room.notice_counts(id_).problems == 0


def test_partners_are_ticked_off_by_a_leader(house: House) -> None:
    id_ = draft(house).id
    _change(house, id_)
    with as_system("test"):
        room.all_gathered(id_, at=NOW)
        room.all_gathered(id_, at=NOW)  # a job that is run again
        first, second = room.partner_notices(id_)
        assert room.notice_counts(id_).total == 0  # citizens only
        room.tell_partner(
            reorganisation_id=id_, notice_id=first.notice_id, by=house.actor(), at=NOW
        )
        told = {one.partner: one.told_at for one in room.partner_notices(id_)}
    assert told == {first.partner: NOW, second.partner: None}
