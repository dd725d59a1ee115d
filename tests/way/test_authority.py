"""Authority is that of the unit that answers for the case, of the amount, and of the outcome."""

from datetime import timedelta

import pytest
from way_story import change, citizen_named, enquire, opened, rows, signed_in, who

from indgang.competence.public import NotCompetentError, record_conflict, revoke_grant
from indgang.journey.case.public import take, write_note
from indgang.journey.decision.public import (
    Draft,
    GatesClosedError,
    ask_party,
    decide,
    decide_at_desk,
)
from indgang.shared import clock
from indgang.shared.actor import SYSTEM
from indgang.shared.errors import BadInput, NotAllowed
from indgang.shared.identifiers import uuid7
from indgang.shared.rowsecurity import as_system

pytestmark = [pytest.mark.usefixtures("demonstration"), pytest.mark.requirement("O4")]


def post(person: str, like: str) -> None:
    """Give somebody a second post: the first one of somebody else, in that one's unit."""
    change(
        "INSERT INTO organisation_post (id, person_id, unit_id, function, title, share, validity) "
        "SELECT %s, %s, unit_id, function, title, 0.5, validity FROM organisation_post "
        "WHERE person_id = %s LIMIT 1",
        uuid7(),
        who(person).person_id,
        who(like).person_id,
    )


def test_a_second_post_lends_no_authority_to_the_first_ones_case() -> None:
    """Karim also works in Sofie's unit; the case is his own unit's, which may not decide it."""
    mette, karim = who("mette-juhl"), who("karim-aziz")
    case_id = opened(mette, karim, citizen_named("Ibrahim Haddad"), "kontanthjaelp")
    post("karim-aziz", like="sofie-lind")
    karim = who("karim-aziz")
    assert len(karim.posts) == 2
    with signed_in(karim) as at, pytest.raises(NotCompetentError):
        decide(case_id=case_id, draft=Draft(outcome="granted"), version=None, by=karim, at=at)
    assert rows("SELECT id FROM decision_decision WHERE case_id = %s", case_id) == []


def test_nor_at_the_desk() -> None:
    """Jonas' desk has no dispensation; a second post at Mette's does not bring it along."""
    jonas, erik = who("jonas-krogh"), citizen_named("Erik Bech")
    asked = enquire(jonas, erik, "Briller til 3.200 kr.")
    post("jonas-krogh", like="mette-juhl")
    jonas = who("jonas-krogh")
    with signed_in(jonas, "application") as at, pytest.raises(NotCompetentError):
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=3200,
            draft=Draft(outcome="granted", amount=3200),
            by=jonas,
            at=at,
        )


def test_an_amount_that_is_left_out_does_not_slip_under_the_limit() -> None:
    mette, erik = who("mette-juhl"), citizen_named("Erik Bech")
    asked = enquire(mette, erik, "Nye tænder")
    with signed_in(mette, "application") as at, pytest.raises(BadInput) as refused:
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=None,
            draft=Draft(outcome="granted"),
            by=mette,
            at=at,
        )
    assert "amount" in refused.value.fields


@pytest.mark.requirement("K10")
def test_less_than_was_asked_for_is_not_a_full_grant() -> None:
    """Forvaltningsloven §§ 22 and 25: reasons may be left out for a full grant only."""
    mette, erik = who("mette-juhl"), citizen_named("Erik Bech")
    asked = enquire(mette, erik, "Briller til 3.200 kr.")
    with signed_in(mette, "application") as at, pytest.raises(GatesClosedError) as closed:
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=3200,
            draft=Draft(outcome="granted", amount=100),
            by=mette,
            at=at,
        )
    assert set(closed.value.fields) == {"outcome"}


@pytest.mark.parametrize(
    ("applied", "draft", "field"),
    [
        (-1, Draft(outcome="granted", amount=1), "applied"),
        (2**31, Draft(outcome="granted", amount=1), "applied"),
        (1, Draft(outcome="granted", amount=2**31), "amount"),
        (1, Draft(outcome="granted", amount=1, hearing_exception="because"), "hearing_exception"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(applied: int, draft: Draft, field: str) -> None:
    mette, erik = who("mette-juhl"), citizen_named("Erik Bech")
    asked = enquire(mette, erik, "Briller")
    with signed_in(mette, "application") as at, pytest.raises(BadInput) as refused:
        decide_at_desk(
            enquiry_id=asked,
            service_code="personligt-tillaeg",
            applied=applied,
            draft=draft,
            by=mette,
            at=at,
        )
    assert field in refused.value.fields


@pytest.mark.requirement("O6")
def test_who_is_biased_takes_no_part_in_the_case_at_all() -> None:
    """Forvaltningsloven § 3, stk. 3: neither decide nor take part in any other way."""
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    ibrahim = citizen_named("Ibrahim Haddad")
    case_id = opened(mette, sofie, ibrahim, "kontanthjaelp")
    assert sofie.person_id is not None
    with as_system("test"):
        record_conflict(
            person_id=sofie.person_id,
            subject_id=ibrahim,
            ground="family",
            by=SYSTEM,
            at=clock.now(),
        )
    with signed_in(sofie) as at:
        with pytest.raises(NotAllowed) as refused:
            take(case_id=case_id, by=sofie, at=at)
        assert refused.value.code == "conflict"
        with pytest.raises(NotAllowed):
            write_note(case_id=case_id, theme="Notat", text="Min fætter", by=sofie, at=at)
        with pytest.raises(NotAllowed):
            ask_party(
                case_id=case_id, facts="…", answer_by=clock.today().replace(year=2099),
                by=sofie, at=at,
            )  # fmt: skip
    with signed_in(sofie) as at, pytest.raises(NotCompetentError) as no:
        decide(case_id=case_id, draft=Draft(outcome="granted"), version=None, by=sofie, at=at)
    assert no.value.verdict.reason == "conflict"


@pytest.mark.requirement("O6")
def test_who_is_biased_in_one_case_goes_on_in_the_others() -> None:
    mette, sofie = who("mette-juhl"), who("sofie-lind")
    ibrahim = citizen_named("Ibrahim Haddad")
    barred = opened(mette, sofie, ibrahim, "kontanthjaelp")
    other = opened(mette, sofie, ibrahim, "kontanthjaelp")
    with signed_in(sofie) as at:
        record_conflict(
            person_id=sofie.employee_id, subject_id=ibrahim, ground="family", case_id=barred,
            by=sofie, at=at,
        )  # fmt: skip
        with pytest.raises(NotAllowed):
            write_note(case_id=barred, theme="Notat", text="Min fætter", by=sofie, at=at)
        write_note(case_id=other, theme="Notat", text="En anden sag", by=sofie, at=at)
    with signed_in(sofie) as at, pytest.raises(NotCompetentError) as no:
        decide(case_id=barred, draft=Draft(outcome="granted"), version=None, by=sofie, at=at)
    assert no.value.verdict.reason == "conflict"
    with signed_in(sofie) as at:
        assert decide(case_id=other, draft=Draft(outcome="granted"), version=None, by=sofie, at=at)


def test_a_grant_does_not_end_on_a_day_that_has_passed() -> None:
    """What was decided under it was decided with authority: the past is not written anew."""
    [(grant,)] = rows("SELECT id FROM competence_grant LIMIT 1")
    before = rows("SELECT validity FROM competence_grant WHERE id = %s", grant)
    with as_system("test"), pytest.raises(BadInput):
        revoke_grant(grant_id=grant, ends=clock.today() - timedelta(1), by=SYSTEM, at=clock.now())
    assert rows("SELECT validity FROM competence_grant WHERE id = %s", grant) == before
