"""Letters on paper, and who may see what stands on the envelope."""

from typing import Any

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import NOW, Town, insert, rows
from indgang.shared.rowsecurity import as_system


@pytest.fixture
def letter(town: Town) -> Any:
    """A letter of the job centre's that waits to be posted to a protected address."""
    with as_system("test"):
        return insert(
            "messages_message", key="decision:1", citizen_id=town.citizens["hidden"],
            unit_id=town.units["job"], channel="paper", state="accepted",
            subject="Vi har afgjort din sag", made_at=NOW, last_error="",
        )  # fmt: skip


def test_the_list_shows_no_protected_address_and_the_envelope_does(town: Town, letter: Any) -> None:
    client = town.client("pia")
    listed = words(client.get("/skranke/breve/"))
    assert "Bente Skjult" in listed
    assert "Lønvej" not in listed
    assert "Lønvej 9" in words(client.get(f"/skranke/breve/{letter}/kuvert/"))
    assert rows("SELECT what, purpose FROM access_lookup") == [("envelope", "casework")]


def test_another_unit_sees_neither_letter_nor_envelope(town: Town, letter: Any) -> None:
    client = town.client("birgit")
    assert "Bente" not in words(client.get("/skranke/breve/"))
    assert client.get(f"/skranke/breve/{letter}/kuvert/").status_code == 404
    assert client.post(f"/skranke/breve/{letter}/sendt/").status_code == 404


def test_posted_twice_is_posted_once(town: Town, letter: Any) -> None:
    client = town.client("pia")
    page = client.get("/skranke/breve/")
    address = f"/skranke/breve/{letter}/sendt/"
    assert client.post(address, hidden(page)).status_code == 302
    assert client.post(address, hidden(page)).status_code == 302
    assert rows("SELECT state FROM messages_message") == [("delivered",)]
    assert "Bunken er tom." in words(client.get("/skranke/breve/"))


def test_a_message_that_failed_stays_visible(town: Town, letter: Any) -> None:
    with as_system("test"):
        insert(
            "messages_message", key="decision:2", citizen_id=town.citizens["ibrahim"],
            unit_id=town.units["job"], channel="digital_post", state="failed",
            subject="Brev til Ibrahim", made_at=NOW, last_error="503",
        )  # fmt: skip
    assert "Brev til Ibrahim" in words(town.client("pia").get("/skranke/breve/"))
    assert "Brev til Ibrahim" not in words(town.client("birgit").get("/skranke/breve/"))


@pytest.mark.requirement("O4")
def test_who_may_decide_and_up_to_what(town: Town) -> None:
    client = town.client("mette")
    below = words(client.get("/skranke/hvem-maa/?service=personligt-tillaeg&amount=4.000"))
    assert "Ja, op til 5.000 kr. – på dispensation." in below
    assert "Borgerservice Nord" in below
    above = words(client.get("/skranke/hvem-maa/?service=personligt-tillaeg&amount=6.000"))
    assert "Beløbet er over din grænse" in above
    assert "P/O-kontor Nord" in above
    assert "Byrådet : Papir om root" in below
    assert client.get("/skranke/hvem-maa/?service=pas&amount=mange").status_code == 422
    mine = words(client.get("/skranke/maa-jeg/"))
    assert "Pas" in mine
    assert "Kontanthjælp" not in mine
