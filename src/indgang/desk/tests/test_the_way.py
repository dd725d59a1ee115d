"""Find, register, hand over, accept or send back, decide: the whole way through the desk."""

from typing import Any

import pytest

from indgang.desk.tests.pages import (
    DECISION,
    hand_over,
    hidden,
    open_citizen,
    register,
    ways,
    words,
)
from indgang.desk.tests.town import Town, rows

LOST_JOB = "Jeg har mistet mit job og kan ikke betale huslejen"


def handed_over(town: Town) -> tuple[str, str]:
    """An enquiry and its hand-over to the job centre."""
    client = town.client("mette")
    enquiry = register(client, town.citizens["ibrahim"], LOST_JOB)
    assert hand_over(client, enquiry, "kontanthjaelp").status_code == 302
    [(handover_id,)] = rows("SELECT id FROM enquiry_handover ORDER BY id DESC LIMIT 1")
    return enquiry, f"/skranke/overdragelse/{handover_id}/"


@pytest.mark.requirement("E9")
def test_the_enquiry_says_what_i_may_and_who_else_may(town: Town) -> None:
    client = town.client("mette")
    said = words(client.get(register(client, town.citizens["ibrahim"], LOST_JOB)))
    assert "Kontanthjælp" in said
    assert "fordi der står »mistet mit job«" in said
    assert "Jobcenter Nord" in said
    assert "næste tid" in said


@pytest.mark.requirement("E10")
def test_story_and_time_go_together_and_the_sender_still_answers(town: Town) -> None:
    enquiry, _ = handed_over(town)
    said = words(town.client("mette").get(enquiry))
    assert "Du har stadig ansvaret" in said
    [(state, booked)] = rows("SELECT state, booking_id FROM enquiry_handover")
    assert state == "offered"
    assert rows("SELECT id, citizen_id FROM appointments_booking") == [
        (booked, town.citizens["ibrahim"])
    ]
    waiting = words(town.client("pia").get("/skranke/"))
    assert "Ibrahim Haddad" in waiting
    assert "Givet videre, ikke taget over endnu" in words(town.client("mette").get("/skranke/"))


@pytest.mark.requirement("E10")
def test_the_receiver_takes_over_and_the_case_begins_with_the_story(town: Town) -> None:
    _, address = handed_over(town)
    client = town.client("pia")
    page = client.get(address)
    assert "Han har mistet sit job." in words(page)
    answer = client.post(f"{address}tag-over/", hidden(page))
    case = answer.headers["Location"]
    assert "Han har mistet sit job." in words(client.get(case))
    again = client.post(f"{address}tag-over/", hidden(page))
    assert again.headers["Location"] == case
    assert rows("SELECT count(*) FROM case_case") == [(1,)]


@pytest.mark.requirement("E10")
def test_sent_back_with_a_reason_that_the_sender_reads(town: Town) -> None:
    _, address = handed_over(town)
    client = town.client("pia")
    page = client.get(address)
    empty = client.post(f"{address}send-tilbage/", {"reason": " ", **hidden(page)})
    assert empty.status_code == 422
    assert "hvorfor I ikke kan tage den" in words(empty)
    answer = client.post(
        f"{address}send-tilbage/", {"reason": "Han bor i en anden kommune.", **hidden(page)}
    )
    assert answer.status_code == 302
    assert "Han bor i en anden kommune." in words(town.client("mette").get("/skranke/"))


def test_a_hand_over_to_others_is_not_found(town: Town) -> None:
    _, address = handed_over(town)
    for who in ("birgit", "jonas", "mette"):
        answer = town.client(who).get(address)
        assert answer.status_code == 404
        assert "mistet" not in words(answer)
    assert town.client("birgit").post(f"{address}tag-over/").status_code == 404


def test_a_time_that_somebody_else_took_leaves_nothing_half_done(town: Town) -> None:
    first, second = town.client("mette"), town.client("mette")
    enquiry = register(first, town.citizens["ibrahim"], LOST_JOB)
    address = f"{enquiry}giv-videre/?ydelse=kontanthjaelp"
    page = second.get(address)
    taken = ways(page)[0]
    other = register(first, town.citizens["hidden"], LOST_JOB)
    assert hand_over(first, other, "kontanthjaelp", where=taken).status_code == 302
    answer = second.post(
        address, {"where": taken, "story": "Min lange historie", "amount": "", **hidden(page)}
    )
    assert answer.status_code == 422
    said = words(answer)
    assert "En anden nåede at få den tid" in said
    assert "Min lange historie" in said
    assert ways(answer)
    assert rows("SELECT count(*) FROM enquiry_handover") == [(1,)]


