"""On the day everybody whom it touches gets one letter, in lots, whatever happens on the way."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from indgang.citizens.public import citizen
from indgang.documents.public import content
from indgang.journey.coordination import telling as work
from indgang.journey.coordination.events import NoticesDue
from indgang.journey.coordination.handlers import find_those_affected, tell_next
from indgang.journey.coordination.public import tell_again
from indgang.messages.public import states_about
from indgang.reorganisation import public as room
from indgang.reorganisation.steps import Create, Merge, Move, Rename, Step
from indgang.reorganisation.tests import stored
from indgang.reorganisation.tests.acts import enacted
from indgang.reorganisation.tests.stored import NOW, ON, ON_THE_DAY, House, table
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import NotFound
from indgang.shared.rowsecurity import as_system

pytestmark = pytest.mark.requirement("O7")

MERGER: tuple[Step, ...] = (
    Create("centret", "Center for Familie og Handicap", "centre", "raad", "22 22 22 22"),
    Move("team-unge", "centret"),
    Merge(("familie", "handicap"), "centret"),
)


@pytest.fixture
def house(db: None) -> House:
    """A small municipality with everything, whose jobs the test runs itself."""
    made = stored.build()
    stored.furnish(made)
    return made


def _tell(id_: UUID) -> int:
    """Run the jobs until there are no more letters; gives how many lots."""
    lots = 0
    with as_system("delivery"):
        took = room.ReorganisationTookEffect(reorganisation_id=id_, on=ON)
        find_those_affected(took, by=SYSTEM, at=ON_THE_DAY)
        while room.next_to_tell(id_, 1):
            tell_next(NoticesDue(reorganisation_id=id_), by=SYSTEM, at=ON_THE_DAY)
            lots += 1
            assert lots < 20
    return lots


def _on_the_day(house: House, *steps: Step, whom: str = "") -> UUID:
    id_ = enacted(house, *steps)
    if whom:
        told = room.telling(id_)
        room.change_telling(
            reorganisation_id=id_, whom=whom, subject_da=told.da.subject, text_da=told.da.text,
            subject_en=told.en.subject, text_en=told.en.text, partners=[], by=house.actor(),
            at=NOW,
        )  # fmt: skip
    room.take_effect_of_due(at=ON_THE_DAY)
    return id_


def _touched(house: House) -> set[UUID]:
    """Who has an open case, a waiting enquiry or a time to come with one of the two units."""
    units = [house.units["familie"], house.units["handicap"]]
    with as_system("test"):
        cases = table("case.Case").objects.filter(responsible_unit_id__in=units)
        found = set(cases.exclude(state="afsluttet").values_list("citizen_id", flat=True))
        asked = table("enquiry.Enquiry").objects.filter(responsible_unit_id__in=units)
        found |= set(asked.values_list("citizen_id", flat=True))
        given = table("enquiry.Handover").objects.filter(to_unit_id__in=units)
        found |= set(given.values_list("enquiry__citizen_id", flat=True))
        times = table("appointments.Booking").objects.filter(calendar__unit_id__in=units)
        found |= set(times.values_list("citizen_id", flat=True))
    return found


def _told(id_: UUID) -> list[UUID]:
    with as_system("test"):
        rows = table("messages.Message").objects.filter(about_id=id_)
        return list(rows.values_list("citizen_id", flat=True))


def test_each_gets_one_letter_however_many_matters(house: House) -> None:
    wanted = _touched(house)
    id_ = _on_the_day(house, *MERGER)
    _tell(id_)
    assert sorted(_told(id_)) == sorted(wanted)
    with as_system("test"):
        assert room.notice_counts(id_).told == len(wanted)
        assert sum(states_about(id_).values()) == len(wanted)
    _tell(id_)  # the job is run again
    assert sorted(_told(id_)) == sorted(wanted)


def test_the_letter_says_who_has_what_now(house: House) -> None:
    id_ = _on_the_day(house, *MERGER)
    _tell(id_)
    with as_system("test"):
        one = table("messages.Message").objects.filter(about_id=id_).order_by("id").first()
        assert one.unit_id == house.unit("centret")
        card, data = content(one.document_id)
    assert data.startswith(b"%PDF")
    assert card.for_citizen
    matters = _matters(one.citizen_id)
    assert "Før hos Familieafdelingen" in matters or "Før hos Handicapafdelingen" in matters
    assert "Nu hos Center for Familie og Handicap, telefon 22 22 22 22." in matters


def _matters(citizen_id: UUID) -> str:
    """The facts of the letter to the citizen."""
    from indgang.journey.coordination.letters import matters_of, notice_letter

    with as_system("test"):
        centre = table("organisation.Unit").objects.get(key="centret").id
        matters = matters_of([citizen_id], [centre], ON, ON_THE_DAY)
        words = room.Words("Nyt sted", "Det er flyttet.")
        letter = notice_letter(citizen(citizen_id, ON), words, matters, centre, ON_THE_DAY)
    return " ".join(fact.text for fact in letter.facts)


def test_nobody_is_nobody(house: House) -> None:
    id_ = _on_the_day(house, *MERGER, whom="nobody")
    assert _tell(id_) == 0
    assert _told(id_) == []


@pytest.mark.parametrize(("whom", "told"), [("changed", False), ("everybody", True)])
def test_a_new_name_alone_is_told_only_when_it_is_chosen(
    house: House, whom: str, told: bool
) -> None:
    id_ = _on_the_day(house, Rename("familie", "Familiehuset"), whom=whom)
    _tell(id_)
    assert bool(_told(id_)) is told


def test_a_new_number_of_the_same_unit_is_told(house: House) -> None:
    id_ = _on_the_day(house, Rename("familie", "Familieafdelingen", "77 77 77 77"))
    _tell(id_)
    with as_system("test"):
        rows = table("case.Case").objects.filter(responsible_unit_id=house.units["familie"])
        assert set(rows.exclude(state="afsluttet").values_list("citizen_id", flat=True)) <= set(
            _told(id_)
        )


def test_letters_are_made_in_lots(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_A_TIME", 2)
    wanted = _touched(house)
    id_ = _on_the_day(house, *MERGER)
    assert _tell(id_) == -(-len(wanted) // 2)
    assert len(_told(id_)) == len(wanted)


def test_one_who_cannot_be_told_holds_nobody_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = _touched(house)
    unlucky = min(wanted)
    real = citizen

    def lost(citizen_id: UUID, *args: Any, **more: Any) -> Any:
        if citizen_id == unlucky:
            raise NotFound("no_such_citizen", "")
        return real(citizen_id, *args, **more)

    monkeypatch.setattr(work, "citizen", lost)
    id_ = _on_the_day(house, *MERGER)
    _tell(id_)
    assert set(_told(id_)) == wanted - {unlucky}
    with as_system("test"):
        assert room.notice_counts(id_).problems == 1
        monkeypatch.setattr(work, "citizen", real)
        assert tell_again(id_, by=house.actor(), at=ON_THE_DAY) == 1
        tell_next(NoticesDue(reorganisation_id=id_), by=SYSTEM, at=ON_THE_DAY)
    assert set(_told(id_)) == wanted


def test_a_matter_that_was_closed_meanwhile_is_not_written_about(house: House) -> None:
    id_ = _on_the_day(house, *MERGER)
    with as_system("test"):
        find_those_affected(
            room.ReorganisationTookEffect(reorganisation_id=id_, on=ON), by=SYSTEM, at=ON_THE_DAY
        )
        table("case.Case").objects.update(state="afsluttet")
        table("enquiry.Enquiry").objects.update(state="answered")
        table("appointments.Booking").objects.update(state="cancelled")
        tell_next(NoticesDue(reorganisation_id=id_), by=SYSTEM, at=ON_THE_DAY)
        counts = room.notice_counts(id_)
    assert (counts.total, _told(id_)) == (0, [])


def test_one_who_came_in_the_last_second_is_told_too(house: House) -> None:
    """A case accepted by a transaction that began before the day and ended after the move."""
    id_ = _on_the_day(house, *MERGER)
    _tell(id_)
    with as_system("test"):
        late = table("citizens.Citizen").objects.create(
            name="Borger Sen", sort_key="borger sen", cpr_encrypted=b"x", cpr_hash=b"s" * 32,
            synthetic=True,
        )  # fmt: skip
        row = table("case.Case").objects.filter(state="opstaaet").first()
        table("case.Case").objects.create(
            number="S-SENT", title="Sag", public_title="Sag", sensitivity=2, state="opstaaet",
            citizen=late, responsible_unit_id=house.units["familie"], service_id="familiestoette",
            kle="27.24.04", opened_at=row.opened_at,
        )  # fmt: skip
    assert late.id not in _told(id_)
    assert room.carry_stragglers(at=ON_THE_DAY + timedelta(minutes=5)) == 1
    with as_system("delivery"):
        waiting = table("shared.Delivery").objects.filter(done_at=None, event__name__contains="Due")
        assert waiting.exists()
        tell_next(NoticesDue(reorganisation_id=id_), by=SYSTEM, at=ON_THE_DAY)
    assert _told(id_).count(late.id) == 1
