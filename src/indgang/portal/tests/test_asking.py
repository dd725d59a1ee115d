"""Front page → answer → receipt, with good and with bad input."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indgang.portal.tests.conftest import Town, count, html

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
SignIn = Callable[[UUID], Client]


@pytest.mark.requirement("E3")
def test_the_front_page_has_one_box_a_phone_and_a_door(client: Client, town: Town) -> None:
    page = html(client.get("/"))
    assert page.count("<textarea") == 1
    assert f'href="tel:{settings.MUNICIPALITY_PHONE.replace(" ", "")}"' in page
    assert "Dortheavej 61" in page and "Åbent nu, til kl. 17.00" in page
    assert 'href="/akut/"' in page
    assert 'href="/hjaelp/pas/"' in page


def test_the_answer_tells_why_how_and_where_and_stores_nothing(client: Client, town: Town) -> None:
    before = count("shared_auditentry"), count("enquiry_enquiry")
    page = html(client.post("/svar/", {"text": "Jeg skal have nyt pas til ferien"}))
    assert "Fordi du skrev" in page and "nyt pas" in page
    assert "Svar inden 10 dage" in page
    assert "Borgerservice afgør det" in page
    assert "Dortheavej 61" in page
    assert 'href="/tid/pas/"' in page
    assert "Vi har ikke gemt det, du skrev." in page
    assert (count("shared_auditentry"), count("enquiry_enquiry")) == before


def test_a_deadline_of_whole_weeks_is_told_in_weeks(client: Client, town: Town) -> None:
    page = html(client.post("/svar/", {"text": "Jeg vil søge kontanthjælp"}))
    assert "Svar inden 4 uger" in page


def test_danger_comes_before_everything_else(client: Client, town: Town) -> None:
    page = html(client.post("/svar/", {"text": "Min mand slår mig"}))
    assert page.index('href="tel:112"') < page.index("Krisecenter")
    assert 'href="tel:1888"' in page
    life = html(client.post("/svar/", {"text": "Jeg vil ikke leve mere"}))
    assert 'href="tel:70201201"' in life and 'href="tel:1888"' not in life


def test_what_is_no_municipal_matter_is_said_and_asked_about(client: Client, town: Town) -> None:
    page = html(client.post("/svar/", {"text": "Hvordan bliver vejret i morgen?"}))
    assert "Vi er ikke sikre på, hvad vi kan hjælpe med" in page
    assert "<textarea" in page and "Få hjælp til det hele" not in page


def test_two_close_readings_are_told_apart_by_a_question(client: Client, town: Town) -> None:
    page = html(client.post("/svar/", {"text": "Er det fleksjob eller førtidspension?"}))
    assert "Kan du arbejde nogle timer om ugen?" in page
    assert "Mener du “" in page


def test_an_empty_box_gets_an_error_that_helps(client: Client, town: Town) -> None:
    response = client.post("/svar/", {"text": "  \n "})
    assert response.status_code == 422
    assert "Skriv med dine egne ord, hvad det handler om." in html(response)


@pytest.mark.parametrize("path", ["/svar/", "/henvendelse/"])
def test_a_megabyte_is_refused_and_its_first_part_kept(
    client: Client, town: Town, path: str
) -> None:
    response = client.post(path, {"text": "Begyndelsen. " + "x" * 1_000_000})
    page = html(response)
    assert response.status_code == 422
    assert "Teksten er for lang" in page and "Begyndelsen. xxx" in page
    assert len(page) < 60_000
    assert count("enquiry_enquiry") == 0


STRANGE = [
    "Pas 😀👩‍👩‍👧 tak",
    "أريد جواز سفر جديد \u202e pas",
    "pas <script>alert(1)</script>",
    "pas'; DROP TABLE enquiry_enquiry; --",
    "pas\x00 med nul",
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_text_is_taken_as_text(client: Client, town: Town, text: str) -> None:
    page = html(client.post("/svar/", {"text": text}))
    assert "<script>alert" not in page
    sent = client.post("/henvendelse/", {"text": text, "form_key": str(uuid4())})
    assert sent.status_code == 302
    kept = text.replace("\x00", "")
    assert count("enquiry_enquiry", "starts_with(text, %s)", kept.rstrip("\u202c")) == 1


@pytest.mark.requirement("E4")
def test_an_enquiry_without_sign_in_gives_a_number(client: Client, town: Town) -> None:
    carried = html(client.post("/henvendelse/skriv/", {"text": "Jeg har mistet mit job"}))
    assert "Jeg har mistet mit job</textarea>" in carried
    sent = client.post(
        "/henvendelse/",
        {"text": "Jeg vil søge kontanthjælp", "name": "Åse", "reach": "12 34 56 78",
         "form_key": str(uuid4())},
    )  # fmt: skip
    assert sent.status_code == 302 and sent["Location"] == "/kvittering/"
    page = html(client.get("/kvittering/"))
    assert "Vi har fået din henvendelse" in page
    assert "Borgerservice Nord" in page  # the only desk that is open at half past ten
    assert "senest mandag 21. december" in page  # 28 days, as published
    assert count("enquiry_enquiry", "contact = %s", "Åse, 12 34 56 78") == 1


def test_a_signed_in_enquiry_goes_to_the_desk_of_the_own_district(
    town: Town, sign_in: SignIn
) -> None:
    browser = sign_in(town.anna)
    sent = browser.post(
        "/min-side/henvendelse/",
        {"text": "Villy skal have pas", "subject": str(town.child), "form_key": str(uuid4())},
    )
    assert sent.status_code == 302
    assert count(
        "enquiry_enquiry", "citizen_id = %s AND responsible_unit_id = %s", town.child,
        town.other_desk,
    ) == 1  # fmt: skip


def test_nobody_writes_in_the_name_of_a_stranger(town: Town, sign_in: SignIn) -> None:
    sent = sign_in(town.anna).post(
        "/min-side/henvendelse/", {"text": "Hej", "subject": str(town.bo)}
    )
    assert sent.status_code == 422
    assert count("enquiry_enquiry") == 0


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_double_submit_is_one_enquiry(town: Town, sign_in: SignIn, signed_in: bool) -> None:
    browser = sign_in(town.anna) if signed_in else Client()
    path = "/min-side/henvendelse/" if signed_in else "/henvendelse/"
    form = {"text": "Jeg vil søge kontanthjælp", "form_key": str(uuid4())}
    numbers = set()
    for _time in range(2):
        assert browser.post(path, form).status_code == 302
        numbers.add(browser.session["portal_receipts"][0])
    assert len(numbers) == 1
    assert count("enquiry_enquiry") == 1


def test_a_form_from_before_signing_in_asks_once_more(town: Town, sign_in: SignIn) -> None:
    form = {"text": "Hjælp mig", "form_key": str(uuid4())}
    Client().post("/henvendelse/", form)
    again = sign_in(town.anna).post("/min-side/henvendelse/", form)
    assert again.status_code == 422 and "Tryk på knappen igen" in html(again)
    assert "Hjælp mig</textarea>" in html(again)
    assert count("enquiry_enquiry") == 1


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_file_goes_along(town: Town, sign_in: SignIn, signed_in: bool) -> None:
    browser = sign_in(town.anna) if signed_in else Client()
    path = "/min-side/henvendelse/" if signed_in else "/henvendelse/"
    file = SimpleUploadedFile("brev.pdf", PDF)
    assert browser.post(path, {"text": "Se brevet", "file": file}).status_code == 302
    assert count("documents_document", "title = 'brev.pdf'") == 1


def test_a_file_that_is_not_what_it_says_stops_the_whole_and_keeps_the_text(
    client: Client, town: Town
) -> None:
    file = SimpleUploadedFile("brev.pdf", b"MZ\x90\x00" + b"\x00" * 80)
    response = client.post("/henvendelse/", {"text": "Se brevet", "file": file})
    page = html(response)
    assert response.status_code == 422
    assert "brev.pdf" in page and "Se brevet</textarea>" in page
    assert count("enquiry_enquiry") == 0 and count("documents_document") == 0


def test_the_number_shows_the_state_and_nothing_personal(
    client: Client, town: Town, sign_in: SignIn
) -> None:
    browser = sign_in(town.anna)
    browser.post("/min-side/henvendelse/", {"text": "Jeg vil søge kontanthjælp hemmeligt"})
    number = browser.session["portal_receipts"][0]
    typed = number.lower().replace("-", " ")
    assert client.post("/kvittering/", {"number": typed})["Location"] == "/kvittering/"
    page = html(client.get("/kvittering/"))
    assert "Vi har fået din henvendelse" in page and number in page
    for secret in ("Anna", "Bech", "kontanthjælp", "hemmeligt", "Testvej"):
        assert secret not in page, secret


@pytest.mark.parametrize("typed", ["", "H-2345-6789", "noget", "H" * 41, "S-2345-6789"])
def test_a_wrong_number_is_told_so(client: Client, town: Town, typed: str) -> None:
    response = client.post("/kvittering/", {"number": typed})
    assert response.status_code == 422 and "form-error-message" in html(response)


def test_after_an_anonymous_enquiry_nothing_of_anybody_can_be_read(
    client: Client, town: Town
) -> None:
    """The house's own hand is taken away again before the page goes on."""
    from django.db import connection

    client.post("/henvendelse/", {"text": "Hej", "form_key": str(uuid4())})
    client.post("/kvittering/", {"number": "H-2345-6789"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT indgang_scope()")
        assert cursor.fetchone() == ("anonymous",)
