"""Nobody is looked up without a purpose, and every look is written down."""

import json

import pytest
from django.test import Client

from indgang.desk.tests.pages import hand_over, open_citizen, register, words
from indgang.desk.tests.town import IBRAHIM_CPR, NOBODY_CPR, Town, rows

WHY = {"purpose": "application", "channel": "counter"}


def looks(town: Town, who: str = "ibrahim") -> list[tuple[str, str, str]]:
    """(what, purpose, channel) of the looks at a citizen, oldest first."""
    return rows(
        "SELECT what, purpose, channel FROM access_lookup WHERE subject_id = %s ORDER BY id",
        town.citizens[who],
    )


@pytest.mark.requirement("K10")
@pytest.mark.parametrize(
    "path", ["find/", "sager/", "breve/", "henvendelse/ny/", "borger/{ibrahim}/", "sag/{case}/"]
)
def test_a_librarian_looks_nobody_up(town: Town, path: str) -> None:
    case = town.case(1)
    path = path.format(ibrahim=town.citizens["ibrahim"], case=case)
    answer = town.client("ellen").get(f"/skranke/{path}")
    assert answer.status_code == 403
    assert "Ibrahim" not in words(answer)
    assert looks(town) == []


def test_a_librarian_guides_without_storing(town: Town) -> None:
    client = town.client("ellen")
    answer = client.post("/skranke/", {"text": "Mit pas er udløbet"})
    assert answer.status_code == 200
    assert "Sundhedskort" in words(answer)
    assert rows("SELECT count(*) FROM enquiry_enquiry") == [(0,)]


def test_somebody_not_signed_in_comes_to_the_sign_in_page(town: Town) -> None:
    answer = Client().get(f"/skranke/borger/{town.citizens['ibrahim']}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/log-ind/")


@pytest.mark.requirement("K10")
def test_a_citizens_page_asks_for_the_purpose_first(town: Town) -> None:
    client = town.client("mette")
    answer = client.get(f"/skranke/borger/{town.citizens['ibrahim']}/")
    assert "Hvorfor slår du borgeren op?" in words(answer)
    assert "Ibrahim" not in words(answer)
    assert looks(town) == []


@pytest.mark.requirement("K10")
@pytest.mark.parametrize("purpose", ["", "own", "worklist", "nysgerrighed"])
def test_a_purpose_that_is_none_is_refused(town: Town, purpose: str) -> None:
    client = town.client("mette")
    address = f"/skranke/borger/{town.citizens['ibrahim']}/"
    answer = client.post(f"{address}aabn/", {"purpose": purpose, "channel": "counter"})
    assert answer.status_code == 422
    assert "Vælg, hvorfor du slår borgeren op." in words(answer)
    assert looks(town) == []


@pytest.mark.requirement("K11")
def test_search_and_opening_are_written(town: Town) -> None:
    client = town.client("mette")
    answer = client.post("/skranke/find/", {"words": IBRAHIM_CPR, **WHY})
    assert answer.status_code == 302
    assert IBRAHIM_CPR[:6] not in answer.headers["Location"]
    page = client.get(answer.headers["Location"])
    assert "Ibrahim Haddad" in words(page)
    assert "Ansøgning om hjælp" in words(page)
    assert looks(town) == [
        ("search", "application", "counter"),
        ("picture", "application", "counter"),
    ]
    audit = rows("SELECT detail FROM shared_auditentry WHERE verb = 'desk.search'")
    assert [json.loads(detail) for (detail,) in audit] == [
        {"by": "cpr", "purpose": "application", "hits": 1}
    ]


@pytest.mark.requirement("E4")
def test_the_number_on_the_receipt_leads_to_the_enquiry(town: Town) -> None:
    client = town.client("mette")
    address = register(client, town.citizens["ibrahim"], "Jeg har mistet mit job")
    [(number,)] = rows("SELECT number FROM enquiry_enquiry WHERE text = 'Jeg har mistet mit job'")
    typed = number.lower().replace("-", " ")
    answer = client.post("/skranke/find/", {"words": typed, **WHY})
    assert answer.status_code == 302
    assert answer.headers["Location"] == address
    other = town.client("pia").post("/skranke/find/", {"words": typed, **WHY})
    assert other.status_code == 422
    assert "Den henvendelse ligger hos" in words(other)
    assert "mistet mit job" not in words(other)


def test_a_form_sent_from_an_opened_page_is_the_same_look(town: Town) -> None:
    client = town.client("mette")
    enquiry = register(client, town.citizens["ibrahim"], "Jeg har mistet mit job")
    client.get(enquiry)
    assert hand_over(client, enquiry, "kontanthjaelp").status_code == 302
    assert [what for what, _, _ in looks(town)] == ["search", "picture", "enquiry", "handover"]


def test_a_form_sent_without_opening_the_page_is_a_look_too(town: Town) -> None:
    case = town.case(1)
    answer = town.client("pia").post(f"/skranke/sag/{case}/notat/", {"theme": "", "text": "x"})
    assert answer.status_code == 422
    assert looks(town) == [("case", "casework", "web")]


def test_a_name_shows_who_it_can_be_and_no_address(town: Town) -> None:
    client = town.client("mette")
    said = words(client.post("/skranke/find/", {"words": "bente", **WHY}))
    assert "Bente Skjult" in said
    assert "1870" in said
    assert "Lønvej" not in said
    assert "Valby" not in said


def test_a_protected_address_stays_hidden_on_the_citizens_page(town: Town) -> None:
    said = words(open_citizen(town.client("mette"), town.citizens["hidden"]))
    assert "Beskyttet adresse" in said
    assert "Lønvej" not in said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("010185-000", "otte"),
        ("320185-5001", "ikke en dato"),
        ("010130-4001", "fremtiden"),
        ("", "Skriv et nummer eller et navn"),
    ],
)
def test_a_wrong_number_is_said_in_words(town: Town, typed: str, says: str) -> None:
    answer = town.client("mette").post("/skranke/find/", {"words": typed, **WHY})
    assert answer.status_code == 422
    assert says in words(answer)


def test_a_birthday_in_the_future_is_said_in_words(town: Town) -> None:
    answer = town.client("mette").post(
        "/skranke/find/", {"words": "Bente", "born": "2031-01-01", **WHY}
    )
    assert answer.status_code == 422
    assert "fremtiden" in words(answer)


def test_a_number_that_nobody_has_leads_on(town: Town) -> None:
    answer = town.client("mette").post("/skranke/find/", {"words": NOBODY_CPR, **WHY})
    assert "Vi fandt ingen" in words(answer)
    assert "uden navn" in words(answer)


def test_the_purpose_is_forgotten_when_the_citizen_has_gone(town: Town) -> None:
    client = town.client("mette")
    open_citizen(client, town.citizens["ibrahim"])
    client.post(f"/skranke/borger/{town.citizens['ibrahim']}/faerdig/")
    answer = client.get(f"/skranke/borger/{town.citizens['ibrahim']}/")
    assert "Hvorfor slår du borgeren op?" in words(answer)