def test_an_enquiry_without_a_name_gets_one_before_it_is_handed_over(town: Town) -> None:
    client = town.client("mette")
    page = client.get("/skranke/henvendelse/ny/")
    made = client.post(
        "/skranke/henvendelse/ny/", {"text": LOST_JOB, "channel": "phone", **hidden(page)}
    )
    enquiry = made.headers["Location"]
    assert client.get(f"{enquiry}giv-videre/").headers["Location"] == f"{enquiry}borger/"
    why = {"purpose": "guidance", "channel": "phone"}
    found = client.post(f"{enquiry}borger/", {"words": "Ibrahim", **why})
    assert "Det er den borger" in words(found)
    named = client.post(
        f"{enquiry}borger/", {"citizen": town.citizens["ibrahim"], **why, **hidden(found)}
    )
    assert named.headers["Location"] == enquiry
    assert "Ibrahim Haddad" in words(client.get(enquiry))


def test_an_answer_begins_with_the_catalogues_words(town: Town) -> None:
    client = town.client("mette")
    enquiry = register(client, town.citizens["ibrahim"], "Hvad skal jeg bruge til et nyt pas?")
    page = client.get(f"{enquiry}svar/?ydelse=pas")
    assert "Sundhedskort" in words(page)
    answer = client.post(f"{enquiry}svar/?ydelse=pas", {"answer": "Kom forbi.", **hidden(page)})
    assert answer.status_code == 302
    assert "Kom forbi." in words(client.get(enquiry))


def test_the_same_form_twice_is_one_enquiry_and_another_text_is_another(town: Town) -> None:
    client = town.client("mette")
    page = open_citizen(client, town.citizens["ibrahim"])
    address = f"/skranke/borger/{town.citizens['ibrahim']}/"
    typed = {"text": LOST_JOB, "channel": "counter", **hidden(page)}
    one, two = client.post(address, typed), client.post(address, typed)
    assert one.headers["Location"] == two.headers["Location"]
    client.post(address, {**typed, "text": "Og mit pas er udløbet"})
    assert rows("SELECT count(*) FROM enquiry_enquiry") == [(2,)]


@pytest.mark.parametrize("text", ["", "   ", "a" * 1_000_000])
def test_an_empty_or_endless_text_is_said_in_words(town: Town, text: str) -> None:
    client = town.client("mette")
    open_citizen(client, town.citizens["ibrahim"])
    answer = client.post(
        f"/skranke/borger/{town.citizens['ibrahim']}/", {"text": text, "channel": "counter"}
    )
    assert answer.status_code == 422
    assert "Ret det her" in words(answer)
    assert rows("SELECT count(*) FROM enquiry_enquiry") == [(0,)]


def test_emoji_and_right_to_left_text_are_kept(town: Town) -> None:
    client = town.client("mette")
    text = "لقد فقدت وظيفتي 😟 og kan ikke betale"
    assert text in words(client.get(register(client, town.citizens["ibrahim"], text)))


def decide(town: Town, who: str, code: str, **typed: str) -> tuple[str, Any]:
    """Decide an enquiry of Ibrahim's at the desk; its address and the answer."""
    client = town.client(who)
    enquiry = register(client, town.citizens["ibrahim"], "Jeg vil søge")
    address = f"{enquiry}afgoer/{code}/"
    page = client.get(address)
    return enquiry, client.post(address, {**DECISION, **typed, **hidden(page)})


@pytest.mark.requirement("O4")
def test_the_desk_decides_its_own_task(town: Town) -> None:
    _, answer = decide(town, "mette", "pas")
    assert answer.status_code == 302, words(answer)
    said = words(town.client("mette").get(answer.headers["Location"]))
    assert "Ja til det hele" in said
    assert "Se brevet" in said


@pytest.mark.requirement("O4")
def test_by_dispensation_within_its_limit(town: Town) -> None:
    _, answer = decide(town, "mette", "personligt-tillaeg", amount="5.000", applied="5.000")
    assert answer.status_code == 302
    [(allowed, amount)] = rows("SELECT allowed, amount FROM competence_verdictrecord")
    assert (allowed, amount) == (True, 5000)
