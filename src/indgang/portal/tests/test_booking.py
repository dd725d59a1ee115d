"""Book, move and cancel a time; finding the way there."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from indgang.portal.tests.conftest import Town, count, html

pytestmark = pytest.mark.django_db


#: A calendar that is nowhere; the same in every process that collects the tests.
STRANGE = UUID("018f0000-0000-7000-8000-000000000000")


def _times(client: Client, town: Town) -> list[str]:
    page = html(client.get("/tid/pas/", {"sted": str(town.entrance)}))
    return re.findall(r'name="tid"[^>]*value="([^"]+)"', page)


def _book(client: Client, town: Town, key: str, name: str = "Åse") -> object:
    return client.post(
        "/tid/pas/bekraeft/",
        {"sted": str(town.entrance), "tid": key, "name": name, "phone": "12 34 56 78",
         "form_key": str(uuid4())},
    )  # fmt: skip


def test_the_first_free_time_is_marked_and_the_days_are_in_words(
    client: Client, town: Town
) -> None:
    page = html(client.get("/tid/pas/", {"sted": str(town.entrance)}))
    assert "mandag 23. november" in page
    assert re.search(r"kl\. 10\.45 · første ledige", page)
    assert page.count(" checked") == 1


@pytest.mark.requirement("E4")
def test_a_time_is_booked_without_signing_in_and_changed_by_its_code(
    client: Client, town: Town
) -> None:
    key = _times(client, town)[0]
    assert "mandag 23. november kl. 10.45" in html(
        client.get("/tid/pas/bekraeft/", {"sted": str(town.entrance), "tid": key})
    )
    _book(client, town, key)
    page = html(client.get("/tid/"))
    code = re.search(r"T-[2-9A-Z]{4}-[2-9A-Z]{4}", page)
    assert code and "mandag 23. november kl. 10.45" in page and "Åse" not in page

    elsewhere = Client()
    assert elsewhere.post("/tid/", {"number": code[0].lower()}).status_code == 302
    moving = html(elsewhere.get("/tid/?flyt=1"))
    later = re.findall(r'name="tid"[^>]*value="([^"]+)"', moving)[3]
    elsewhere.post("/tid/flyt/", {"tid": later})
    moved = html(elsewhere.get("/tid/"))
    assert "Tiden er flyttet" in moved and code[0] in moved and "kl. 11.45" in moved
    elsewhere.post("/tid/aflys/")
    assert "Tiden er aflyst" in html(elsewhere.get("/tid/"))
    assert count("appointments_booking", "state = 'cancelled'") == 1


def test_the_calendar_file_is_one(client: Client, town: Town) -> None:
    assert client.get("/tid/kalender.ics").status_code == 302
    _book(client, town, _times(client, town)[0])
    file = client.get("/tid/kalender.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert b"BEGIN:VEVENT" in file.content and b"Pas" not in file.content


def test_whoever_comes_too_late_gets_the_next_times_and_keeps_what_they_typed(
    client: Client, town: Town
) -> None:
    key = _times(client, town)[0]
    _book(client, town, key)
    late = Client()
    response = _book(late, town, key, name="Bo Langsom")
    page = html(response)
    assert "Den tid er desværre taget" in page
    assert 'value="Bo Langsom"' in page and 'value="12 34 56 78"' in page
    instead = re.findall(r'name="tid"[^>]*value="([^"]+)"', page)
    assert instead and key not in instead
    _book(late, town, instead[0], name="Bo Langsom")
    assert count("appointments_booking", "state = 'booked'") == 2


def test_a_double_submit_is_one_time(client: Client, town: Town) -> None:
    form = {"sted": str(town.entrance), "tid": _times(client, town)[0], "name": "Å", "phone": "1",
            "form_key": str(uuid4())}  # fmt: skip
    for _time in range(2):
        assert client.post("/tid/pas/bekraeft/", form).status_code == 302
    assert count("appointments_booking") == 1


def test_without_a_name_nothing_is_booked(client: Client, town: Town) -> None:
    response = client.post(
        "/tid/pas/bekraeft/",
        {"sted": str(town.entrance), "tid": _times(client, town)[0], "phone": "12 34 56 78"},
    )
    assert response.status_code == 422
    assert "Skriv dit navn" in html(response) and 'value="12 34 56 78"' in html(response)
    assert count("appointments_booking") == 0


@pytest.mark.parametrize(
    "key", ["", "nonsense", "|", f"{STRANGE}|2026-11-23T09:30:00", f"{STRANGE}|9999-12-31T23:00Z",
            f"{STRANGE}|2020-01-06T09:00:00+00:00"]
)  # fmt: skip
def test_a_time_that_is_none_leads_back_to_the_choice(client: Client, town: Town, key: str) -> None:
    response = client.post(
        "/tid/pas/bekraeft/", {"sted": "x", "tid": key, "name": "Å", "phone": "1"}
    )
    assert response.status_code == 302 and "/tid/pas/" in response["Location"]
    assert "Vælg en tid først" in html(client.get(response["Location"]))


def test_a_signed_in_citizen_books_for_a_child_and_sees_it(
    town: Town, sign_in: Callable[[UUID], Client]
) -> None:
    browser = sign_in(town.anna)
    browser.post(
        "/tid/pas/bekraeft/",
        {"sted": str(town.entrance), "tid": _times(browser, town)[0], "subject": str(town.child)},
    )
    assert count("appointments_booking", "citizen_id = %s AND note = ''", town.child) == 1
    page = html(browser.get("/min-side/", {"for": str(town.child)}))
    assert "mandag 23. november kl. 10.45" in page
    strange = browser.post(
        "/tid/pas/bekraeft/",
        {"sted": str(town.entrance), "tid": _times(browser, town)[0], "subject": str(town.bo)},
    )
    assert strange.status_code == 422 and count("appointments_booking") == 1


@pytest.mark.parametrize("typed", ["", "T-2345-6789", "x"])
def test_a_wrong_code_is_told_so(client: Client, town: Town, typed: str) -> None:
    response = client.post("/tid/", {"number": typed})
    assert response.status_code == 422 and "form-error-message" in html(response)


def test_help_is_grouped_and_narrowed_without_javascript(client: Client, town: Town) -> None:
    page = html(client.get("/hjaelp/"))
    assert [page.index(f'id="g{n}"') for n in (1, 2, 3)]
    narrowed = html(client.get("/hjaelp/", {"q": "PAS rejse"}))
    assert 'href="/hjaelp/pas/"' in narrowed and 'href="/hjaelp/affald/"' not in narrowed
    assert "Det ord står ikke i vores liste" in html(client.get("/hjaelp/", {"q": "zzzz"}))


def test_a_service_page_tells_what_it_takes(client: Client, town: Town) -> None:
    page = html(client.get("/hjaelp/pas/", {"bydel": "Valby"}))
    for words in (
        "Svar inden 10 dage",
        "Det koster et gebyr.",
        "Dit gamle pas",
        "Borgerservice afgør det.",
    ):
        assert words in page, words
    assert page.index("Sydvej 2") < page.index("Dortheavej 61")
    unknown = client.get("/hjaelp/findes-ikke/")
    assert unknown.status_code == 404
    assert "Vi kan ikke finde den hjælp, du leder efter." in html(unknown)


def test_places_tell_whether_they_are_open(client: Client, town: Town) -> None:
    page = html(client.get("/steder/"))
    assert "1 sted har åbent lige nu." in page
    assert "Lukket nu. Åbner mandag 23. november kl. 12.00" in page
    assert "mandag til fredag 9.00–17.00" in page
    assert "Sydvej 2" not in html(client.get("/steder/", {"bydel": "Bispebjerg"}))


@pytest.mark.parametrize("path", ["/", "/hjaelp/pas/", "/tid/pas/", "/steder/", "/privatliv/"])
def test_the_pages_exist_in_english(client: Client, town: Town, path: str) -> None:
    client.cookies["django_language"] = "en"
    page = html(client.get(path))
    assert '<html lang="en">' in page
