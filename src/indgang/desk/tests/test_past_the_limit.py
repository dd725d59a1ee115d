"""Past its limits the desk decides nothing: the same act hands over to those who may."""

from typing import Any

import pytest

from indgang.desk.tests.pages import DECISION, hand_over, hidden, register, ways, words
from indgang.desk.tests.test_the_way import decide
from indgang.desk.tests.town import NOW, Town, insert, rows
from indgang.shared.rowsecurity import as_system

CODE = "personligt-tillaeg"


def sent_on(town: Town, who: str = "mette", **typed: str) -> tuple[str, str, Any]:
    """An enquiry that was past the limit: its address, the hand-over's, and the page after it."""
    enquiry, answer = decide(town, who, CODE, **{"amount": "5.001", **typed})
    assert answer.status_code == 302, words(answer)
    address = answer.headers["Location"]
    assert address.startswith("/skranke/overdragelse/")
    return enquiry, address.removesuffix("sendt/"), town.client(who).get(address)


@pytest.mark.requirement("O4", "E11")
@pytest.mark.parametrize(
    ("who", "typed", "why"),
    [
        ("jonas", {"amount": "400"}, "Den slags må du ikke afgøre."),
        ("mette", {"amount": "5.001"}, "Det var over din grænse på 5.000 kr."),
        ("mette", {"amount": "100", "applied": "9.000"}, "Det var over din grænse på 5.000 kr."),
    ],
)
def test_it_is_handed_over_with_what_was_typed_and_nothing_is_decided(
    town: Town, who: str, typed: dict[str, str], why: str
) -> None:
    _, _, page = sent_on(town, who, facts="Briller til 5.001 kr.", **typed)
    said = words(page)
    assert why in said
    assert "Vi har sendt det videre til P/O-kontor Nord, som må afgøre det." in said
    assert "Briller til 5.001 kr." in said
    assert rows("SELECT count(*) FROM case_case") == [(0,)]
    assert rows("SELECT allowed FROM competence_verdictrecord") == [(False,)]
    [(state, amount, story)] = rows("SELECT state, amount, story FROM enquiry_handover")
    assert (state, amount) == (
        "offered",
        int((typed.get("applied") or typed["amount"]).replace(".", "")),
    )
    assert "Jeg vil søge" in story
    assert "Briller til 5.001 kr." in story
    assert "Givet videre, fordi" in story
    waiting = words(town.client("birgit").get("/skranke/"))
    assert "Ibrahim Haddad" in waiting


@pytest.mark.requirement("O4")
def test_the_refusal_is_kept_and_the_escalation_counted(town: Town) -> None:
    sent_on(town)
    for verb in ("decision.refused_competence", "decision.escalate", "enquiry.escalated"):
        found = rows("SELECT count(*) FROM shared_auditentry WHERE verb = %s", verb)
        assert found == [(1,)], verb
    [(kle, reason, limit, unit)] = rows(
        'SELECT kle, reason, "limit", from_unit_id FROM decision_escalation'
    )
    assert (reason, limit, unit) == ("amount", 5000, town.units["desk"])
    assert rows("SELECT count(*) FROM shared_outboxevent WHERE name LIKE '%%.Escalated'") == [(1,)]
    assert kle.startswith("32.")


def test_the_same_form_twice_is_one_hand_over(town: Town) -> None:
    client = town.client("mette")
    enquiry = register(client, town.citizens["ibrahim"], "Jeg vil søge")
    address = f"{enquiry}afgoer/{CODE}/"
    typed = {**DECISION, "amount": "5.001", **hidden(client.get(address))}
    one, two = client.post(address, typed), client.post(address, typed)
    assert one.headers["Location"] == two.headers["Location"]
    assert rows("SELECT count(*) FROM enquiry_handover") == [(1,)]


@pytest.mark.requirement("E10")
def test_the_sender_takes_it_back_and_decides_within_the_limit(town: Town) -> None:
    enquiry, handover, page = sent_on(town)
    client = town.client("mette")
    back = client.post(f"{handover}tag-tilbage/", hidden(page))
    assert back.headers["Location"] == enquiry
    said = words(client.get(enquiry))
    assert "Venter på svar" in said
    assert "taget tilbage igen" in said
    assert "Taget tilbage fra P/O-kontor Nord" in said
    assert "Ibrahim Haddad" not in words(town.client("birgit").get("/skranke/"))
    address = f"{enquiry}afgoer/{CODE}/"
    page = client.get(address)
    right = client.post(
        address, {**DECISION, "amount": "5.000", "applied": "5.000", **hidden(page)}
    )
    assert "/skranke/sag/" in right.headers["Location"]


