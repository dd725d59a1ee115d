"""Who is barred from what, what the leader may do about it, and what nobody may do oneself (O6)."""

from uuid import UUID

import pytest

from indgang.competence.impartiality import (
    conflicts,
    end_conflict,
    handle_conflict,
    record_conflict,
)
from indgang.competence.queries import has_conflict, may
from indgang.competence.rules import Matter
from indgang.competence.tests.town import NOW, SUPPLEMENT, TODAY, Town
from indgang.shared.errors import BadInput, NotAllowed, Refused

pytestmark = [pytest.mark.requirement("O6")]
CITIZEN, CASE, OTHER_CASE = UUID(int=71), UUID(int=72), UUID(int=73)


def record(town: Town, by: str = "anna", case_id: UUID | None = None) -> UUID:
    return record_conflict(
        person_id=town.people["anna"], subject_id=CITIZEN, ground="family", case_id=case_id,
        by=town.actor(by), at=NOW,
    )  # fmt: skip


def barred(town: Town, case_id: UUID | None = None, person: str = "anna") -> bool:
    return has_conflict(town.people[person], CITIZEN, case_id)


def test_one_case_bars_from_that_case_and_none_from_all(town: Town) -> None:
    record(town, case_id=CASE)
    assert barred(town, CASE)
    assert not barred(town, OTHER_CASE) and not barred(town)
    record(town)
    assert barred(town, CASE) and barred(town, OTHER_CASE) and barred(town)
    assert not barred(town, CASE, "bo")


def test_the_verdict_knows_the_case(town: Town) -> None:
    record(town, case_id=CASE)
    anna = town.people["anna"]
    asked = (anna, "decide", Matter(SUPPLEMENT, 1_000), TODAY)
    assert may(*asked, subject_id=CITIZEN, case_id=CASE).reason == "conflict"
    assert may(*asked, subject_id=CITIZEN, case_id=OTHER_CASE).allowed


def test_the_person_and_the_leader_may_say_so_and_saying_it_twice_is_saying_it_once(
    town: Town,
) -> None:
    first = record(town)
    assert record(town, "chef") == first
    for stranger in ("bo", "nora"):
        with pytest.raises(NotAllowed):
            record(town, stranger)
    with pytest.raises(BadInput):
        record_conflict(
            person_id=town.people["anna"], subject_id=CITIZEN, ground="mood",
            by=town.actor("anna"), at=NOW,
        )  # fmt: skip


def test_the_leader_gives_the_case_to_somebody_who_is_not_biased(town: Town) -> None:
    found = record(town, case_id=CASE)
    record_conflict(
        person_id=town.people["bo"], subject_id=CITIZEN, ground="other", by=town.actor("bo"),
        at=NOW,
    )  # fmt: skip
    for wrong in (None, town.people["anna"], town.people["bo"]):
        with pytest.raises(BadInput):
            handle_conflict(conflict_id=found, handling="given_on", to_person_id=wrong,
                            by=town.actor("chef"), at=NOW)  # fmt: skip
    handle_conflict(conflict_id=found, handling="given_on", to_person_id=town.people["carl"],
                    by=town.actor("chef"), at=NOW)  # fmt: skip
    [line] = conflicts(case_id=CASE)
    assert (line.handling, line.handled_to, line.handled_by) == ("given_on", "Carl", "Chef")
    assert barred(town, CASE), "the bar stands"


def test_nobody_settles_a_question_about_oneself(town: Town) -> None:
    """Forvaltningsloven § 6, stk. 3; a leader's own is settled by the leader above."""
    found = record_conflict(
        person_id=town.people["chef"], subject_id=CITIZEN, ground="family", case_id=CASE,
        by=town.actor("chef"), at=NOW,
    )  # fmt: skip
    for who in ("chef", "nora"):
        with pytest.raises(NotAllowed):
            end_conflict(conflict_id=found, by=town.actor(who), at=NOW)
    end_conflict(conflict_id=found, by=town.actor("direktør"), at=NOW)
    assert not barred(town, CASE, "chef")
    assert conflicts(case_id=CASE) == ()
    assert len(conflicts(case_id=CASE, with_ended=True)) == 1
    with pytest.raises(Refused):
        end_conflict(conflict_id=found, by=town.actor("direktør"), at=NOW)


def test_when_nobody_else_can_the_person_goes_on_in_that_case_with_a_reason(town: Town) -> None:
    """Forvaltningsloven § 4, stk. 1."""
    everywhere, here = record(town), record(town, case_id=CASE)
    chef = town.actor("chef")
    with pytest.raises(Refused):
        handle_conflict(conflict_id=everywhere, handling="no_other", reason="Haster", by=chef,
                        at=NOW)  # fmt: skip
    with pytest.raises(BadInput) as refused:
        handle_conflict(conflict_id=here, handling="no_other", by=chef, at=NOW)
    assert "reason" in refused.value.fields
    handle_conflict(conflict_id=here, handling="no_other", reason="Alle andre er syge, det haster",
                    by=chef, at=NOW)  # fmt: skip
    assert not barred(town, CASE)
    assert barred(town, OTHER_CASE) and barred(town)
    handle_conflict(conflict_id=here, handling="leader_took_it", by=chef, at=NOW)
    assert barred(town, CASE), "the leader has it now, and the bar is back"
