"""Drafting, signing, and everything that is refused, on the real database."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from indgang.competence.public import NotCompetentError
from indgang.reorganisation import public as room
from indgang.reorganisation.rules import WAY, State, Verb, step
from indgang.reorganisation.steps import Close, Create, Merge, Rename, TransferTask, dump
from indgang.reorganisation.tests.acts import draft, enact, enacted, sign_all, undo
from indgang.reorganisation.tests.stored import NOW, ON, ON_THE_DAY, TODAY, House, table
from indgang.reorganisation.tests.stored import dump as dump_all
from indgang.shared.errors import BadInput, NotAllowed, NotFound, Refused
from indgang.shared.rowsecurity import acting, as_system

pytestmark = [pytest.mark.requirement("O1")]

RENAME = Rename("job", "Center for Job")


def _verbs(id_: Any) -> list[str]:
    with as_system("test"):
        rows = table("shared.AuditEntry").objects.filter(object_id=id_).order_by("id")
        return [row.verb.removeprefix("reorganisation.") for row in rows]


def test_every_verb_leaves_a_line_in_the_audit(furnished: House) -> None:
    house = furnished
    found = draft(house, RENAME, TransferTask("27.54", "handicap", "familie"))
    id_, by = found.id, house.actor()
    with acting(by, purpose="steering"):
        version = room.change_draft(
            reorganisation_id=id_, version=found.version, title="Nyt navn", effective_on=ON,
            reason="Fordi", by=by, at=NOW,
        )  # fmt: skip
        version = room.change_step(
            reorganisation_id=id_, version=version, position=1, kind="rename",
            detail=dump(Rename("job", "Jobcenter Nord")), by=by, at=NOW,
        )  # fmt: skip
        version = room.move_step(
            reorganisation_id=id_, version=version, position=1, to=2, by=by, at=NOW
        )
        version = room.remove_step(
            reorganisation_id=id_, version=version, position=1, by=by, at=NOW
        )
    assert [line.sentence for line in room.reorganisation(id_).steps] == [
        "Kald Jobcentret for Jobcenter Nord"
    ]
    enact(house, id_)
    undo(house, id_)
    withdrawn = draft(house, RENAME)
    with acting(by, purpose="steering"):
        room.withdraw(reorganisation_id=withdrawn.id, by=by, at=NOW)
    gone = enacted(house, Close("ydelse"))
    room.take_effect_of_due(at=ON_THE_DAY)
    with acting(by, purpose="steering"):
        room.close_transition(reorganisation_id=gone, note="Det kører", by=by, at=ON_THE_DAY)
    changes = ["change_draft", "change_step", "move_step", "remove_step"]
    assert _verbs(id_) == ["begin_draft", "add_step", "add_step", *changes, "enact", "undo"]
    assert _verbs(withdrawn.id) == ["begin_draft", "add_step", "withdraw"]
    signs = [verb for verb in _verbs(gone) if verb == "sign_exception"]
    assert signs
    rooms = ("sign_exception", "case.move", "competence.carry")
    others = [verb for verb in _verbs(gone) if verb not in rooms]
    assert others == ["begin_draft", "add_step", "enact", "take_effect", "close_transition"]


def test_whoever_may_not_decide_it_is_refused_and_it_is_kept(house: House) -> None:
    found = draft(house, RENAME, who="frida")  # a leader of a department: may draft, not decide
    before = dump_all()
    frida = house.actor("frida")
    with acting(frida, purpose="steering"), pytest.raises(NotCompetentError) as no:
        room.enact(reorganisation_id=found.id, version=found.version, by=frida, at=NOW)
    with as_system("test"):
        assert table("competence.VerdictRecord").objects.filter(pk=no.value.record_id).exists()
    assert "refused_competence" in _verbs(found.id)
    assert dump_all() == before
    assert room.reorganisation(found.id).state == "draft"


def test_whoever_leads_nobody_does_not_draft(house: House) -> None:
    fie = house.actor("fie")
    with acting(fie, purpose="steering"), pytest.raises(NotAllowed):
        room.begin_draft(title="Mit kontor", effective_on=ON, by=fie, at=NOW)


def test_two_who_change_a_draft_at_once(house: House) -> None:
    found, by = draft(house, RENAME), house.actor()
    detail = dump(Rename("borger", "Borgercenter"))

    def add() -> int:
        return room.add_step(
            reorganisation_id=found.id, version=found.version, kind="rename", detail=detail,
            by=by, at=NOW,
        )  # fmt: skip

    with acting(by, purpose="steering"):
        add()
        with pytest.raises(Refused) as no:
            add()
    assert no.value.code == "changed"
    assert len(room.reorganisation(found.id).steps) == 2


def test_enacting_what_somebody_has_changed_since_one_looked(house: House) -> None:
    found, by = draft(house, RENAME), house.actor()
    with acting(by, purpose="steering"):
        room.remove_step(
            reorganisation_id=found.id, version=found.version, position=1, by=by, at=NOW
        )
        with pytest.raises(Refused) as no:
            room.enact(reorganisation_id=found.id, version=found.version, by=by, at=NOW)
    assert no.value.code == "changed"


def _empty(house: House) -> Any:
    return draft(house).id


def _impossible(house: House) -> Any:
    return draft(house, Rename("findes-ikke", "Hvad")).id


def _unsigned(house: House) -> Any:
    return draft(house, Close("ydelse")).id


def _past(house: House) -> Any:
    return draft(house, RENAME, on=TODAY - timedelta(days=1)).id


def _before_another(house: House) -> Any:
    enacted(house, RENAME)
    return draft(house, Rename("borger", "Borgercenter"), on=ON - timedelta(days=1)).id


def _same_again(house: House) -> Any:
    enacted(house, TransferTask("27.54", "handicap", "familie"))
    enacted(house, TransferTask("27.54", "familie", "handicap"))
    return draft(house, TransferTask("27.54", "handicap", "familie")).id


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_empty, "nothing_to_do"),
        (_impossible, "troubles"),
        (_unsigned, "troubles"),
        (_past, "day_passed"),
        (_before_another, "before_another"),
        (_same_again, "same_day"),
    ],
)
def test_what_cannot_be_enacted(furnished: House, make: Callable[[House], Any], code: str) -> None:
    id_ = make(furnished)
    sign = code == "same_day"
    if sign:
        sign_all(furnished, id_)
    before = dump_all()
    with pytest.raises(Refused) as no:
        enact(furnished, id_)
    assert (no.value.code, no.value.next_step != "" or code == "nothing_to_do") == (code, True)
    assert dump_all() == before
    assert room.reorganisation(id_).state == "draft"


def test_two_days_apart_is_no_contradiction(furnished: House) -> None:
    enacted(furnished, TransferTask("27.54", "handicap", "familie"))
    later = enacted(
        furnished, TransferTask("27.54", "familie", "handicap"), on=ON + timedelta(days=1)
    )
    assert room.take_effect_of_due(at=ON_THE_DAY + timedelta(days=1)) == 2
    assert room.reorganisation(later).state == "in_effect"
    with as_system("test"):
        units = table("case.Case").objects.filter(kle="27.54.08")
        assert {row.responsible_unit_id for row in units} == {furnished.units["handicap"]}


def test_a_signature_is_for_the_plan_as_it_was(furnished: House) -> None:
    found, by = draft(furnished, Close("ydelse")), furnished.actor()
    codes = sign_all(furnished, found.id)
    assert {"task_without_home", "thing_without_home"} <= set(codes)
    assert not [line for line in room.troubles(found.id) if line.stops]
    with acting(by, purpose="steering"):
        version = room.change_draft(
            reorganisation_id=found.id, version=found.version, title="Andet navn",
            effective_on=ON, reason="", by=by, at=NOW,
        )  # fmt: skip
        assert not [line for line in room.troubles(found.id) if line.stops]  # the same plan
        room.add_step(
            reorganisation_id=found.id, version=version, kind="rename", detail=dump(RENAME),
            by=by, at=NOW,
        )  # fmt: skip
    assert {line.code for line in room.troubles(found.id) if line.stops} == set(codes)


def test_a_signature_needs_a_reason_and_a_trouble(furnished: House) -> None:
    found, by = draft(furnished, Close("ydelse"), RENAME), furnished.actor()
    first = next(line for line in room.troubles(found.id) if line.stops)
    subject = {"code": first.code, "subject": first.subject}
    with acting(by, purpose="steering"):
        with pytest.raises(BadInput):
            room.sign_exception(reorganisation_id=found.id, **subject, reason=" ", by=by, at=NOW)
        with pytest.raises(NotFound):
            room.sign_exception(
                reorganisation_id=found.id, code=first.code, subject="raad:99", reason="Fordi",
                by=by, at=NOW,
            )  # fmt: skip
        room.sign_exception(reorganisation_id=found.id, **subject, reason="Fordi", by=by, at=NOW)
        room.unsign_exception(reorganisation_id=found.id, **subject, by=by, at=NOW)
        with pytest.raises(NotFound):
            room.unsign_exception(reorganisation_id=found.id, **subject, by=by, at=NOW)


def test_a_step_that_cannot_be_done_cannot_be_signed_away(house: House) -> None:
    found, by = draft(house, Rename("findes-ikke", "Hvad"), RENAME), house.actor()
    [trouble] = [line for line in room.troubles(found.id) if line.code == "step_problem"]
    assert not trouble.signable
    with acting(by, purpose="steering"), pytest.raises(Refused) as no:
        room.sign_exception(
            reorganisation_id=found.id, code=trouble.code, subject=trouble.subject,
            reason="Det går nok", by=by, at=NOW,
        )  # fmt: skip
    assert no.value.code == "only_mended"


def test_a_sheet_with_mistakes_changes_nothing(house: House) -> None:
    found, by = draft(house, RENAME), house.actor()
    content = "handling;enhed;til;navn\nomdøb;job;;Nyt navn\nomdøb;findes-ikke;;Hvad\n".encode()
    with acting(by, purpose="steering"):
        with pytest.raises(BadInput) as no:
            room.steps_from_sheet(
                reorganisation_id=found.id, version=found.version, content=content,
                name="trin.csv", by=by, at=NOW,
            )  # fmt: skip
        assert any("3" in where for where in no.value.fields), no.value.fields
        assert len(room.reorganisation(found.id).steps) == 1
        good = content.replace(b"findes-ikke", b"borger")
        room.steps_from_sheet(
            reorganisation_id=found.id, version=found.version, content=good, name="trin.csv",
            by=by, at=NOW,
        )  # fmt: skip
    assert [line.source_row for line in room.reorganisation(found.id).steps] == [2, 3]


def test_a_key_that_a_unit_once_had_is_taken(house: House) -> None:
    enacted(house, Merge(("ydelse",), "job"))
    found = draft(house, Create("ydelse", "Ny ydelse", "department", "bif"))
    assert room.reorganisation(found.id).steps[0].problem


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("verb", list(Verb))
def test_the_table_of_states_is_all_there_is(state: State, verb: Verb) -> None:
    """Every lawful step has its reason, and from where people have lived by it none leads back."""
    ways = [way for way in WAY if way.begins is state and way.verb is verb]
    assert len(ways) <= 1
    assert step(verb, state) is (ways[0].ends if ways else None)
    assert all(way.because for way in ways)
    if state is State.IN_EFFECT:
        assert step(verb, state) in (None, State.IN_EFFECT)
    if state in (State.UNDONE, State.WITHDRAWN):
        assert step(verb, state) is None


def test_the_transition_watches_those_who_got_something(furnished: House) -> None:
    id_ = enacted(furnished, Merge(("ydelse",), "job"))
    with pytest.raises(Refused):
        room.transition(draft(furnished, RENAME).id, NOW)
    room.take_effect_of_due(at=ON_THE_DAY)
    with as_system("test"):
        table("case.Case").objects.filter(responsible_unit_id=furnished.units["job"]).update(
            due_on=ON
        )
        room.note_wrong_turn(
            from_unit_id=furnished.units["ydelse"], to_unit_id=furnished.units["job"],
            channel="phone", by=furnished.actor("birthe"), at=ON_THE_DAY,
        )  # fmt: skip
        entry = table("shared.AuditEntry").objects.get(verb="reorganisation.note_wrong_turn")
        assert entry.person_id is None and entry.account_id is None
    seen = room.transition(id_, ON_THE_DAY + timedelta(days=2))
    [line] = seen.units
    assert (line.unit_key, line.then.open, line.then.late, line.now.late) == ("job", 13, 0, 13)
    [turn] = seen.wrong_turns
    assert (turn.from_name, turn.to_name, turn.count) == ("Ydelsesafdelingen", "Jobcentret", 1)
    assert seen.wrong_turns_by_day == ((ON, 1),)
    by = furnished.actor()
    with acting(by, purpose="steering"):
        room.close_transition(reorganisation_id=id_, note="Det kører", by=by, at=ON_THE_DAY)
        with pytest.raises(Refused):
            room.close_transition(reorganisation_id=id_, note="Igen", by=by, at=ON_THE_DAY)
    assert room.transition(id_, ON_THE_DAY).closed_by == "Dagny"