@pytest.mark.requirement("E10")
def test_what_was_taken_can_not_be_taken_back(town: Town) -> None:
    _, handover, page = sent_on(town)
    birgit = town.client("birgit")
    assert birgit.post(f"{handover}tag-over/").status_code == 302
    late = town.client("mette").post(f"{handover}tag-tilbage/", hidden(page))
    assert late.status_code == 409
    assert "allerede svaret" in words(late)
    assert rows("SELECT state FROM enquiry_handover") == [("accepted",)]


@pytest.mark.parametrize("who", ["birgit", "jonas", "pia"])
def test_only_the_sender_sees_the_page_and_takes_it_back(town: Town, who: str) -> None:
    _, handover, _ = sent_on(town)
    client = town.client(who)
    assert client.get(f"{handover}sendt/").status_code == 404
    assert client.post(f"{handover}tag-tilbage/").status_code == 404
    assert rows("SELECT state FROM enquiry_handover") == [("offered",)]


@pytest.mark.requirement("O6")
def test_who_is_barred_hands_nothing_over(town: Town) -> None:
    with as_system("test"):
        insert(
            "competence_conflictofinterest", person_id=town.people["mette"],
            subject_id=town.citizens["ibrahim"], ground="family", recorded_at=NOW,
            handling="", handling_reason="",
        )  # fmt: skip
    _, answer = decide(town, "mette", CODE, amount="5.001")
    assert answer.status_code == 403
    assert rows("SELECT count(*) FROM enquiry_handover") == [(0,)]


def test_when_nobody_may_the_page_says_so_and_keeps_what_was_typed(town: Town) -> None:
    with as_system("test"):
        rows("DELETE FROM competence_grant WHERE id = %s RETURNING 1", town.grants["extra"])
    _, answer = decide(town, "mette", CODE, amount="5.001", considerations="Min begrundelse")
    assert answer.status_code == 403
    said = words(answer)
    assert "over din grænse på 5.000 kr." in said
    assert "Ingen anden enhed har lov i dag" in said
    assert "Min begrundelse" in said
    assert rows("SELECT count(*) FROM enquiry_handover") == [(0,)]


def test_the_preview_says_beforehand_that_it_will_be_sent_on(town: Town) -> None:
    _, answer = decide(town, "mette", CODE, amount="5.001", do="preview")
    assert answer.status_code == 200
    said = words(answer)
    assert "Nej. Beløbet er over din grænse på 5.000 kr." in said
    assert "sender vi det, du har skrevet, videre til P/O-kontor Nord" in said
    assert rows("SELECT count(*) FROM enquiry_handover") == [(0,)]


@pytest.mark.requirement("O4", "E11")
def test_a_heavier_matter_than_the_dispensation_is_for_is_sent_on(town: Town) -> None:
    with as_system("test"):
        rows(
            "UPDATE competence_grant SET complexity = 1 WHERE id = %s RETURNING 1",
            town.grants["dispensation"],
        )
    _, unsaid = decide(town, "mette", CODE, amount="100", applied="100")
    assert unsaid.status_code == 422
    assert "hvor meget der er at vurdere" in words(unsaid)
    _, light = decide(town, "mette", CODE, amount="100", applied="100", complexity="1")
    assert "/skranke/sag/" in light.headers["Location"]
    _, heavy = decide(town, "mette", CODE, amount="100", applied="100", complexity="2")
    said = words(town.client("mette").get(heavy.headers["Location"]))
    assert "Der er mere at vurdere, end du må afgøre." in said


def test_a_time_that_went_along_is_given_up(town: Town) -> None:
    client = town.client("mette")
    enquiry = register(client, town.citizens["ibrahim"], "Jeg har mistet mit job")
    later = ways(client.get(f"{enquiry}giv-videre/?ydelse=kontanthjaelp"))[1]
    assert hand_over(client, enquiry, "kontanthjaelp", where=later).status_code == 302
    [(handover,)] = rows("SELECT id FROM enquiry_handover")
    page = client.get(enquiry)
    assert "Tag den tilbage" in words(page)
    back = client.post(f"/skranke/overdragelse/{handover}/tag-tilbage/", hidden(page))
    assert back.status_code == 302
    assert rows("SELECT state FROM appointments_booking") == [("cancelled",)]
    assert rows("SELECT state FROM enquiry_enquiry") == [("received",)]
