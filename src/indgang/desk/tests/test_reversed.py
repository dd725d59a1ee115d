"""A decision that was changed or sent back is said on the case, once."""

from typing import Any

import pytest

from indgang.desk.tests.pages import hidden, words
from indgang.desk.tests.test_the_way import decide
from indgang.desk.tests.town import Town, rows

pytestmark = pytest.mark.requirement("O4")


def undo(town: Town, case: str, who: str = "mette", **typed: str) -> Any:
    """Post the form of the case."""
    client = town.client(who)
    path = f"{case}lavet-om/"
    given = {"body": "appeal_body", "remitted": "1", "on": "2026-12-01", **typed}
    return client.post(path, {**given, **hidden(client.get(path))})


def decided_by_desk(town: Town) -> str:
    """A case that the desk decided on its dispensation."""
    _, answer = decide(town, "mette", "personligt-tillaeg", amount="3.000", applied="3.000")
    return str(answer.headers["Location"])


def test_it_stands_on_the_case_in_the_journal_and_in_the_sums(town: Town) -> None:
    case = decided_by_desk(town)
    assert "Er afgørelsen lavet om?" in words(town.client("mette").get(case))
    assert undo(town, case).headers["Location"] == case
    said = words(town.client("mette").get(case))
    assert "Sendt tilbage" in said
    assert "Klageinstansen, for eksempel Ankestyrelsen, 1. december 2026" in said
    assert "Klageinstansen har hjemvist sagen." in said
    assert "Er afgørelsen lavet om?" not in said
    page = words(town.client("pia").get("/styring/dispensation/"))
    assert "100 %, 1 af 1" in page
    assert "1 af klageinstansen" in page
    assert "få afgørelser" in page


def test_it_is_said_once(town: Town) -> None:
    case = decided_by_desk(town)
    undo(town, case)
    again = undo(town, case, body="own_unit")
    assert again.status_code == 409
    assert "allerede skrevet ind" in words(again)
    assert rows("SELECT body FROM decision_reversal") == [("appeal_body",)]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"body": ""}, "Vælg, hvem der har lavet den om."),
        ({"remitted": ""}, "Vælg, hvad der skete."),
        ({"on": ""}, "Vælg en dag."),
        ({"on": "2026-12-02"}, "Vælg en dag mellem afgørelsen og i dag."),
        ({"on": "2026-11-30"}, "Vælg en dag mellem afgørelsen og i dag."),
    ],
)
def test_what_is_missing_is_said(town: Town, typed: dict[str, str], wrong: str) -> None:
    answer = undo(town, decided_by_desk(town), **typed)
    assert answer.status_code == 422
    assert wrong in words(answer)
    assert rows("SELECT count(*) FROM decision_reversal") == [(0,)]


def test_only_the_unit_of_the_case_and_only_when_decided(town: Town) -> None:
    case = decided_by_desk(town)
    assert town.client("birgit").get(f"{case}lavet-om/").status_code == 404
    open_case = town.case(7)
    answer = town.client("pia").get(f"/skranke/sag/{open_case}/lavet-om/")
    assert answer.status_code == 409
    assert "ikke afgjort endnu" in words(answer)
