"""My page, my cases, my letters, who looked: all of it one's own and nobody else's."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from indgang.access.public import log_look_up
from indgang.documents.public import documents_about
from indgang.journey.case.public import reach
from indgang.journey.decision.public import ask_party
from indgang.messages.public import queue, send
from indgang.portal.tests.conftest import NOW, Town, count, html
from indgang.shared.clock import day_of
from indgang.shared.rowsecurity import acting, as_system

pytestmark = pytest.mark.django_db
SignIn = Callable[[UUID], Client]


def _hearing(town: Town, case_id: UUID) -> None:
    with acting(town.caseworker, purpose="casework"):
        ask_party(
            case_id=case_id, facts="Din bank siger, at du har 90.000 kr.",
            answer_by=day_of(NOW) + timedelta(days=7), by=town.caseworker, at=NOW,
        )  # fmt: skip


def _letter(town: Town, case_id: UUID) -> None:
    with as_system("test"):
        paper = documents_about(case_id)[0]
        message = queue(
            key="test", citizen_id=town.anna, subject="Vi vil høre din mening",
            document_id=paper.document_id, about_id=case_id, at=NOW,
        )  # fmt: skip
        assert send(message, at=NOW) == "delivered"


@pytest.mark.requirement("K3")
def test_my_page_says_what_waits_whose_turn_and_by_when(town: Town, sign_in: SignIn) -> None:
    waiting, other = town.case_for(town.anna), town.case_for(town.anna, "sygedagpenge")
    _hearing(town, waiting)
    page = html(sign_in(town.anna).get("/min-side/"))
    assert "Hej Anna" in page
    assert page.index("Svar os om Kontanthjælp") < page.index("Dine sager")
    assert "Senest mandag 30. november (7 dage tilbage)." in page
    assert "Det er din tur" in page
    assert "du får svar senest mandag 21. december (28 dage tilbage)" in page
    assert "Jobcenter Nord, Pia Dalgaard" in page
    assert f"/min-side/sag/{other}/" in page


def test_an_empty_page_helps(town: Town, sign_in: SignIn) -> None:
    page = html(sign_in(town.bo).get("/min-side/"))
    assert "Der er ikke noget, du skal gøre lige nu." in page
    assert "Ingen sager er i gang" in page and "Skriv, hvad du har brug for" in page


@pytest.mark.requirement("K10")
def test_the_case_shows_the_journal_in_full_and_takes_the_answer(
    town: Town, sign_in: SignIn
) -> None:
    case_id = town.case_for(town.anna)
    _hearing(town, case_id)
    browser = sign_in(town.anna)
    page = html(browser.get(f"/min-side/sag/{case_id}/"))
    assert "Historien om sagen." in page and "Din bank siger" in page
    assert "Sidste dag for dit svar" in page

    path = f"/min-side/sag/{case_id}/svar/"
    empty = browser.post(path, {"answer": " "})
    assert empty.status_code == 422 and "Har du ingen bemærkninger" in html(empty)
    bad = SimpleUploadedFile("x.pdf", b"MZ\x90\x00" + b"\x00" * 80)
    refused = browser.post(path, {"answer": "Pengene er min mors.", "file": bad})
    assert refused.status_code == 422 and "Pengene er min mors.</textarea>" in html(refused)
    assert count("decision_partyhearing", "answered_at IS NOT NULL") == 0

    form = {"answer": "Pengene er min mors.", "form_key": str(uuid4())}
    for _time in range(2):
        assert browser.post(path, form).status_code == 302
    after = html(browser.get(f"/min-side/sag/{case_id}/"))
    assert "Vi har fået dit svar" in after and "Pengene er min mors." in after
    assert "Hvad mener du?" not in after


def test_a_closed_case_asks_nothing_of_anybody(town: Town, sign_in: SignIn) -> None:
    case_id = town.case_for(town.anna)
    with acting(town.caseworker, purpose="casework"):
        reach(case_id=case_id, state="afsluttet", by=town.caseworker, at=NOW)
    page = html(sign_in(town.anna).get(f"/min-side/sag/{case_id}/"))
    assert "Ingen skal gøre mere" in page and "Sagen blev lukket" in page


@pytest.mark.requirement("K11")
def test_others_matters_are_not_there(town: Town, sign_in: SignIn) -> None:
    case_id = town.case_for(town.anna)
    _hearing(town, case_id)
    sign_in(town.anna).post("/min-side/henvendelse/", {"text": "Annas egen sag"})
    own = html(sign_in(town.anna).get("/min-side/"))
    enquiry = re.search(r"/min-side/henvendelse/[0-9a-f-]{36}/", own)
    with as_system("test"):
        paper = documents_about(case_id)[0].document_id
    assert enquiry
    strange = sign_in(town.bo)
    for path in (
        f"/min-side/sag/{case_id}/", enquiry[0], f"/min-side/dokument/{paper}/",
        f"/min-side/breve/{paper}/", f"/min-side/?for={town.anna}", "/min-side/?for=nonsense",
        f"/min-side/breve/?for={town.anna}", f"/min-side/hvem-har-set/?for={town.anna}",
        f"/min-side/samtykker/?for={town.anna}", f"/min-side/sag/{uuid4()}/",
    ):  # fmt: skip
        response = strange.get(path)
        assert response.status_code == 404, path
        assert "Anna" not in html(response)
    for path in (f"/min-side/sag/{case_id}/svar/", f"{enquiry[0]}fortryd/"):
        assert strange.post(path, {"answer": "Hej"}).status_code == 404
    assert Client().get(f"/min-side/sag/{case_id}/").status_code == 302


def test_a_parent_chooses_whose_matters_to_see(town: Town, sign_in: SignIn) -> None:
    case_id = town.case_for(town.child, "skolefravaer")
    browser = sign_in(town.anna)
    assert "Villy Bech</option>" in html(browser.get("/min-side/"))
    page = html(browser.get("/min-side/", {"for": str(town.child)}))
    assert "Det gælder Villy Bech" in page and str(case_id) in page
    assert "Sagen gælder Villy Bech." in html(browser.get(f"/min-side/sag/{case_id}/"))


def test_an_enquiry_tells_who_has_it_and_can_be_taken_back(town: Town, sign_in: SignIn) -> None:
    browser = sign_in(town.anna)
    browser.post("/min-side/henvendelse/", {"text": "Jeg vil søge kontanthjælp"})
    page = html(browser.get("/min-side/"))
    assert "Borgerservice Syd har den nu." in page
    path = re.search(r"/min-side/henvendelse/[0-9a-f-]{36}/", page)
    assert path and "Borgerservice Syd fik din henvendelse" in html(browser.get(path[0]))
    browser.post(f"{path[0]}fortryd/", {"form_key": str(uuid4())})
    after = html(browser.get(path[0]))
    assert "Du har trukket den tilbage." in after and "Træk henvendelsen tilbage" not in after
    assert browser.post(f"{path[0]}fortryd/").status_code == 409


def test_a_letter_is_a_pdf_and_opening_it_marks_it_read(town: Town, sign_in: SignIn) -> None:
    case_id = town.case_for(town.anna)
    _hearing(town, case_id)
    _letter(town, case_id)
    browser = sign_in(town.anna)
    page = html(browser.get("/min-side/breve/"))
    assert "Ikke læst" in page
    path = re.search(r"/min-side/breve/[0-9a-f-]{36}/", page)
    assert path
    assert browser.get(path[0]).content.startswith(b"%PDF")
    assert "Ikke læst" not in html(browser.get("/min-side/breve/"))
    assert sign_in(town.bo).get(path[0]).status_code == 404


@pytest.mark.requirement("K11")
def test_who_looked_and_why_with_the_law(town: Town, sign_in: SignIn) -> None:
    with acting(town.caseworker, purpose="casework"):
        log_look_up(
            subject_id=town.anna, what="case", purpose="casework", by=town.caseworker, at=NOW
        )
    browser = sign_in(town.anna)
    page = html(browser.get("/min-side/hvem-har-set/"))
    for words in ("Pia Dalgaard", "Jobcenter Nord", "Så en sag", "Behandling af din sag",
                  "Forvaltningsloven § 32", "mandag 23. november kl. 10.30"):  # fmt: skip
        assert words in page, words
    assert "Senest Pia Dalgaard" in html(browser.get("/min-side/"))


@pytest.mark.requirement("K6")
def test_consent_is_given_for_one_case_and_withdrawn_at_once(town: Town, sign_in: SignIn) -> None:
    case_id = town.case_for(town.anna)
    browser = sign_in(town.anna)
    page = html(browser.get("/min-side/samtykker/"))
    kff = re.search(r'<option value="([0-9a-f-]{36})">Kultur- og', page)
    bif = re.search(r'<option value="([0-9a-f-]{36})">Beskæftigelses', page)
    assert kff and bif
    same = browser.post(
        "/min-side/samtykker/", {"case": str(case_id), "to": bif[1], "level": "headline"}
    )
    assert same.status_code == 422 and "De har allerede sagen" in html(same)
    assert browser.post("/min-side/samtykker/", {}).status_code == 422
    browser.post("/min-side/samtykker/", {"case": str(case_id), "to": kff[1], "level": "headline"})
    given = html(browser.get("/min-side/samtykker/"))
    assert "Du har givet samtykke." in given and "<strong>Kontanthjælp</strong>" in given
    withdraw = re.search(r"/min-side/samtykker/[0-9a-f-]{36}/traek/", given)
    assert withdraw
    assert sign_in(town.bo).post(withdraw[0]).status_code == 404
    browser.post(withdraw[0])
    assert "Du har ikke givet samtykke til noget." in html(browser.get("/min-side/samtykker/"))
    assert count("access_consent", "withdrawn_at IS NULL") == 0


#: Questions per page, session and gate included. The same for 3 and 30 cases.
PAGES = {"/min-side/": 26, "/min-side/samtykker/": 18}


@pytest.mark.parametrize("path", PAGES)
def test_the_number_of_queries_does_not_grow_with_the_cases(
    town: Town,
    sign_in: SignIn,
    path: str,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = sign_in(town.anna)
    used = []
    for cases in (3, 27):
        for _number in range(cases):
            _hearing(town, town.case_for(town.anna))
        browser.get(path)
        with django_assert_max_num_queries(PAGES[path]) as seen:  # type: ignore[attr-defined]
            assert browser.get(path).status_code == 200
        used.append(len(seen))
    assert used[0] == used[1]
