"""*Hvor hører det til nu?* for letters and calls to what was."""

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.town import Town, rows
from indgang.steering.tests.past import add_past

pytestmark = pytest.mark.requirement("O7")

ADDRESS = "/skranke/hvor/"


@pytest.fixture
def changed(town: Town) -> Town:
    """The town with a reorganisation behind it."""
    add_past(town)
    return town


def _turns() -> list[tuple[str]]:
    return rows("SELECT channel FROM reorganisation_wrongturn")


def test_a_letter_to_a_unit_that_was_leads_to_those_who_have_it(changed: Town) -> None:
    client = changed.client("mette")
    form = {"words": "Børnefaglig Afdeling", "channel": "letter", **hidden(client.get(ADDRESS))}
    said = words(client.post(ADDRESS, form))
    assert "Jobcenter Nord" in said
    assert "Biblioteket" in said
    assert _turns() == [("letter",)]
    client.post(ADDRESS, form)  # the same form sent twice is counted once
    assert _turns() == [("letter",)]


def test_a_name_of_today_is_shown_and_not_counted(changed: Town) -> None:
    client = changed.client("ellen")
    form = {"words": "Jobcenter", "channel": "phone", **hidden(client.get(ADDRESS))}
    said = words(client.post(ADDRESS, form))
    assert "Hedder det i dag" in said
    assert "Jobcenter Nord" in said
    assert _turns() == []


def test_what_nobody_is_called_gets_a_way_on(changed: Town) -> None:
    client = changed.client("mette")
    form = {"words": "Fiskeriministeriet", "channel": "phone", **hidden(client.get(ADDRESS))}
    assert "Ingen enhed har eller har haft det navn" in words(client.post(ADDRESS, form))
    empty = client.post(ADDRESS, {"words": "", "channel": "phone"})
    assert empty.status_code == 422
    assert "Skriv et navn, et nummer eller en adresse." in words(empty)
