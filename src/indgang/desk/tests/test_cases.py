"""The case's page: who may read it, what is done to it, and deciding."""

import threading
from contextvars import copy_context

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indgang.desk.tests.pages import DECISION, hidden, open_citizen, words
from indgang.desk.tests.town import Town, rows


def queries_of(client: Client, address: str) -> int:
    """How many questions the page asks the database, once its memories are warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.requirement("K10")
@pytest.mark.parametrize("who", ["mette", "birgit", "jonas"])
def test_another_units_case_is_not_found(town: Town, who: str) -> None:
    case = town.case(1)
    client = town.client(who)
    for path in ("", "afgoer/", "inhabil/"):
        answer = client.get(f"/skranke/sag/{case}/{path}")
        assert answer.status_code == 404
        assert "Hemmelig" not in words(answer)
        assert "Ibrahim" not in words(answer)
    for verb in ("notat", "papir", "tag", "hoer", "hoeringssvar", "luk", "afgoer", "inhabil"):
        assert client.post(f"/skranke/sag/{case}/{verb}/").status_code == 404
    assert "S-TEST-0001" not in words(client.get("/skranke/sager/"))


@pytest.mark.requirement("K1")
def test_the_desk_sees_the_headline_and_of_the_sensitive_only_that_it_is_there(town: Town) -> None:
    town.case(1)
    town.case(2, unit="care", service="personligt-tillaeg", sensitivity=3)
    said = words(open_citizen(town.client("mette"), town.citizens["ibrahim"]))
    assert "Kontanthjælp" in said
    assert "Ses, fordi: Borgeren søger hjælp i borgerservice" in said
    assert "Sundhed : Der er en sag. Indholdet ser du ikke. Ring 01 00 00 00." in said
    assert "Personligt tillæg" not in said
    assert "Hemmelig" not in said


def test_the_work_list_asks_the_same_number_of_questions(town: Town) -> None:
    client = town.client("pia")
    for number in range(3):
        town.case(number)
    few = queries_of(client, "/skranke/sager/")
    for number in range(3, 30):
        town.case(number)
    assert queries_of(client, "/skranke/sager/") == few
    said = words(client.get("/skranke/sager/"))
    assert "30 åbne sager." in said
    assert "30 har ingen sagsbehandler" in said
    assert words(client.get("/skranke/sager/?side=2")).count("S-TEST-") == 5


def test_the_citizens_page_asks_the_same_number_of_questions(town: Town) -> None:
    client = town.client("mette")
    for number in range(3):
        town.case(number)
    address = f"/skranke/borger/{town.citizens['ibrahim']}/"
    open_citizen(client, town.citizens["ibrahim"])
    few = queries_of(client, address)
    for number in range(3, 30):
        town.case(number)
    assert queries_of(client, address) == few


def test_the_cases_page_asks_the_same_number_of_questions(town: Town) -> None:
    client = town.client("pia")
    address = f"/skranke/sag/{town.case(1)}/"
    few = queries_of(client, address)
    for number in range(2, 12):
        town.case(number)
        client.post(f"{address}notat/", {"theme": "Samtale", "text": f"Notat {number}"})
    client.get(address)
    assert queries_of(client, address) == few


@pytest.mark.requirement("K6")
def test_the_way_to_a_decision(town: Town) -> None:
    case = town.case(1)
    client = town.client("pia")
    address = f"/skranke/sag/{case}/"
    page = client.get(address)
    assert "Tag sagen" in words(page)
    assert client.post(f"{address}tag/", hidden(page)).status_code == 302
    page = client.get(address)
    assert "Forvaltningsloven § 19" in words(page)
    heard = {"h-facts": "Arbejdsgiveren siger, du sagde op.", "h-answer_by": "2026-12-08"}
    assert client.post(f"{address}hoer/", {**heard, **hidden(page)}).status_code == 302
    page = client.get(address)
    assert "Vent på borgerens svar til og med tirsdag 8. december" in words(page)
    answered = {"a-answer": "Nej, jeg blev fyret.", **hidden(page)}
    assert client.post(f"{address}hoeringssvar/", answered).status_code == 302
    assert "Borgeren har svaret" in words(client.get("/skranke/"))
    page = client.get(f"{address}afgoer/")
    assert "Ankestyrelsen" in words(page)
    typed = {**DECISION, "outcome": "refused", **hidden(page)}
    missing = client.post(f"{address}afgoer/", {**typed, "complaint": ""})
    assert missing.status_code == 422
    assert "Skriv, hvor og hvornår borgeren kan klage." in words(missing)
    assert "Du opfylder betingelserne." in words(missing)
    pdf = client.post(f"{address}afgoer/", {**typed, "do": "pdf"})
    assert pdf.content.startswith(b"%PDF-")
    assert rows("SELECT count(*) FROM decision_decision") == [(0,)]
    shown = client.post(f"{address}afgoer/", {**typed, "do": "preview"})
    assert "LIX" in words(shown)
    done = client.post(f"{address}afgoer/", typed)
    again = client.post(f"{address}afgoer/", typed)
    assert done.status_code == again.status_code == 302
    assert rows("SELECT count(*) FROM decision_decision") == [(1,)]
    [(letter,)] = rows("SELECT letter_id FROM decision_decision")
    assert client.get(f"/skranke/papir/{letter}/").content.startswith(b"%PDF-")
    assert town.client("birgit").get(f"/skranke/papir/{letter}/").status_code == 404
    assert client.post(f"{address}luk/").status_code == 302
    assert "Sagen er lukket" in words(client.get(address))


def test_the_words_for_a_yes_do_not_go_out_with_a_no(town: Town) -> None:
    """The reason that the form began with is no reason once the result is another."""
    case = town.case(1)
    client = town.client("pia")
    client.post(f"/skranke/sag/{case}/tag/", hidden(client.get(f"/skranke/sag/{case}/")))
    page = client.get(f"/skranke/sag/{case}/afgoer/")
    begun = page.context["form"].initial["considerations"]
    assert begun
    typed = {**DECISION, "outcome": "refused", "considerations": begun, **hidden(page)}
    typed["hearing_exception"] = "no_new_facts"
    answer = client.post(f"/skranke/sag/{case}/afgoer/", typed)
    assert answer.status_code == 422
    assert "Forklar, hvorfor resultatet blev sådan." in words(answer)
    assert rows("SELECT count(*) FROM decision_decision") == [(0,)]


def test_a_case_is_not_closed_before_it_is_decided(town: Town) -> None:
    answer = town.client("pia").post(f"/skranke/sag/{town.case(1)}/luk/")
    assert answer.status_code == 409
    assert "først lukkes, når den er afgjort" in words(answer)


@pytest.mark.parametrize(
    ("day", "says"),
    [("2026-11-30", "mindst til i morgen"), ("30/2", "Skriv dagen sådan"), ("", "Vælg en dag")],
)
def test_a_day_that_cannot_be_is_said_in_words(town: Town, day: str, says: str) -> None:
    address = f"/skranke/sag/{town.case(1)}/hoer/"
    answer = town.client("pia").post(address, {"h-facts": "Nyt om indtægt", "h-answer_by": day})
    assert answer.status_code == 422
    assert says in words(answer)
    assert "Nyt om indtægt" in words(answer)
    assert rows("SELECT count(*) FROM decision_partyhearing") == [(0,)]


def test_a_file_that_is_not_what_it_says(town: Town) -> None:
    address = f"/skranke/sag/{town.case(1)}/papir/"
    lie = SimpleUploadedFile("lægeerklæring.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    answer = town.client("pia").post(address, {"file": lie})
    assert answer.status_code == 422
    true = SimpleUploadedFile("brev.txt", "Kære kommune".encode())
    assert town.client("pia").post(address, {"file": true}).status_code == 302
    assert rows("SELECT title FROM documents_document") == [("brev.txt",)]


def test_whoever_is_barred_is_asked_once_more_and_then_refused(town: Town) -> None:
    case = town.case(1, caseworker_id=town.people["pia"])
    client = town.client("pia")
    address = f"/skranke/sag/{case}/inhabil/"
    assert client.post(address, {"ground": ""}).status_code == 422
    assert "Er du sikker?" in words(client.post(address, {"ground": "family"}))
    assert rows("SELECT count(*) FROM competence_conflictofinterest") == [(0,)]
    assert client.post(address, {"ground": "family", "sure": "1"}).status_code == 302
    assert "Du er inhabil i sagen" in words(client.get(f"/skranke/sag/{case}/"))
    refused = client.post(f"/skranke/sag/{case}/afgoer/", DECISION)
    assert refused.status_code == 403
    assert "inhabil" in words(refused)


@pytest.mark.requirement("O6")
def test_barred_from_one_case_only(town: Town) -> None:
    one = town.case(1, caseworker_id=town.people["pia"])
    other = town.case(2, caseworker_id=town.people["pia"])
    client = town.client("pia")
    said = {"ground": "other", "scope": "case", "sure": "1"}
    assert client.post(f"/skranke/sag/{one}/inhabil/", said).status_code == 302
    assert "Du er inhabil i sagen" in words(client.get(f"/skranke/sag/{one}/"))
    assert client.post(f"/skranke/sag/{one}/afgoer/", DECISION).status_code == 403
    assert "Du er inhabil i sagen" not in words(client.get(f"/skranke/sag/{other}/"))
    assert client.post(f"/skranke/sag/{other}/afgoer/", DECISION).status_code == 302


def test_a_colleague_was_faster_and_the_text_is_kept(town: Town) -> None:
    case = town.case(1)
    mine = town.client("pia")
    page = mine.get(f"/skranke/sag/{case}/afgoer/")
    town.client("omar").post(f"/skranke/sag/{case}/tag/")
    answer = mine.post(
        f"/skranke/sag/{case}/afgoer/",
        {**DECISION, "considerations": "Min lange begrundelse", **hidden(page)},
    )
    assert answer.status_code == 409
    assert "En kollega har ændret sagen" in words(answer)
    assert "Min lange begrundelse" in words(answer)
    assert rows("SELECT count(*) FROM decision_decision") == [(0,)]


def test_two_who_decide_at_once_make_one_decision(lasting_town: Town) -> None:
    town = lasting_town
    with_case = town.case(1)
    pages = {who: town.client(who) for who in ("pia", "omar")}
    address = f"/skranke/sag/{with_case}/afgoer/"
    typed = {who: {**DECISION, **hidden(client.get(address))} for who, client in pages.items()}
    both, status = threading.Barrier(2), {}

    def decide(who: str) -> None:
        both.wait()
        try:
            status[who] = pages[who].post(address, typed[who])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=copy_context().run, args=(decide, who)) for who in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(answer.status_code for answer in status.values()) == [302, 409]
    late = next(answer for answer in status.values() if answer.status_code == 409)
    assert "allerede afgjort" in words(late) or "har ændret sagen" in words(late)
    assert "Du opfylder betingelserne." in words(late)
    assert rows("SELECT count(*) FROM decision_decision") == [(1,)]
